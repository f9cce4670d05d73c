// The direct conversation of two people, looked for and not made.
#pragma once

#include <optional>

#include "chat/directory.h"

namespace hearth::chat {

/// With `other` = `me`: the notes to self. Memory only; as much work as `me` has conversations. Any thread.
std::optional<ConversationId> find_direct(const Directory& directory, PersonId me, PersonId other);

/// The other one of a direct conversation, or `me` in notes to self; none for groups, and where `me` is not
/// in it.
std::optional<PersonId> peer_in(const Directory& directory, ConversationId conversation, PersonId me);

}  // namespace hearth::chat
