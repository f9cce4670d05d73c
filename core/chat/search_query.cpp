#include "chat/search_query.h"

#include <array>
#include <chrono>

#include "base/text.h"
#include "base/words.h"

namespace hearth::chat {
namespace {

Failure<Refusal> refuse_query(std::string message) {
  return refuse_field("text", std::move(message));
}

/// A part of the question between spaces; quotes keep spaces.
struct Part {
  std::string operation;  // "from", or empty
  std::string value;
  bool wanted = true;
  bool quoted = false;
  bool last = false;  // nothing follows, not even a space: perhaps it is still being typed
};

/// The length of a quotation mark at `at`, as keyboards and word processors write it; 0 if there is none.
std::size_t quote_at(std::string_view text, std::size_t at) {
  for (const std::string_view quote : {"\"", "“", "”", "„", "«", "»", "「", "」"})
    if (text.substr(at).starts_with(quote)) return quote.size();
  return 0;
}

bool is_space_at(std::string_view text, std::size_t at, std::size_t& width) {
  for (const std::string_view space : {" ", "\t", "\n", "\xC2\xA0", "\xE3\x80\x80"})
    if (text.substr(at).starts_with(space)) {
      width = space.size();
      return true;
    }
  return false;
}

constexpr std::array<std::string_view, 6> kOperations{"from", "in", "has", "before", "after", "on"};

/// "from" if the text at `at` says "from:".
std::string_view operation_at(std::string_view text, std::size_t at) {
  const auto colon = text.find(':', at);
  if (colon == std::string_view::npos || colon - at > 8) return {};
  const std::string name = fold(text.substr(at, colon - at));
  for (const auto known : kOperations)
    if (name == known) return known;
  return {};
}

std::vector<Part> parts_of(std::string_view text) {
  std::vector<Part> parts;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t width = 0;
    if (is_space_at(text, at, width)) {
      at += width;
      continue;
    }
    Part part;
    if (text[at] == '-' && at + 1 < text.size() && !is_space_at(text, at + 1, width)) {
      part.wanted = false;
      ++at;
    }
    if (const auto operation = operation_at(text, at); !operation.empty()) {
      part.operation = operation;
      at = text.find(':', at) + 1;
    }
    if (const std::size_t quote = at < text.size() ? quote_at(text, at) : 0) {
      part.quoted = true;
      at += quote;
      while (at < text.size() && quote_at(text, at) == 0) part.value += text[at++];
      if (at < text.size()) at += quote_at(text, at);
    } else {
      while (at < text.size() && !is_space_at(text, at, width)) part.value += text[at++];
      part.last = at == text.size();
    }
    parts.push_back(std::move(part));
  }
  return parts;
}

/// The beginning of the day, `east` minutes before that of UTC.
std::optional<Time> day_of(const std::string& value, int east) {
  const auto midnight = parse_rfc3339(value + "T00:00:00Z");
  if (!midnight) return {};
  return *midnight - std::chrono::minutes(east);
}

std::optional<Feature> feature_of(std::string_view value) {
  constexpr std::array<std::pair<std::string_view, Feature>, 5> kFeatures{{{"link", Feature::kLink},
                                                                           {"code", Feature::kCode},
                                                                           {"reaction", Feature::kReaction},
                                                                           {"pin", Feature::kPin},
                                                                           {"reply", Feature::kReply}}};
  const std::string wanted = fold(value);
  for (const auto& [name, feature] : kFeatures)
    if (wanted == name) return feature;
  return {};
}

/// What one types last may be the beginning of a word; of one letter only where one letter means something.
bool may_be_begun(const Word& word) {
  return word.kind != Word::Kind::kWhole || count_code_points(word.folded) >= 2;
}

class Understanding {
 public:
  explicit Understanding(int east) : east_(east) {}

  std::optional<Failure<Refusal>> take(const Part& part) {
    if (part.operation.empty()) {
      add_words(part);
      return {};
    }
    const std::string_view value = trim(part.value);
    if (value.empty()) return refuse_query("After \"" + part.operation + ":\" comes what to look for.");
    if (!part.wanted) return refuse_query("\"-\" can stand before words only.");
    if (part.operation == "from")
      query.from.emplace_back(value);
    else if (part.operation == "in")
      query.in.emplace_back(value);
    else if (part.operation == "has")
      return add_feature(value);
    else
      return add_day(part.operation, std::string(value));
    return {};
  }

  SearchQuery query;

 private:
  void add_words(const Part& part) {
    SearchPhrase phrase;
    phrase.wanted = part.wanted;
    for (Word& word : words_of(part.value, kMostSearchTerms)) {
      if (word.kind == Word::Kind::kTail) continue;
      phrase.begun = word.kind == Word::Kind::kAlone || (part.last && part.wanted && may_be_begun(word));
      phrase.words.push_back(std::move(word.folded));
    }
    if (!phrase.words.empty()) query.phrases.push_back(std::move(phrase));
  }
  std::optional<Failure<Refusal>> add_feature(std::string_view value) {
    const auto feature = feature_of(value);
    if (!feature) return refuse_query("\"has:\" knows link, code, reaction, pin and reply.");
    query.has.push_back(*feature);
    return {};
  }
  std::optional<Failure<Refusal>> add_day(const std::string& operation, const std::string& value) {
    const auto day = day_of(value, east_);
    if (!day) return refuse_query("After \"" + operation + ":\" comes a day such as 2026-02-14.");
    const Time next = *day + std::chrono::hours(24);
    if (operation != "before") query.not_before = operation == "on" ? *day : next;
    if (operation != "after") query.before = operation == "on" ? next : *day;
    return {};
  }

  const int east_;
};

}  // namespace

Outcome<SearchQuery> parse_search(std::string_view text, int east) {
  const auto parts = parts_of(text);
  if (parts.size() > kMostSearchTerms) return refuse_query("These are too many words to look for at once.");
  Understanding understanding(east);
  for (const Part& part : parts)
    if (auto refusal = understanding.take(part)) return std::move(*refusal);
  const SearchQuery& query = understanding.query;
  bool asks = !query.from.empty() || !query.in.empty() || !query.has.empty();
  for (const SearchPhrase& phrase : query.phrases) asks = asks || phrase.wanted;
  if (!asks) return refuse_query("Say what to look for: a word, from:, in: or has:.");
  return std::move(understanding.query);
}

}  // namespace hearth::chat
