// hearth_load storm: everybody of one conversation is connected, and each of them reacts once to the same
// message, at a fixed rate. Everybody receives every reaction, counted and timed.
//
// A reaction's time counts from when it was due, as that of a message does in talk.h.
#pragma once

#include "options.h"

namespace hearth::bench {

/// Prints one line of JSON. Options:
///   --target --port --keys          see Doorway
///   --people N                      they are the numbers from --first-person on (1)
///   --conversation --seq            what they react to
///   --rate N                        reactions a second
///   --watch NAME=PID                whose CPU is counted meanwhile
void storm(Options options);

}  // namespace hearth::bench
