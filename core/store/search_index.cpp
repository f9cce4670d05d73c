#include "store/search_index.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "store/many_values.h"
#include "store/row_batch.h"

namespace hearth::store {

using namespace chat;

namespace {

constexpr std::size_t kAtOnce = 512;

/// Runs `ask` with portions of the values, filled up with the last one to a size for which there is a
/// statement.
template <class T, class Ask>
void in_portions(const std::vector<T>& values, const Ask& ask) {
  std::vector<Value> bound;
  for (std::size_t from = 0; from < values.size(); from += kAtOnce) {
    const std::size_t some = std::min(kAtOnce, values.size() - from), n = size_class(some);
    bound.clear();
    for (std::size_t i = 0; i < n; ++i) bound.emplace_back(values[from + std::min(i, some - 1)]);
    ask(bound, n);
  }
}

using WordIds = std::unordered_map<std::string, std::uint32_t>;

void find_ids(Connection& connection, const std::vector<std::string>& words, WordIds& ids) {
  in_portions(words, [&](const std::vector<Value>& bound, std::size_t n) {
    Rows rows =
        connection.select("SELECT id, word FROM search_word WHERE word IN (" + repeated("?", ", ", n) + ")",
                          bound.data(), bound.size());
    while (rows.next()) {
      std::uint32_t id = 0;
      std::string word;
      rows.read(id, word);
      ids.emplace(std::move(word), id);
    }
  });
}

/// The ids of the words, those that are new given one.
WordIds ids_of(Connection& connection, const std::set<std::string>& words) {
  WordIds ids;
  find_ids(connection, {words.begin(), words.end()}, ids);
  std::vector<std::string> fresh;
  for (const std::string& word : words)
    if (!ids.contains(word)) fresh.push_back(word);
  if (fresh.empty()) return ids;
  // IGNORE: another node may be at the same word. Only new words are inserted, so that no ids are wasted on
  // known ones.
  RowBatch batch("INSERT IGNORE INTO search_word (word, messages) VALUES ", "(?, 0)", "", 1);
  for (const std::string& word : fresh) batch.bytes(word);
  batch.execute(connection, connection.flavour() == Flavour::kMariaDb);
  find_ids(connection, fresh, ids);
  return ids;
}

std::string packed(const std::vector<std::uint32_t>& ids) {
  std::string bytes;
  bytes.reserve(ids.size() * 4);
  for (const std::uint32_t id : ids)
    for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(id >> shift);
  return bytes;
}

std::vector<std::uint32_t> unpacked(std::string_view bytes) {
  std::vector<std::uint32_t> ids(bytes.size() / 4);
  for (std::size_t i = 0; i < ids.size() * 4; ++i)
    ids[i / 4] |= std::uint32_t{static_cast<unsigned char>(bytes[i])} << (i % 4 * 8);
  return ids;
}

/// What is in the index of a message.
struct Indexed {
  std::uint64_t number = 0;
  std::string words;
};

/// Of those with these places; the gaps between them are few, so one range is read.
std::map<Seq, Indexed> find_indexed(Connection& connection, const IndexStep& step) {
  std::vector<Seq> places;
  for (const IndexedMessage& message : step.messages) places.push_back(message.seq);
  std::map<Seq, Indexed> found;
  std::vector<Value> bound;
  for (std::size_t from = 0; from < places.size(); from += kAtOnce) {
    const std::size_t some = std::min(kAtOnce, places.size() - from), n = size_class(some);
    bound.assign({step.conversation});
    for (std::size_t i = 0; i < n; ++i) bound.emplace_back(places[from + std::min(i, some - 1)]);
    Rows rows = connection.select(
        "SELECT seq, number, words FROM search_message WHERE conversation_id = ? AND seq IN (" +
            repeated("?", ", ", n) + ")",
        bound.data(), bound.size());
    while (rows.next()) {
      Seq seq = 0;
      Indexed indexed;
      rows.read(seq, indexed.number, indexed.words);
      found.emplace(seq, std::move(indexed));
    }
  }
  return found;
}

/// Numbers of messages that are new in the index: by time, each its own.
class FreeNumbers {
 public:
  FreeNumbers(Connection& connection, const IndexStep& step) {
    std::vector<std::uint64_t> wanted;
    for (const IndexedMessage& message : step.messages) wanted.push_back(first_choice(step, message));
    in_portions(wanted, [&](const std::vector<Value>& bound, std::size_t n) {
      Rows rows = connection.select(
          "SELECT number FROM search_message WHERE number IN (" + repeated("?", ", ", n) + ")", bound.data(),
          bound.size());
      while (rows.next()) {
        std::uint64_t number = 0;
        rows.read(number);
        taken_.insert(number);
      }
    });
  }
  /// Whoever comes second to a number takes the next: in a thousand years of one message a millisecond that
  /// happens about as often as in one second of a million.
  std::uint64_t take(const IndexStep& step, const IndexedMessage& message) {
    std::uint64_t number = first_choice(step, message);
    while (!taken_.insert(number).second) ++number;
    return number;
  }

