// Mentions: `@name` in the text of a message. What looks like one is found here, on plain text; whom it
// means, mentioning.h says.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hearth::chat {

/// No more different names are looked for in one message; further ones are text.
inline constexpr std::size_t kMostMentions = 50;

/// The names behind each '@' that begins a word, in lower case, each once, in the order of the text: a-z,
/// then letters of ASCII, digits, dots, hyphens and underscores, as far as they go; 32 at most. A sentence's
/// full stop may be among them: see without_tail. Not in code (spans, blocks), nor in e-mail addresses, paths
/// and other words. At most kMostMentions. Takes time proportional to the text; without an '@' nothing but
/// looking for one. Pure.
std::vector<std::string> find_mentions(std::string_view text);

/// The name without its last dot, hyphen or underscore; empty when it does not end with one.
std::string_view without_tail(std::string_view name);

}  // namespace hearth::chat
