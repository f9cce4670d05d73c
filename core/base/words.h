// The words of a text as search knows them: folded, with their places, so that a text and a question about it
// can be compared word by word. No state; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hearth {

/// The longest word, in bytes of its folded form; what is longer is cut, in texts and in questions alike.
inline constexpr std::size_t kLongestWord = 48;

struct Word {
  enum class Kind : std::uint8_t {
    kWhole,  // as between spaces
    kPair,   // two neighbouring characters of a script without spaces
    kTail,   // the last character of such a run, again: so that the beginning of some word finds each
             // character
    kAlone   // a run of one such character
  };

  std::string folded;
  std::size_t begin = 0, end = 0;  // bytes of the text
  Kind kind = Kind::kWhole;
};

/// At most `most` words, in their order.
///
/// A word is a run of letters, marks and digits (Unicode general categories L, M, N), folded: NFKC, case
/// folded, without the accents of Latin, Greek, Cyrillic, Hebrew and Arabic, whose words stay the same
/// without them (others' marks are letters to their readers). Chinese, Japanese, Korean, Thai, Lao, Khmer and
/// Burmese do not part words with spaces, or not those that people look for: there every pair of neighbouring
/// characters is a word, so that any two characters or more are found wherever they stand.
std::vector<Word> words_of(std::string_view text, std::size_t most);

}  // namespace hearth
