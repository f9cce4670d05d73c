#include "base/json_text.h"

#include <array>
#include <charconv>

namespace hearth::json {
namespace {

/// 1 where a byte cannot stand as it is. 0xE2 may begin U+2028 or U+2029 and is looked at more closely.
constexpr std::array<bool, 256> make_special() {
  std::array<bool, 256> special{};
  for (std::size_t c = 0; c < 0x20; ++c) special[c] = true;
  special['"'] = special['\\'] = special['<'] = special[0x7F] = special[0xE2] = true;
  return special;
}
constexpr auto kSpecial = make_special();

void append_unicode(std::string& out, unsigned code) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  const char text[] = {'\\',
                       'u',
                       kDigits[code >> 12 & 15],
                       kDigits[code >> 8 & 15],
                       kDigits[code >> 4 & 15],
                       kDigits[code & 15]};
  out.append(text, sizeof text);
}

}  // namespace

void append_string(std::string& out, std::string_view text) {
  out.push_back('"');
  std::size_t plain = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (!kSpecial[c]) continue;
    if (c == 0xE2 &&
        !(i + 2 < text.size() && text[i + 1] == '\x80' && (text[i + 2] == '\xA8' || text[i + 2] == '\xA9')))
      continue;
    out.append(text, plain, i - plain);
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      case 0xE2:
        append_unicode(out, text[i + 2] == '\xA8' ? 0x2028 : 0x2029);
        i += 2;
        break;
      default:
        append_unicode(out, c);
    }
    plain = i + 1;
  }
  out.append(text, plain, text.size() - plain);
  out.push_back('"');
}

void append_number(std::string& out, std::uint64_t value) {
  char text[20];
  const auto end = std::to_chars(text, text + sizeof text, value).ptr;
  out.append(text, end);
}

}  // namespace hearth::json
