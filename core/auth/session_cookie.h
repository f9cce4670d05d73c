// The cookie of a browser session: its name, and finding it in a Cookie header.
#pragma once

#include <string_view>

namespace hearth::auth {

/// Over TLS with the prefix that pins the cookie to this host (RFC 6265bis, section 4.1.3.2).
std::string_view session_cookie_name(bool secure);

/// Its value in a Cookie header as browsers send it (RFC 6265, section 5.4); empty when it is not there. The
/// first wins.
std::string_view find_session_cookie(std::string_view header, bool secure);

}  // namespace hearth::auth
