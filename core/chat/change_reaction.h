// Reacting, and taking it back: the same course in both directions.
#pragma once

#include "chat/house.h"

namespace hearth::chat {

/// Whether the message can be reacted to is found out when it is stored. Never waits.
void change_reaction(House& house, const Caller& who, ConversationId conversation, Seq seq,
                     ReactionChange change, Reply<Done> reply);

}  // namespace hearth::chat
