#include "chat/mentions.h"

#include <algorithm>
#include <unordered_map>

namespace hearth::chat {
namespace {

constexpr std::size_t kLongestName = 32;

constexpr bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr bool is_of_name(char c) {
  return is_letter(c) || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}
constexpr bool is_of_tail(char c) {
  return c == '.' || c == '_' || c == '-';
}
constexpr char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Letters of scripts that set words apart by spaces. Where they do not, as in Chinese, a mention may follow
/// any letter. (U+00A1 … U+1FFF, but for the marks « » ¡ ¿.)
constexpr bool joins_words(char32_t c) {
  return c > 0xa0 && c < 0x2000 && c != 0xab && c != 0xbb && c != 0xa1 && c != 0xbf;
}

/// The code point that ends at `end` or begins at `at`, as far as joins_words must know: two bytes, or three.
char32_t code_point(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(i < text.size() ? text[i] : 0); };
  if (byte(at) < 0x80) return byte(at);
  if (byte(at) < 0xe0) return static_cast<char32_t>((byte(at) & 0x1f) << 6 | (byte(at + 1) & 0x3f));
  if (byte(at) < 0xf0)
    return static_cast<char32_t>((byte(at) & 0x0f) << 12 | (byte(at + 1) & 0x3f) << 6 |
                                 (byte(at + 2) & 0x3f));
  return 0x10000;
}

bool begins_word(std::string_view text, std::size_t at) {
  if (at == 0) return true;
  const char before = text[at - 1];
  if ((before & 0x80) == 0)
    return std::string_view(" \t\n([{<>\"'`*_~|,;!?").find(before) != std::string_view::npos;
  std::size_t first = at - 1;
  while (first > 0 && (text[first] & 0xc0) == 0x80) --first;
  return !joins_words(code_point(text, first));
}

bool ends_word(std::string_view text, std::size_t at) {
  if (at >= text.size()) return true;
  if ((text[at] & 0x80) == 0) return text[at] != '@' && text[at] != '/';
  return !joins_words(code_point(text, at));
}

/// Looks through the text of one paragraph (inline text, without its block's marks).
class Paragraph {
 public:
  Paragraph(std::string_view text, std::vector<std::string>& found) : text_(text), found_(found) {}

  void look() {
    find_ticks();
    std::size_t run = 0;
    for (std::size_t at = 0; at < text_.size();) {
      while (run < ticks_.size() && ticks_[run].at < at) ++run;
      const char c = text_[at];
      if (c == '\\') {
        at += 2;
      } else if (c == '`' && run < ticks_.size() && ticks_[run].at == at) {
        const Ticks& ticks = ticks_[run];
        const std::size_t behind = ticks.closed_by != 0 ? ticks_[ticks.closed_by].at : ticks.at;
        at = behind + ticks.length;
      } else if (c == '@') {
        at = take_name(at);
        if (found_.size() >= kMostMentions) return;
      } else {
        ++at;
      }
    }
  }

 private:
  /// A run of back-ticks, and the run of the same length that ends the code it begins (0: none; the first run
  /// ends nothing).
  struct Ticks {
    std::size_t at, length, closed_by;
  };

  void find_ticks() {
    for (std::size_t at = text_.find('`'); at < text_.size(); at = text_.find('`', at)) {
      std::size_t end = at;
      while (end < text_.size() && text_[end] == '`') ++end;
      ticks_.push_back({at, end - at, 0});
      at = end;
    }
    std::unordered_map<std::size_t, std::size_t> next;  // by length
    for (std::size_t i = ticks_.size(); i-- > 0;) {
      const auto found = next.find(ticks_[i].length);
      if (found != next.end()) ticks_[i].closed_by = found->second;
      next[ticks_[i].length] = i;
    }
  }

  std::size_t take_name(std::size_t at) {
    std::size_t end = at + 1;
    while (end < text_.size() && is_of_name(text_[end])) ++end;
    const std::string_view name = text_.substr(at + 1, end - at - 1);
    // Full stops behind it are cut here already, so that "…" at the end makes no name too long.
    std::string_view short_name = name;
    while (short_name.size() > kLongestName && is_of_tail(short_name.back())) short_name.remove_suffix(1);
    if (short_name.size() < 2 || short_name.size() > kLongestName || !is_letter(short_name.front()) ||
        !begins_word(text_, at) || !ends_word(text_, end))
      return end;
    std::string lowered(short_name);
    std::ranges::transform(lowered, lowered.begin(), lower);
    if (std::ranges::find(found_, lowered) == found_.end()) found_.push_back(std::move(lowered));
    return end;
  }

  std::string_view text_;
  std::vector<std::string>& found_;
  std::vector<Ticks> ticks_;
};

std::string_view trimmed(std::string_view line) {
  const auto first = line.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return line.substr(first, line.find_last_not_of(" \t\r") - first + 1);
}

/// Without the marks of quotes that begin the line, and what is indented by them.
std::string_view without_quote_marks(std::string_view line) {
  for (;;) {
    const auto first = line.find_first_not_of(' ');
    if (first == std::string_view::npos || first > 3 || line[first] != '>') return line;
    line.remove_prefix(first + 1);
    if (line.starts_with(' ')) line.remove_prefix(1);
  }
}

bool is_indented(std::string_view line) {
  return line.starts_with("    ") || line.starts_with('\t');
}

/// The back-ticks or tildes that begin or end a block of code; empty when the line is none.
std::string_view fence_of(std::string_view line) {
  const std::string_view text = trimmed(line);
  if (is_indented(line) || text.empty() || (text[0] != '`' && text[0] != '~')) return {};
  const std::size_t length = std::min(text.find_first_not_of(text[0]), text.size());
  if (length < 3) return {};
  // Back-ticks behind it make it a span of code.
  if (text[0] == '`' && text.find('`', length) != std::string_view::npos) return {};
  return text.substr(0, length);
}

}  // namespace

std::vector<std::string> find_mentions(std::string_view text) {
  std::vector<std::string> found;
  if (text.find('@') == std::string_view::npos) return found;
  std::string_view fence;  // of the block of code that is open
  std::size_t begin = 0;   // of the paragraph
  bool may_indent = true;  // after nothing: then an indented line is code
  const auto end_paragraph = [&](std::size_t end) {
    if (end > begin && found.size() < kMostMentions) Paragraph(text.substr(begin, end - begin), found).look();
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = without_quote_marks(text.substr(at, end - at));
    const std::string_view mark = fence_of(line);
    const std::size_t next = end + 1;
    if (!fence.empty()) {
      if (!mark.empty() && mark[0] == fence[0] && mark.size() >= fence.size() && trimmed(line) == mark)
        fence = {};
      begin = next;
      may_indent = true;
    } else if (!mark.empty()) {
      end_paragraph(at);
      fence = mark;
      begin = next;
    } else if (trimmed(line).empty() || (may_indent && is_indented(line))) {
      end_paragraph(at);
      begin = next;
      may_indent = true;
    } else {
      may_indent = false;
    }
    at = next;
  }
  if (fence.empty()) end_paragraph(text.size());
  return found;
}

std::string_view without_tail(std::string_view name) {
  if (name.empty() || !is_of_tail(name.back())) return {};
  name.remove_suffix(1);
  return name;
}

}  // namespace hearth::chat
