// How a verb answers. Because a message is acknowledged only after its commit, and nobody may wait for that
// on an event loop, every verb takes the place to answer to.
#pragma once

#include <functional>

#include "chat/refusal.h"

namespace hearth::chat {

/// Called exactly once, on any thread, and never while a lock is held. Must not block and must not throw.
template <class T>
using Reply = std::function<void(Outcome<T>)>;

}  // namespace hearth::chat
