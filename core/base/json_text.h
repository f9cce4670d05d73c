// Appends JSON text (RFC 8259). For the message path, where a document tree would cost more than the work.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace hearth::json {

/// Appends `text` as a quoted JSON string. Also escapes `<`, U+2028 and U+2029, so that the result may stand
/// in a script block. `text` must be well-formed UTF-8.
void append_string(std::string& out, std::string_view text);

void append_number(std::string& out, std::uint64_t value);

}  // namespace hearth::json
