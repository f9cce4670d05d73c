// What somebody types into the search field, understood:
//
//   release notes          both words, anywhere in the message; the last may be only begun
//   "release notes"        side by side
//   -draft                 not this word
//   from:ana  from:me      who wrote it: user name, or the beginning of a word of the name
//   in:general  in:@ana    where: a group by its name, a direct conversation by the other person
//   has:link               link, code, reaction, pin, reply
//   before:2026-03-01  after:2026-02-01  on:2026-02-14
//
// Names with spaces are quoted: in:"Release train". No state; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "chat/refusal.h"
#include "chat/search_keys.h"

namespace hearth::chat {

/// Words that stand side by side in the message. An asked-for word may be only the beginning of the text's
/// where `begun` says so: the last one.
struct SearchPhrase {
  std::vector<std::string> words;
  bool begun = false;
  bool wanted = true;  // false: what does not have it
};

struct SearchQuery {
  std::vector<SearchPhrase> phrases;
  std::vector<std::string> from, in;  // as typed; several mean any of them
  std::vector<Feature> has;           // all of them
  std::optional<Time> not_before, before;
};

/// Words and operators in one question.
inline constexpr std::size_t kMostSearchTerms = 32;

/// Days begin `east` minutes before those of UTC. Refuses, naming `text`: an operator without or with an
/// impossible value, more than kMostSearchTerms, and what asks for nothing but what is not there.
Outcome<SearchQuery> parse_search(std::string_view text, int east);

}  // namespace hearth::chat
