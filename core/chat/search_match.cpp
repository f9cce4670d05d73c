#include "chat/search_match.h"

#include <algorithm>

#include "base/words.h"

namespace hearth::chat {
namespace {

using Span = std::pair<std::size_t, std::size_t>;

struct Found {
  Span bytes;
  std::size_t at = 0;  // place of its first word
  bool whole = true;   // its last word is no longer than what was asked for
};

/// Every place where the phrase stands.
std::vector<Found> find_phrase(const std::vector<Word>& words, const SearchPhrase& phrase) {
  std::vector<Found> found;
  const std::size_t n = phrase.words.size();
  for (std::size_t i = 0; i + n <= words.size(); ++i) {
    bool all = true;
    for (std::size_t j = 0; j + 1 < n && all; ++j) all = words[i + j].folded == phrase.words[j];
    if (!all) continue;
    const std::string& last = words[i + n - 1].folded;
    const std::string& asked = phrase.words[n - 1];
    const bool whole = last == asked;
    if (whole || (phrase.begun && last.starts_with(asked)))
      found.push_back({{words[i].begin, words[i + n - 1].end}, i, whole});
  }
  return found;
}

std::vector<Word> comparable_words(std::string_view text) {
  auto words = words_of(text, kMostSearchWords);
  std::vector<Word> out;
  out.reserve(words.size());
  for (Word& word : words)
    if (word.kind != Word::Kind::kTail) out.push_back(std::move(word));
  return out;
}

/// A character alone may be the last of a run, which only the run's tail says.
std::vector<Found> find_character(std::string_view text, const SearchPhrase& phrase) {
  std::vector<Found> found;
  if (phrase.words.size() != 1 || !phrase.begun) return found;
  const auto words = words_of(text, kMostSearchWords);
  for (std::size_t i = 0; i < words.size(); ++i)
    if (words[i].kind == Word::Kind::kTail && words[i].folded == phrase.words.front())
      found.push_back({{words[i].begin, words[i].end}, i, true});
  return found;
}

void unite(std::vector<Span>& spans) {
  std::ranges::sort(spans);
  std::vector<Span> out;
  for (const Span& span : spans)
    if (!out.empty() && span.first <= out.back().second)
      out.back().second = std::max(out.back().second, span.second);
    else
      out.push_back(span);
  spans = std::move(out);
}

bool continues(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

/// So many code points before, or after, the byte.
std::size_t back(std::string_view text, std::size_t at, std::size_t points) {
  while (at > 0 && points > 0) {
    --at;
    if (!continues(text[at])) --points;
  }
  return at;
}
std::size_t forth(std::string_view text, std::size_t at, std::size_t points) {
  while (at < text.size() && points > 0) {
    ++at;
    while (at < text.size() && continues(text[at])) ++at;
    --points;
  }
  return at;
}

/// In one line, with single spaces.
std::string in_one_line(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n' || c == '\t';
    if (!space)
      out += c;
    else if (out.empty() || out.back() != ' ')
      out += ' ';
  }
  return out;
}

}  // namespace

std::optional<SearchMatch> match(std::string_view text, const std::vector<SearchPhrase>& phrases) {
  SearchMatch result;
  const auto words = comparable_words(text);
  std::size_t first = words.size(), last = 0, whole = 0, wanted = 0;
  for (const SearchPhrase& phrase : phrases) {
    auto found = find_phrase(words, phrase);
    std::ranges::move(find_character(text, phrase), std::back_inserter(found));
    if (found.empty() == phrase.wanted) return {};
    if (!phrase.wanted) continue;
    ++wanted;
    first = std::min(first, found.front().at);
    last = std::max(last, found.front().at + phrase.words.size());
    if (std::ranges::any_of(found, &Found::whole)) ++whole;
    for (const Found& one : found) result.hits.push_back(one.bytes);
  }
  unite(result.hits);
  if (wanted > 0) {
    const auto count = static_cast<double>(words.size());
    const auto spread = static_cast<double>(last - std::min(first, last));
    result.quality = 4.0 * static_cast<double>(whole) / static_cast<double>(wanted)  // whole words
                     + 3.0 * static_cast<double>(wanted) / std::max(1.0, spread)     // near each other
                     + 2.0 / (1.0 + static_cast<double>(first) / 10.0)               // early
                     + 1.0 / (1.0 + count / 40.0);                                   // in a short text
  }
  return result;
}

std::vector<Piece> excerpt(std::string_view text, const SearchMatch& match, std::size_t width) {
  const std::size_t centre = match.hits.empty() ? 0 : match.hits.front().first;
  std::size_t begin = back(text, centre, width / 3);
  std::size_t end = forth(text, begin, width);
  if (end == text.size()) begin = back(text, end, width);  // the end of the text: more of what was before
  // Not in the middle of a word, where a space is near.
  if (begin > 0)
    if (const auto space = text.find_first_of(" \n", begin); space < begin + 24 && space < centre)
      begin = space + 1;
  if (end < text.size())
    if (const auto space = text.find_last_of(" \n", end);
        space != text.npos && space + 24 > end && space > centre)
      end = space;

  std::vector<Piece> pieces;
  const auto add = [&](std::size_t from, std::size_t to, bool hit) {
    if (from >= to) return;
    std::string line = in_one_line(text.substr(from, to - from));
    if (!line.empty()) pieces.push_back({std::move(line), hit});
  };
  std::size_t at = begin;
  for (const auto& [from, to] : match.hits) {
    if (from >= end) break;
    if (to <= at) continue;
    add(at, std::max(at, from), false);
    add(std::max(at, from), std::min(to, end), true);
    at = std::min(to, end);
  }
  add(at, end, false);
  if (begin > 0) pieces.insert(pieces.begin(), Piece{"…", false});
  if (end < text.size()) pieces.push_back({"…", false});
  return pieces;
}

}  // namespace hearth::chat
