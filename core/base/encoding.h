// Bytes as text: URL-safe base64 and hexadecimal (RFC 4648).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hearth {

/// URL-safe base64 without padding.
std::string to_base64url(std::string_view bytes);

/// Strict: no padding, no white space, no unused bits set; empty when it is not that.
std::optional<std::string> from_base64url(std::string_view text);

/// Lower-case hexadecimal.
std::string to_hex(std::string_view bytes);

}  // namespace hearth
