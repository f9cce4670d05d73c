// What a message can be found by: its words, and marks for its place, its author and its kind, which are
// words to the index like others but can stand in no text (they begin with U+0001). No state; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "chat/values.h"

namespace hearth::chat {

/// Words of one message that are found; what a longer one says after them is not.
inline constexpr std::size_t kMostSearchWords = 4000;

/// What `has:` can ask for.
enum class Feature : std::uint8_t { kLink, kCode, kReaction, kPin, kReply };

std::string conversation_key(ConversationId conversation);
std::string sender_key(PersonId sender);
std::string feature_key(Feature feature);

/// All keys of a message, ascending, each once; none for notices and tombstones, which nothing finds. `home`
/// is the conversation, or of a thread what it hangs from: the message is found in both.
std::vector<std::string> search_keys(ConversationId conversation, ConversationId home,
                                     const Message& message);

}  // namespace hearth::chat
