// Founding: what happens around a conversation that has just been made. Blocks: request-pool threads only.
#pragma once

#include <span>

#include "chat/house.h"

namespace hearth::chat {

/// Makes the conversation known: to the directory, to the connections of its members, to the members
/// themselves, to the hooks. For one that was there already, only sees to it that the directory knows it.
void announce(House& house, const Founded& founded, const Caller& by);

/// Tells these people that they are in the conversation now, each with their own line; their connections hear
/// it from here on. They must be in the directory as members already.
void welcome_in(House& house, ConversationId conversation, std::span<const PersonId> people);

}  // namespace hearth::chat
