// Who must be known to understand messages and members.
#pragma once

#include <span>
#include <vector>

#include "chat/directory.h"

namespace hearth::chat {

/// Everybody whom these messages and members name, each once.
std::vector<Person> people_named(const Directory& directory, std::span<const Message> messages,
                                 std::span<const Member> members);

}  // namespace hearth::chat
