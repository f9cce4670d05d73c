// hearth_load talk: everybody of `conversations` conversations of `members` people is connected; messages are
// posted at a fixed rate, or so that a fixed number is in flight; everything is received, counted and timed.
//
// At a rate, a message's time counts from when it was due, not from when the generator got round to sending
// it: a server that stalls cannot hide by making its clients wait (coordinated omission).
#pragma once

#include "options.h"

namespace hearth::bench {

/// Prints one line of JSON. Options:
///   --target --port --keys          see Doorway
///   --conversations --members       how many, of how many people
///   --first-person --first-conversation   the numbers of the first ones; the others follow
///   --rate N | --in-flight N        messages a second, or messages posted and not yet acknowledged
///   --seconds --warm-up-ms          what is measured, and what is left out before it
///   --watch NAME=PID                whose CPU is counted meanwhile
void talk(Options options);

}  // namespace hearth::bench
