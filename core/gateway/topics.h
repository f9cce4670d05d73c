// Topics: how what the product speaks of becomes a number for the hub.
#pragma once

#include "chat/values.h"
#include "hub/subscriber.h"

namespace hearth::gateway {

inline constexpr hub::Topic topic_of(chat::PersonId id) {
  return std::uint64_t{1} << 62 | id.value;
}
inline constexpr hub::Topic topic_of(chat::ConversationId id) {
  return std::uint64_t{2} << 62 | id.value;
}
/// Those who watch this person's presence.
inline constexpr hub::Topic watchers_of(chat::PersonId id) {
  return std::uint64_t{3} << 62 | id.value;
}

/// Connections are numbered so that the number tells the loop: what goes to one connection wakes only that.
inline constexpr std::uint64_t kLoopsAtMost = 256;
inline constexpr std::size_t loop_of(std::uint64_t origin) {
  return origin % kLoopsAtMost;
}

}  // namespace hearth::gateway
