// Member changes: the common course of everything that lets people into a group or takes them out.
#pragma once

#include <vector>

#include "chat/house.h"

namespace hearth::chat {

/// Writes the members as they stand here, with the notice; after the commit brings the directory, the
/// connections and everybody in the group up to date, and answers. Never waits. `turn` is held until then.
void change_members(House& house, ConversationId conversation, MembersChange change, GroupTurns::Turn turn,
                    Reply<MemberChanged> reply);

/// The row of a present member; none when they are no longer. Blocks.
std::optional<Member> present_member(House& house, ConversationId conversation, PersonId person);

/// The row of somebody who is new in the group: history stays open to newcomers, but only what comes now is
/// new to them.
Member arriving(const House& house, ConversationId conversation, PersonId person,
                std::optional<PersonId> added_by);

/// The row of a present member as it is to be when they are out, `by` whom; none when they are gone already.
/// Blocks.
std::optional<Member> departing(House& house, ConversationId conversation, PersonId person, PersonId by);

}  // namespace hearth::chat
