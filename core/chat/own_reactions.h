// Reactions as one person sees them: a message names a few of those who reacted, and the asker always.
#pragma once

#include <span>

#include "chat/house.h"

namespace hearth::chat {

/// Adds the person to the reactions of theirs that do not name them. Asks the database only where some are
/// not named: then it blocks.
void add_own_reactions(House& house, ConversationId conversation, PersonId person,
                       std::span<Message> messages);

}  // namespace hearth::chat
