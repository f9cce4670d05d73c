// hearth_load idle: many people connect and then do nothing but answer the server's heartbeats. What does the
// server need for that: memory for each, CPU to let them in, CPU while they sit there?
#pragma once

#include "options.h"

namespace hearth::bench {

/// Prints one line of JSON. Options:
///   --target --port --keys     see Doorway
///   --people --members         how many, in conversations of so many; both are numbered from 1
///   --seconds                  how long they sit there
///   --watch NAME=PID           whose CPU is counted; the first one's memory too
void idle(Options options);

}  // namespace hearth::bench
