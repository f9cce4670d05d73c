// What happened in threads shortly before the server stopped: the messages they hang from may not have been
// told of it. Used once at start; blocks.
#pragma once

#include <vector>

#include "chat/thread_desk.h"
#include "store/database.h"

namespace hearth::store {

/// News of each thread that had a reply or a deletion within kBack before the latest of them in any: as the
/// thread is now, with those who replied last.
std::vector<chat::ThreadNews> recent_threads(Database& database);

}  // namespace hearth::store
