// Whether what somebody types means a name: the beginnings of its words, in any order, or nearly so. Works on
// folded texts (base/text.h). No state; any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hearth::chat {

/// The words of a folded text: " ben o'neill " -> "ben", "o", "neill".
std::vector<std::string> name_words(std::string_view folded);

/// The least number of edits that make `typed` the beginning of `word`, if that is at most `most`: letters
/// left out, put in or replaced, and neighbours swapped (optimal string alignment; Damerau 1964).
std::optional<std::size_t> edits_to_begin(std::string_view typed, std::string_view word, std::size_t most);

/// How far each typed word is from beginning a word of its own choice, all together; none when one is further
/// than a slip of the finger: one edit from four bytes on, two from eight on.
std::optional<std::size_t> slips(const std::vector<std::string>& typed,
                                 const std::vector<std::string>& words);

}  // namespace hearth::chat
