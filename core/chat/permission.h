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
  kPin,            // groups and their threads: owner, admin, moderator; elsewhere both
  kAdvance,        // own receipts
  kAddMembers,     // groups: owner, admin, moderator
  kRemoveMembers,  // groups: owner, admin, moderator
  kLeave,          // groups
};

/// A thread is for whoever may read its parent, whether they follow it or not; they have the parent's role in
/// it.
///
/// The asker's standing in the conversation, or a refusal: kNotSignedIn for somebody unknown or blocked,
/// kNotFound for whoever is not a present member (the same as for a conversation that does not exist),
/// kForbidden where the role is not enough.
Outcome<Standing> may(const Directory& directory, const Caller& who, Action action,
                      ConversationId conversation);

/// For what any person may do that is not blocked.
Outcome<Person> may_act(const Directory& directory, const Caller& who);

/// Owner, admin or moderator of a group, also in its threads.
bool manages(const Standing& standing);

/// Whether a message of this member may address everybody at once (@all, @here): in groups of up to `up_to`
/// members each may, in larger ones who manages them; nowhere else is there need to. A thread is as its
/// parent, which has `members`.
bool may_address_all(const Standing& standing, std::size_t members, std::size_t up_to);

/// Whether a member with role `mine` may remove, or change the role of, one with role `theirs`.
bool outranks(GroupRole mine, GroupRole theirs);

}  // namespace hearth::chat
