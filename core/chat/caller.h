// Caller: who asks. Filled by the transport from a proven session, never from what a request says of itself.
#pragma once

#include <cstdint>

#include "chat/values.h"

namespace hearth::chat {

struct Caller {
  PersonId person;
  SessionId session;
  std::uint64_t origin = 0;  // the connection that asks; 0 for a request without one (REST)
};

}  // namespace hearth::chat