 private:
  static std::uint64_t first_choice(const IndexStep& step, const IndexedMessage& message) {
    // Those of one conversation and millisecond in their order, so that the newest is found first; those of
    // others far away (Fibonacci hashing: Knuth, The Art of Computer Programming, 6.4).
    constexpr unsigned kPlaceBits = 8;
    const std::uint64_t mixed = step.conversation.value * 0x9E3779B97F4A7C15U;
    return search_number(message.at) | mixed >> (64 - kSearchNumberBits + kPlaceBits) << kPlaceBits |
           (message.seq & ((1U << kPlaceBits) - 1));
  }
  std::set<std::uint64_t> taken_;
};

/// The statements of one step, gathered.
class Step {
 public:
  Step(Connection& connection, const IndexStep& step)
      : connection_(connection),
        step_(step),
        indexed_(find_indexed(connection, step)),
        numbers_(connection, step) {
    std::set<std::string> words;
    for (const IndexedMessage& message : step.messages)
      words.insert(message.keys.begin(), message.keys.end());
    if (!words.empty()) ids_ = ids_of(connection, words);
  }

  void run() {
    for (const IndexedMessage& message : step_.messages) gather(message);
    const bool arrays = connection_.flavour() == Flavour::kMariaDb;
    write_postings(arrays);
    write_messages(arrays);
    write_counts(arrays);
  }

 private:
  void gather(const IndexedMessage& message) {
    std::vector<std::uint32_t> words;
    for (const std::string& key : message.keys) words.push_back(ids_.at(key));
    std::ranges::sort(words);
    const auto before = indexed_.find(message.seq);
    const std::vector<std::uint32_t> old =
        before != indexed_.end() ? unpacked(before->second.words) : std::vector<std::uint32_t>{};
    if (words == old) return;
    const std::uint64_t number =
        before != indexed_.end() ? before->second.number : numbers_.take(step_, message);
    for (const std::uint32_t word : words)
      if (!std::ranges::binary_search(old, word)) {
        added_.emplace_back(word, number);
        ++counts_[word];
      }
    for (const std::uint32_t word : old)
      if (!std::ranges::binary_search(words, word)) removed_.emplace_back(word, number);
    written_.push_back({number, message.seq, packed(words)});
  }

  void write_postings(bool arrays) {
    std::ranges::sort(added_);
    RowBatch gone("DELETE FROM search_posting WHERE word_id = ? AND number = ?", "", "", 2);
    for (const auto& [word, number] : removed_) gone.number(word).number(number);
    gone.execute(connection_, arrays);
    RowBatch made("INSERT IGNORE INTO search_posting (word_id, number, home_id) VALUES ", "(?, ?, ?)", "", 3);
    for (const auto& [word, number] : added_) {
      made.number(word).number(number).number(step_.home.value);
      if (made.rows() == kRowsAtOnce) made.execute(connection_, arrays);
    }
    made.execute(connection_, arrays);
  }

