// The sums of a message's reactions as its row keeps them: [["👍",3,[7,9,12]], …], emoji, count, people.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "chat/values.h"

namespace hearth::store {

std::string to_text(const std::vector<chat::Reaction>& reactions);

/// Throws std::runtime_error for what to_text has not made.
std::vector<chat::Reaction> reactions_of(std::string_view text);

}  // namespace hearth::store
