// Parts of a message as they stand in columns of `message`:
//
//   mentions  [[7,9],all,here]                                people, 0 or 1, 0 or 1
//   thread    [conversation,places,gone,last_at,[7,9]]        last_at in ms since 1970
#pragma once

#include <string>
#include <string_view>

#include "chat/values.h"

namespace hearth::store {

std::string to_text(const chat::Mentions& mentions);
std::string to_text(const chat::ThreadSummary& thread);

/// Throw std::runtime_error when it is none: the row was not written by us.
chat::Mentions mentions_of(std::string_view text);
chat::ThreadSummary thread_of(std::string_view text);

}  // namespace hearth::store
