// Sidebar lines, completed with what only the store knows. Blocks: request-pool threads only.
#pragma once

#include <vector>

#include "chat/house.h"

namespace hearth::chat {

/// Adds to each line its last message, in one query that reads no other rows.
void add_last_messages(House& house, std::vector<Line>& lines);

/// The line of one conversation for one member; none when not a member.
std::optional<Line> full_line(House& house, ConversationId conversation, PersonId me);

/// The people that one needs to know to show these lines.
std::vector<Person> people_in(const Directory& directory, const std::vector<Line>& lines);

}  // namespace hearth::chat
