// Member changes: the common course of everything that lets people into a group or takes them out.
#pragma once

#include <vector>

#include "chat/house.h"

namespace hearth::chat {

/// Writes the members as they stand here, with the notice; after the commit brings the directory, the
/// connections and everybody in the group up to date, and answers. Never waits.
void change_members(House& house, ConversationId conversation, MembersChange change,
                    Reply<MemberChanged> reply);

/// The row of a present member as it is to be when they are out, `by` whom; none when they are gone already.
/// Blocks.
std::optional<Member> departing(House& house, ConversationId conversation, PersonId person, PersonId by);

}  // namespace hearth::chat
