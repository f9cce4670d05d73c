// Cursors: opaque to clients, so that paging can change its ways.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hearth::chat {

/// Wraps the parts of a place in a list; unwrap gives them back, or none when this is no cursor with so many
/// parts.
std::string wrap_cursor(const std::vector<std::string>& parts);
std::optional<std::vector<std::string>> unwrap_cursor(std::string_view cursor, std::size_t parts);

/// For places that are one number.
std::string wrap_cursor(std::uint64_t number);
std::optional<std::uint64_t> unwrap_number(std::string_view cursor);

}  // namespace hearth::chat
