#include "auth/session_cookie.h"

#include <algorithm>

namespace hearth::auth {

std::string_view session_cookie_name(bool secure) {
  return secure ? "__Host-hearth_session" : "hearth_session";
}

std::string_view find_session_cookie(std::string_view header, bool secure) {
  const std::string_view name = session_cookie_name(secure);
  while (!header.empty()) {
    const auto end = std::min(header.find(';'), header.size());
    std::string_view pair = header.substr(0, end);
    while (pair.starts_with(' ')) pair.remove_prefix(1);
    if (pair.starts_with(name) && pair.substr(name.size()).starts_with('='))
      return pair.substr(name.size() + 1);
    header.remove_prefix(std::min(end + 1, header.size()));
  }
  return {};
}

}  // namespace hearth::auth
