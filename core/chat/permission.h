// Permission: the one place that says who may do what. Every verb asks it before anything else, whichever way
// the request came in. Memory only; any thread.
#pragma once

#include "chat/caller.h"
#include "chat/directory.h"
#include "chat/refusal.h"

namespace hearth::chat {

/// What somebody wants to do in a conversation. Who may is said by the table in permission.cpp.
enum class Action : std::uint8_t {
  kSee,   // that it is there, who is in it, what has changed
  kRead,  // messages and what belongs to them
  kPost,  // messages, typing, reactions, changing one's own
  kPin,
  kAdvance,  // own receipts
  kAddMembers,
  kRemoveMembers,
  kLeave,
  kDescribe,
  kRename,
  kSetVisibility,
  kGiveRoles,
  kHandOn,  // the group to another owner
  kDelete,  // the group, and asking how far that is, and taking it back
};

/// A thread is for whoever may read its parent, whether they follow it or not; they have the parent's role in
/// it.
///
/// The asker's standing in the conversation, or a refusal: kNotSignedIn for somebody unknown or blocked,
/// kNotFound for whoever is not a present member (the same as for a conversation that does not exist),
/// kForbidden where the role is not enough, kClosed in a group that is being deleted.
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

/// Whether the person may find and join this group without being in it. Guests see what they are invited to.
bool may_find(const Directory& directory, const Person& person, ConversationId group);

/// Whether a member with role `mine` may remove one with role `theirs`, or overrule what they wrote.
bool outranks(GroupRole mine, GroupRole theirs);

/// Whether a member with role `mine` may make one with role `theirs` a `wanted`: both are below their own.
bool may_give(GroupRole mine, GroupRole theirs, GroupRole wanted);

}  // namespace hearth::chat
