#include "chat/cursor.h"

#include <charconv>

#include "base/encoding.h"

namespace hearth::chat {

std::string wrap_cursor(const std::vector<std::string>& parts) {
  std::string joined;
  for (const auto& part : parts) {
    if (!joined.empty()) joined += '\n';
    joined += part;
  }
  return to_base64url(joined);
}

std::optional<std::vector<std::string>> unwrap_cursor(std::string_view cursor, std::size_t parts) {
  const auto joined = from_base64url(cursor);
  if (!joined) return {};
  std::vector<std::string> out{""};
  for (const char c : *joined)
    if (c == '\n')
      out.emplace_back();
    else
      out.back() += c;
  if (out.size() != parts) return {};
  return out;
}

std::string wrap_cursor(std::uint64_t number) {
  return wrap_cursor({std::to_string(number)});
}

std::optional<std::uint64_t> unwrap_number(std::string_view cursor) {
  const auto parts = unwrap_cursor(cursor, 1);
  if (!parts) return {};
  const std::string& text = parts->front();
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || text.empty()) return {};
  return number;
}

}  // namespace hearth::chat
