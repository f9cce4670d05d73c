// A message's place as one number, for programs that know messages by a single id: conversation and seq side
// by side in the 53 bits that a JSON number keeps exactly.
//
//   52            25 24            0
//   | conversation  |     seq      |     28 and 25 bits: 268 million conversations of 33 million messages
//   each
//
// Reversible, so nothing is stored; stable, because neither part ever changes; larger for what came later in
// the same conversation. See docs/decisions/0013.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>

#include "chat/values.h"

namespace hearth::api {

inline constexpr unsigned kSeqBits = 25;
inline constexpr std::uint64_t kMostSeq = (std::uint64_t{1} << kSeqBits) - 1;
inline constexpr std::uint64_t kMostConversation = (std::uint64_t{1} << (53 - kSeqBits)) - 1;

/// None for a place that has no such number.
inline std::optional<std::uint64_t> message_number(chat::ConversationId conversation, chat::Seq seq) {
  if (conversation.value > kMostConversation || seq > kMostSeq) return {};
  return conversation.value << kSeqBits | seq;
}

/// The place that has this number; whether there is such a message is another question.
inline std::pair<chat::ConversationId, chat::Seq> place_of_message(std::uint64_t number) {
  return {chat::ConversationId{number >> kSeqBits}, number & kMostSeq};
}

}  // namespace hearth::api
