// The cookies of Hearth: how they are called, how they are set, and finding them in a Cookie header.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace hearth::auth {

/// Over TLS with the prefix that pins the cookie to this host (RFC 6265bis, section 4.1.3.2).
std::string_view session_cookie_name(bool secure);

/// Its value in a Cookie header as browsers send it (RFC 6265, section 5.4); empty when it is not there. The
/// first wins.
std::string_view find_session_cookie(std::string_view header, bool secure);

/// The cookie that names a browser to the limits on guessing (device.h). Sent with sign-ins only.
std::string_view device_cookie_name(bool secure);

/// The value of any cookie in a Cookie header; empty when it is not there. The first wins.
std::string_view find_cookie(std::string_view header, std::string_view name);

/// The value of a Set-Cookie header (RFC 6265bis, section 4.1), never readable by scripts. Both values must
/// be of the alphabet of base64url. `lasts` zero takes the cookie away.
std::string set_session_cookie(std::string_view value, std::chrono::seconds lasts, bool secure);
std::string set_device_cookie(std::string_view value, std::chrono::seconds lasts, bool secure);

}  // namespace hearth::auth
