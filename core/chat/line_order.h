// Where a line stands among others: the latest message first. Also as a cursor.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "chat/values.h"

namespace hearth::chat {

/// Newest first; the id decides between equals.
using LineOrder = std::pair<std::int64_t, std::uint64_t>;

LineOrder place_of(const Line& line);
std::string cursor_behind(const Line& line);
/// None when this is no cursor of such a list.
std::optional<LineOrder> place_from(const std::string& cursor);

/// Puts the first `limit` lines in order and drops the others; gives whether there were any.
bool keep_newest(std::vector<Line>& lines, std::size_t limit);

}  // namespace hearth::chat
