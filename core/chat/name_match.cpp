#include "chat/name_match.h"

#include <algorithm>
#include <array>

namespace hearth::chat {
namespace {

constexpr std::size_t kLongest = 40;  // bytes of a word that are compared

constexpr std::size_t allowed(std::size_t length) {
  return length < 4 ? 0 : length < 8 ? 1 : 2;
}

}  // namespace

std::vector<std::string> name_words(std::string_view folded) {
  std::vector<std::string> words;
  bool in_word = false;
  for (const char c : folded) {
    const bool between = c == ' ' || c == '-' || c == '.' || c == '_' || c == '\'' || c == '@';
    if (!between && !in_word) words.emplace_back();
    if (!between) words.back() += c;
    in_word = !between;
  }
  return words;
}

std::optional<std::size_t> edits_to_begin(std::string_view typed, std::string_view word, std::size_t most) {
  typed = typed.substr(0, kLongest);
  // More of the word than that cannot help.
  word = word.substr(0, std::min(kLongest, typed.size() + most));
  if (typed.size() > word.size() + most) return {};
  using Row = std::array<std::size_t, kLongest + 1>;
  Row before{}, last{}, row{};
  for (std::size_t j = 0; j <= word.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= typed.size(); ++i) {
    row[0] = i;
    std::size_t least = i;
    for (std::size_t j = 1; j <= word.size(); ++j) {
      const std::size_t replace = last[j - 1] + (typed[i - 1] == word[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, replace});
      if (i > 1 && j > 1 && typed[i - 1] == word[j - 2] && typed[i - 2] == word[j - 1])
        row[j] = std::min(row[j], before[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    if (least > most) return {};
    before = last;
    last = row;
  }
  const std::size_t edits =
      *std::min_element(last.begin(), last.begin() + static_cast<std::ptrdiff_t>(word.size()) + 1);
  return edits <= most ? std::optional(edits) : std::nullopt;
}

std::optional<std::size_t> slips(const std::vector<std::string>& typed,
                                 const std::vector<std::string>& words) {
  std::size_t all = 0;
  for (const std::string& one : typed) {
    std::optional<std::size_t> best;
    const std::size_t most = allowed(one.size());
    for (const std::string& word : words) {
      // The first letter is hardly ever the wrong one; so most names are passed over at once.
      if (word.empty() || (word[0] != one[0] && (word.size() < 2 || word[1] != one[0]))) continue;
      if (const auto edits = edits_to_begin(one, word, most)) best = std::min(best.value_or(*edits), *edits);
    }
    if (!best) return {};
    all += *best;
  }
  return all;
}

}  // namespace hearth::chat
