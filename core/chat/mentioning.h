// Mentioning: whom the text of a message addresses, here and now.
#pragma once

#include <memory>
#include <string_view>

#include "chat/house.h"

namespace hearth::chat {

/// @name: present members of the conversation (of a thread: of its parent). @all and @here: everybody in it,
/// or those who are present (online, away), where the asker may address everybody; elsewhere they are text.
/// `before`: the message as it was, when its words change: who was present then stays addressed, and nobody
/// else is. None when the text addresses nobody. Memory only; any thread.
std::shared_ptr<const Mentions> mentions_in(const House& house, const Caller& who,
                                            ConversationId conversation, const Standing& standing,
                                            std::string_view body, const Message* before = nullptr);

}  // namespace hearth::chat
