// Permission: the one place that says who may do what. Every verb asks it before anything else, whichever way
// the request came in. Memory only; any thread.
#pragma once

#include "chat/caller.h"
#include "chat/directory.h"
#include "chat/refusal.h"

namespace hearth::chat {

/// What somebody wants to do in a conversation.
enum class Action : std::uint8_t {
  kRead,           // history, members, receipts
  kPost,           // messages, typing, reactions, changing one's own
  kPin,            // groups: owner, admin, moderator; elsewhere both
  kAdvance,        // own receipts
  kAddMembers,     // groups: owner, admin, moderator
  kRemoveMembers,  // groups: owner, admin, moderator
  kLeave,          // groups
};

/// The asker's standing in the conversation, or a refusal: kNotSignedIn for somebody unknown or blocked,
/// kNotFound for whoever is not a present member (the same as for a conversation that does not exist),
/// kForbidden where the role is not enough.
Outcome<Standing> may(const Directory& directory, const Caller& who, Action action,
                      ConversationId conversation);

/// For what any person may do that is not blocked.
Outcome<Person> may_act(const Directory& directory, const Caller& who);

/// Owner, admin or moderator of a group.
bool manages(const Standing& standing);

/// Whether a member with role `mine` may remove, or change the role of, one with role `theirs`.
bool outranks(GroupRole mine, GroupRole theirs);

}  // namespace hearth::chat
