// Who posts has read everything up to it. Everybody infers that, so it is stored lazily
// (chat/receipt_desk.h), and a process that is killed has not stored the latest. This makes it up from the
// messages, before the directory is filled: what people have seen never goes back.
#pragma once

#include "store/database.h"

namespace hearth::store {

/// Raises the watermarks of who posted within the last two minutes before the newest message, in one
/// transaction. Only conversations of that time are looked at, and no more rows of them than the messages of
/// that time and at most some thousands. Doing it twice does no harm. Blocks; throws DatabaseError.
void settle_watermarks(Database& database);

}  // namespace hearth::store
