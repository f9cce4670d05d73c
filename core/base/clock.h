// Time: UTC with milliseconds everywhere, as stored (DATETIME(3)) and as written (RFC 3339).
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace hearth {

using Time = std::chrono::time_point<std::chrono::system_clock, std::chrono::milliseconds>;

/// The present moment, cut to milliseconds. Any thread.
Time now();

/// Appends `2026-03-22T12:00:00.000Z` (24 characters) for years 0 to 9999.
void append_rfc3339(std::string& out, Time at);
std::string to_rfc3339(Time at);

/// Reads RFC 3339 with `Z` or an offset, with or without a fraction (cut to milliseconds); empty when it is
/// not one, or names no real date.
std::optional<Time> parse_rfc3339(std::string_view text);

}  // namespace hearth