  void write_messages(bool arrays) {
    RowBatch gone("DELETE FROM search_message WHERE number = ?", "", "", 1);
    RowBatch made("REPLACE INTO search_message (number, conversation_id, seq, words) VALUES ", "(?, ?, ?, ?)",
                  "", 4);
    for (const Written& one : written_)
      if (one.words.empty())
        gone.number(one.number);
      else
        made.number(one.number).number(step_.conversation.value).number(one.seq).bytes(one.words);
    gone.execute(connection_, arrays);
    made.execute(connection_, arrays);
  }

  void write_counts(bool arrays) {
    RowBatch counts("UPDATE search_word SET messages = messages + ? WHERE id = ?", "", "", 2);
    for (const auto& [word, n] : counts_) counts.number(n).number(word);
    counts.execute(connection_, arrays);
  }

  static constexpr std::size_t kRowsAtOnce = 5000;
  struct Written {
    std::uint64_t number;
    Seq seq;
    std::string words;
  };

  Connection& connection_;
  const IndexStep& step_;
  const std::map<Seq, Indexed> indexed_;
  FreeNumbers numbers_;
  WordIds ids_;
  std::vector<std::pair<std::uint32_t, std::uint64_t>> added_, removed_;
  std::map<std::uint32_t, std::uint64_t> counts_;
  std::vector<Written> written_;
};

}  // namespace

std::uint64_t search_number(Time at) {
  const auto ms = at.time_since_epoch().count();
  return ms <= 0 ? 0 : static_cast<std::uint64_t>(ms) << kSearchNumberBits;
}

std::uint64_t forget_postings(Connection& connection, ConversationId conversation, std::uint32_t limit) {
  Transaction transaction(connection);
  std::vector<std::pair<std::uint32_t, std::uint64_t>> postings;
  std::vector<std::uint64_t> numbers;
  {
    Rows rows = connection.select(
        "SELECT number, words FROM search_message WHERE conversation_id = ? ORDER BY seq LIMIT ?",
        {conversation, limit});
    while (rows.next()) {
      std::string words;
      rows.read(numbers.emplace_back(), words);
      for (const std::uint32_t word : unpacked(words)) postings.emplace_back(word, numbers.back());
    }
  }
  std::ranges::sort(postings);
  const bool arrays = connection.flavour() == Flavour::kMariaDb;
  RowBatch words("DELETE FROM search_posting WHERE word_id = ? AND number = ?", "", "", 2);
  for (const auto& [word, number] : postings) words.number(word).number(number);
  words.execute(connection, arrays);
  RowBatch messages("DELETE FROM search_message WHERE number = ?", "", "", 1);
  for (const std::uint64_t number : numbers) messages.number(number);
  messages.execute(connection, arrays);
  transaction.commit();
  return numbers.size();
}

Rev SearchIndex::indexed(ConversationId conversation) {
  const auto connection = database_.lease();
  Rows rows = connection->select("SELECT rev FROM search_head WHERE conversation_id = ?", {conversation});
  Rev rev = 0;
  if (rows.next()) rows.read(rev);
  return rev;
}

bool SearchIndex::advance(const IndexStep& step) {
  const auto connection = database_.lease();
  Transaction transaction(*connection);
  // First, and locked until the end: two who want to go on from the same place cannot both.
  if (step.from == 0)
    connection->execute("INSERT IGNORE INTO search_head (conversation_id, rev) VALUES (?, 0)",
                        {step.conversation});
  if (connection->execute("UPDATE search_head SET rev = ? WHERE conversation_id = ? AND rev = ?",
                          {step.to, step.conversation, step.from}) != 1)
    return false;
  if (!step.messages.empty()) Step(*connection, step).run();
  transaction.commit();
  return true;
}

std::vector<ConversationId> SearchIndex::behind(ConversationId after, std::uint32_t limit) {
  const auto connection = database_.lease();
  Rows rows = connection->select(
      "SELECT h.conversation_id FROM conversation_head h LEFT JOIN search_head s ON s.conversation_id ="
      " h.conversation_id WHERE h.conversation_id > ? AND (s.rev IS NULL OR s.rev < h.rev) ORDER BY"
      " h.conversation_id LIMIT ?",
      {after, limit});
  std::vector<ConversationId> out;
  while (rows.next()) rows.read(out.emplace_back());
  return out;
}

}  // namespace hearth::store
