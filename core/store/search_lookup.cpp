// How the index answers: the rarest of what is wanted leads, the latest first; each message that it names is
// looked up under the other words, in one statement that ends as soon as the page is full. Where one has few
// conversations, all that stands in them leads instead.
#include <algorithm>

#include "chat/search_keys.h"
#include "store/many_values.h"
#include "store/search_index.h"

namespace hearth::store {

using namespace chat;

namespace {

/// Words that a beginning stands for: those that most messages have.
constexpr std::uint32_t kBegun = 40;
/// More conversations than these are no leader.
constexpr std::size_t kFew = 32;

struct Word {
  std::uint32_t id = 0;
  std::uint64_t messages = 0;
};

/// A clause with the words that there are.
struct Wanted {
  std::vector<Word> words;
  std::uint64_t messages = 0;  // at most so many have one of them
};

void add(Wanted& wanted, Rows rows) {
  while (rows.next()) {
    Word word;
    rows.read(word.id, word.messages);
    if (std::ranges::find(wanted.words, word.id, &Word::id) != wanted.words.end()) continue;
    wanted.messages += word.messages;
    wanted.words.push_back(word);
  }
}

/// The first text after all that begin like this; none when there is none.
std::optional<std::string> after_all(std::string beginning) {
  while (!beginning.empty() && static_cast<unsigned char>(beginning.back()) == 0xFF) beginning.pop_back();
  if (beginning.empty()) return {};
  beginning.back() = static_cast<char>(static_cast<unsigned char>(beginning.back()) + 1);
  return beginning;
}

Wanted known(Connection& connection, const SearchClause& clause) {
  Wanted wanted;
  if (clause.beginning)
    add(wanted,
        connection.select("SELECT id, messages FROM search_word WHERE word >= ? AND word < ? ORDER BY"
                          " messages DESC LIMIT ?",
                          {*clause.beginning, after_all(*clause.beginning).value_or("\xFF"), kBegun}));
  if (!clause.words.empty()) {
    const std::size_t n = size_class(clause.words.size());
    std::vector<Value> values;
    for (std::size_t i = 0; i < n; ++i)
      values.emplace_back(clause.words[std::min(i, clause.words.size() - 1)]);
    add(wanted, connection.select(
                    "SELECT id, messages FROM search_word WHERE word IN (" + repeated("?", ", ", n) + ")",
                    values.data(), values.size()));
  }
  return wanted;
}

/// The statement for one leading word.
class Led {
 public:
  Led(const SearchLookup& lookup, const std::vector<Wanted>& others, bool everywhere)
      : lookup_(lookup), others_(others), everywhere_(everywhere) {}

  std::vector<SearchPlace> run(Connection& connection, std::uint32_t leader) {
    sql_ =
        "SELECT a.number, m.conversation_id, m.seq FROM search_posting a STRAIGHT_JOIN search_message m ON"
        " m.number = a.number WHERE a.word_id = ? AND a.number < ? AND a.number >= ?";
    std::uint64_t before = lookup_.older_than;
    if (lookup_.before) before = std::min(before, search_number(*lookup_.before));
    values_.assign({leader, before, lookup_.not_before ? search_number(*lookup_.not_before) : 0});
    if (!everywhere_) {
      sql_ += " AND a.home_id IN (";
      list(lookup_.among.size(), [&](std::size_t i) { return Value(lookup_.among[i]); });
      sql_ += ")";
    }
    for (const Wanted& other : others_) {
      // As a subquery, which is never reordered: each is one step into the primary key.
      sql_ += " AND (SELECT 1 FROM search_posting b WHERE b.word_id IN (";
      list(other.words.size(), [&](std::size_t i) { return Value(other.words[i].id); });
      sql_ += ") AND b.number = a.number LIMIT 1) IS NOT NULL";
    }
    sql_ += " ORDER BY a.number DESC LIMIT ?";
    values_.emplace_back(lookup_.limit);
    std::vector<SearchPlace> places;
    Rows rows = connection.select(sql_, values_.data(), values_.size());
    while (rows.next()) {
      SearchPlace& place = places.emplace_back();
      rows.read(place.number, place.conversation, place.seq);
    }
    return places;
  }

 private:
  template <class ValueAt>
  void list(std::size_t size, const ValueAt& value_at) {
    const std::size_t n = size_class(size);
    for (std::size_t i = 0; i < n; ++i) values_.push_back(value_at(std::min(i, size - 1)));
    sql_ += repeated("?", ", ", n);
  }

  const SearchLookup& lookup_;
  const std::vector<Wanted>& others_;
  const bool everywhere_;
  std::string sql_;
  std::vector<Value> values_;
};

}  // namespace

std::vector<SearchPlace> SearchIndex::find(const SearchLookup& lookup) {
  if (lookup.among.empty()) return {};
  const auto connection = database_.lease();
  std::vector<Wanted> wanted;
  for (const SearchClause& clause : lookup.all) {
    wanted.push_back(known(*connection, clause));
    if (wanted.back().words.empty()) return {};
  }
  auto leader = std::ranges::min_element(wanted, {}, &Wanted::messages);
  bool everywhere = false;
  if (lookup.among.size() <= kFew) {
    SearchClause places;
    for (const ConversationId id : lookup.among) places.words.push_back(conversation_key(id));
    Wanted there = known(*connection, places);
    if (there.words.empty()) return {};
    if (there.messages < leader->messages) {
      leader = wanted.insert(wanted.end(), std::move(there));
      everywhere = true;
    }
  }
  const std::vector<Word> leading = std::move(leader->words);
  wanted.erase(leader);
  std::ranges::sort(wanted, {}, &Wanted::messages);

  Led led(lookup, wanted, everywhere);
  std::vector<SearchPlace> places;
  for (const Word& word : leading)
    std::ranges::move(led.run(*connection, word.id), std::back_inserter(places));
  std::ranges::sort(places, std::greater{}, &SearchPlace::number);
  places.erase(std::unique(places.begin(), places.end(),
                           [](const SearchPlace& a, const SearchPlace& b) { return a.number == b.number; }),
               places.end());
  if (places.size() > lookup.limit) places.resize(lookup.limit);
  return places;
}

}  // namespace hearth::store
