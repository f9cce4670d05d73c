// What the makers of groups, direct conversations and notes share: the script, the books, and how talks are
// laid out over two years. Immutable once made; any thread.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "demo/calendar.h"
#include "demo/cast.h"
#include "demo/groups.h"
#include "demo/organisation.h"
#include "demo/phrases.h"
#include "demo/receipts.h"
#include "demo/talk.h"

namespace hearth::demo {

class Story {
 public:
  /// Reads the books.
  explicit Story(Script script);

  const Script& script() const { return script_; }
  /// Throws std::invalid_argument where there is no such book.
  const Phrases& book(std::string_view language) const;
  Calendar calendar_of(std::size_t place) const;

  Player player(std::size_t place) const;
  /// The place in cast(); cast().size() for the admin.
  std::size_t place_of(chat::PersonId person) const;

  /// Talks with `messages` messages together; one of them is cut where it must be.
  static std::vector<std::vector<Beat>> choose_talks(const Phrases& book, std::string_view plots,
                                                     std::size_t messages, Dice& dice);
  /// `n` moments between these, ascending: more of them late than early, and `recent` of them in the last
  /// days.
  static std::vector<Moment> choose_moments(std::size_t n, Moment first, std::size_t recent, Dice& dice);
  /// How these people keep up with what is written.
  std::vector<Reading> readings() const;

 private:
  Script script_;
  Phrases shared_;
  std::map<std::string, std::unique_ptr<Phrases>, std::less<>> books_;
};

/// Number `i` of groups().
chat::ImportedConversation make_group(const Story& story, std::size_t i);

/// Two people, and how much they say to each other.
struct Pair {
  std::size_t one = 0, other = 0;  // places in cast()
  std::size_t messages = 0;
};
/// kDirects different pairs that share `messages` among them.
std::vector<Pair> choose_pairs(std::uint64_t seed, std::size_t messages);
chat::ImportedConversation make_direct(const Story& story, const Pair& pair);

chat::ImportedConversation make_notes(const Story& story, std::size_t place, std::size_t messages);

}  // namespace hearth::demo
