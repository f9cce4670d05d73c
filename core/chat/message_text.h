// What the text of a message may be, also after a hook has changed it.
#pragma once

#include <string_view>

#include "chat/refusal.h"

namespace hearth::chat {

inline constexpr std::size_t kMaxBodyBytes = 64'000;  // 16,000 code points of four bytes

inline bool is_message_text(std::string_view body) {
  return !body.empty() && body.size() <= kMaxBodyBytes;
}
inline Failure<Refusal> refuse_message_text() {
  return refuse_field("body", "A message must have text, and not too much of it.");
}

}  // namespace hearth::chat
