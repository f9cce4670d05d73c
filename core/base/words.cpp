#include "base/words.h"

#include <utf8proc.h>

#include <array>
#include <cstdlib>
#include <memory>

namespace hearth {
namespace {

struct Range {
  utf8proc_int32_t first, last;
};

template <std::size_t n>
bool is_in(const std::array<Range, n>& ranges, utf8proc_int32_t c) {
  for (const Range& range : ranges)
    if (c >= range.first && c <= range.last) return true;
  return false;
}

/// Scripts that are found by pairs of characters.
constexpr std::array kUnspaced{
    Range{0x0E00, 0x0EFF},    // Thai, Lao
    Range{0x1000, 0x109F},    // Burmese
    Range{0x1100, 0x11FF},    // Hangul jamo
    Range{0x1780, 0x17FF},    // Khmer
    Range{0x2E80, 0x2FDF},    // radicals
    Range{0x3005, 0x3007},    // marks that stand for ideographs
    Range{0x3040, 0x30FF},    // Hiragana, Katakana
    Range{0x3130, 0x318F},    // Hangul jamo
    Range{0x31F0, 0x31FF},    // Katakana
    Range{0x3400, 0x4DBF},    // ideographs
    Range{0x4E00, 0x9FFF},    //
    Range{0xA960, 0xA97F},    // Hangul jamo
    Range{0xAC00, 0xD7FF},    // Hangul
    Range{0xF900, 0xFAFF},    // ideographs
    Range{0xFF66, 0xFFDC},    // halfwidth Katakana and Hangul
    Range{0x1AFF0, 0x1B16F},  // Kana
    Range{0x20000, 0x3FFFF}   // ideographs
};

/// Marks without which a word stays the same.
constexpr std::array kAccents{
    Range{0x0300, 0x036F},  // Latin, Greek, Cyrillic
    Range{0x0591, 0x05C7},  // Hebrew points
    Range{0x0610, 0x061A},  // Arabic
    Range{0x064B, 0x065F},  //
    Range{0x0670, 0x0670},  //
    Range{0x06D6, 0x06ED},  //
    Range{0x1AB0, 0x1AFF},  // Latin
    Range{0x1DC0, 0x1DFF},  //
    Range{0x20D0, 0x20FF}   //
};

bool is_letter(utf8proc_int32_t c) {
  switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
      return true;
    default:
      return false;
  }
}

bool is_mark(utf8proc_int32_t c) {
  const auto category = utf8proc_category(c);
  return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC ||
         category == UTF8PROC_CATEGORY_ME;
}

std::string mapped(std::string_view text, int options) {
  utf8proc_uint8_t* out = nullptr;
  const auto n =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                   static_cast<utf8proc_ssize_t>(text.size()), &out, static_cast<utf8proc_option_t>(options));
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(out, &std::free);
  if (n < 0) return {};
  return {reinterpret_cast<const char*>(out), static_cast<std::size_t>(n)};
}

std::string without_accents(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    utf8proc_int32_t c = -1;
    const auto n = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + at,
                                    static_cast<utf8proc_ssize_t>(text.size() - at), &c);
    const std::size_t width = n > 0 ? static_cast<std::size_t>(n) : 1;
    if (n > 0 && !is_in(kAccents, c)) out.append(text, at, width);
    at += width;
  }
  return out;
}

std::string folded(std::string_view text) {
  bool ascii = true;
  for (const char c : text) ascii = ascii && static_cast<unsigned char>(c) < 0x80;
  std::string out;
  if (ascii) {
    out = text;
    for (char& c : out)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  } else {
    constexpr int kApart = UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
                           UTF8PROC_IGNORE | UTF8PROC_REJECTNA;
    out = mapped(without_accents(mapped(text, kApart)), UTF8PROC_STABLE | UTF8PROC_COMPOSE);
  }
  if (out.size() > kLongestWord) {
    std::size_t end = kLongestWord;
    while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0) == 0x80) --end;
    out.resize(end);
  }
  return out;
}

class Cutting {
 public:
  Cutting(std::string_view text, std::size_t most) : text_(text), most_(most) {}

  std::vector<Word> run() {
    for (std::size_t at = 0; at < text_.size() && words_.size() < most_;) {
      utf8proc_int32_t c = -1;
      const auto n = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text_.data()) + at,
                                      static_cast<utf8proc_ssize_t>(text_.size() - at), &c);
      const std::size_t width = n > 0 ? static_cast<std::size_t>(n) : 1;
      take(n > 0 ? c : -1, at, at + width);
      at += width;
    }
    end_word();
    end_run();
    return std::move(words_);
  }

 private:
  struct Piece {
    std::size_t begin = 0, end = 0;
  };

  void take(utf8proc_int32_t c, std::size_t begin, std::size_t end) {
    if (c < 0 || !is_letter(c)) {
      end_word();
      end_run();
    } else if (!run_.empty() && is_mark(c)) {
      run_.back().end = end;  // a mark belongs to the character before it
    } else if (is_in(kUnspaced, c)) {
      end_word();
      run_.push_back({begin, end});
    } else {
      end_run();
      if (word_.end == 0) word_.begin = begin;
      word_.end = end;
    }
  }
  void end_word() {
    if (word_.end != 0) put(word_, Word::Kind::kWhole);
    word_ = {};
  }
  void end_run() {
    for (std::size_t i = 1; i < run_.size(); ++i) put({run_[i - 1].begin, run_[i].end}, Word::Kind::kPair);
    if (!run_.empty()) put(run_.back(), run_.size() == 1 ? Word::Kind::kAlone : Word::Kind::kTail);
    run_.clear();
  }
  void put(const Piece& piece, Word::Kind kind) {
    if (words_.size() >= most_) return;
    std::string key = folded(text_.substr(piece.begin, piece.end - piece.begin));
    if (!key.empty()) words_.push_back({std::move(key), piece.begin, piece.end, kind});
  }

  const std::string_view text_;
  const std::size_t most_;
  std::vector<Word> words_;
  Piece word_;
  std::vector<Piece> run_;  // the characters of a script without spaces
};

}  // namespace

std::vector<Word> words_of(std::string_view text, std::size_t most) {
  return Cutting(text, most).run();
}

}  // namespace hearth
