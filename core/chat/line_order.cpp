#include "chat/line_order.h"

#include <algorithm>
#include <charconv>

#include "chat/cursor.h"

namespace hearth::chat {

LineOrder place_of(const Line& line) {
  return {line.last_at.time_since_epoch().count(), line.id.value};
}

std::string cursor_behind(const Line& line) {
  const LineOrder place = place_of(line);
  return wrap_cursor({std::to_string(place.first), std::to_string(place.second)});
}

std::optional<LineOrder> place_from(const std::string& cursor) {
  const auto parts = unwrap_cursor(cursor, 2);
  if (!parts) return {};
  LineOrder place;
  const auto read = [](const std::string& text, auto& out) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    return error == std::errc{} && end == text.data() + text.size();
  };
  if (!read((*parts)[0], place.first) || !read((*parts)[1], place.second)) return {};
  return place;
}

bool keep_newest(std::vector<Line>& lines, std::size_t limit) {
  const auto end = lines.begin() + static_cast<std::ptrdiff_t>(std::min(limit, lines.size()));
  std::partial_sort(lines.begin(), end, lines.end(),
                    [](const Line& a, const Line& b) { return place_of(a) > place_of(b); });
  const bool more = end != lines.end();
  lines.erase(end, lines.end());
  return more;
}

}  // namespace hearth::chat
