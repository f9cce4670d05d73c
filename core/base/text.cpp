#include "base/text.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <vector>

namespace hearth {
namespace {

/// Decodes one code point of well-formed or malformed UTF-8; -1 where malformed. `width` is what it took.
utf8proc_int32_t decode(std::string_view text, std::size_t& width) {
  utf8proc_int32_t point = -1;
  const auto n = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                  static_cast<utf8proc_ssize_t>(text.size()), &point);
  width = n > 0 ? static_cast<std::size_t>(n) : 1;
  return n > 0 ? point : -1;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string map_with(std::string_view text, int options) {
  utf8proc_uint8_t* mapped = nullptr;
  const auto n = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                              static_cast<utf8proc_ssize_t>(text.size()), &mapped,
                              static_cast<utf8proc_option_t>(options));
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(mapped, &std::free);
  if (n < 0) throw std::invalid_argument(utf8proc_errmsg(n));
  return std::string(reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(n));
}

bool is_space(utf8proc_int32_t c) {
  return (c >= 9 && c <= 13) || c == ' ' || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000;
}

}  // namespace

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    if (static_cast<unsigned char>(text.front()) < 0x80) {
      text.remove_prefix(1);
      continue;
    }
    std::size_t width = 0;
    if (decode(text, width) < 0) return false;
    text.remove_prefix(width);
  }
  return true;
}

std::size_t count_code_points(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string to_nfc(std::string text) {
  if (is_ascii(text)) return text;
  return map_with(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

std::string fold(std::string_view text) {
  if (is_ascii(text)) {
    std::string out(text);
    for (char& c : out)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
  }
  return map_with(text, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
                            UTF8PROC_STRIPMARK | UTF8PROC_IGNORE);
}

std::string_view trim(std::string_view text) {
  while (!text.empty()) {
    std::size_t width = 0;
    if (!is_space(decode(text, width))) break;
    text.remove_prefix(width);
  }
  while (!text.empty()) {
    std::size_t start = text.size() - 1;
    while (start > 0 && (static_cast<unsigned char>(text[start]) & 0xC0) == 0x80) --start;
    std::size_t width = 0;
    if (!is_space(decode(text.substr(start), width))) break;
    text.remove_suffix(text.size() - start);
  }
  return text;
}

bool has_control(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if ((c < 0x20 && c != '\t' && c != '\n') || c == 0x7F) return true;
    // C1 controls, U+0080 to U+009F, are 0xC2 0x80 to 0xC2 0x9F.
    if (c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0) return true;
  }
  return false;
}

bool is_emoji(std::string_view text) {
  constexpr std::size_t kLongest = 16;  // code points; the longest that Unicode lists have ten
  constexpr utf8proc_int32_t kKeycap = 0x20E3, kTextLook = 0xFE0E, kEmojiLook = 0xFE0F;
  std::vector<utf8proc_int32_t> points;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t width = 0;
    points.push_back(decode(text.substr(at), width));
    if (points.back() < 0 || points.size() > kLongest) return false;
    at += width;
  }
  if (points.empty() || points.back() == kTextLook) return false;
  utf8proc_int32_t state = 0;
  for (std::size_t i = 1; i < points.size(); ++i)
    if (utf8proc_grapheme_break_stateful(points[i - 1], points[i], &state)) return false;
  const auto first = points.front();
  const bool key = (first >= '0' && first <= '9') || first == '#' || first == '*';
  if (key)
    return points.back() == kKeycap &&
           (points.size() == 2 || (points.size() == 3 && points[1] == kEmojiLook));
  switch (utf8proc_get_property(first)->boundclass) {
    case UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC:
      return true;
    case UTF8PROC_BOUNDCLASS_REGIONAL_INDICATOR:
      return points.size() == 2;
    default:
      return false;
  }
}

}  // namespace hearth
