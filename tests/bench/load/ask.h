// hearth_load ask: one person asks for the same kind of page again and again, one request at a time, over
// REST or a WebSocket. How long does it take, and how many rows does it bring?
#pragma once

#include "options.h"

namespace hearth::bench {

/// Prints one line of JSON. Options:
///   --port --keys --person
///   --over rest|socket
///   --what sidebar | sidebar-all | newest | anywhere | middle | search
///       the first page of the sidebar (--limit lines), all its pages, the newest page of --conversation, a
///       page of it somewhere among its --messages, the page around the one in their middle (and its
///       neighbours in turn), or what is found for the lines of the file --questions, in turn
///   --limit --times --warm-up
void ask(Options options);

}  // namespace hearth::bench
