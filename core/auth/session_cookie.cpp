#include "auth/session_cookie.h"

#include <algorithm>

namespace hearth::auth {
namespace {

std::string set_cookie(std::string_view name, std::string_view value, std::chrono::seconds lasts,
                       std::string_view scope, bool secure) {
  std::string out(name);
  out.append("=").append(value).append("; HttpOnly; ").append(scope);
  out.append("; Max-Age=").append(std::to_string(lasts.count()));
  if (secure) out += "; Secure";
  return out;
}

}  // namespace

std::string_view session_cookie_name(bool secure) {
  return secure ? "__Host-hearth_session" : "hearth_session";
}

std::string_view device_cookie_name(bool secure) {
  return secure ? "__Secure-hearth_device" : "hearth_device";
}

std::string_view find_cookie(std::string_view header, std::string_view name) {
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

std::string_view find_session_cookie(std::string_view header, bool secure) {
  return find_cookie(header, session_cookie_name(secure));
}

std::string set_session_cookie(std::string_view value, std::chrono::seconds lasts, bool secure) {
  // Lax, so that a link from elsewhere opens a signed-in page; what changes anything needs the CSRF token
  // besides.
  return set_cookie(session_cookie_name(secure), value, lasts, "Path=/; SameSite=Lax", secure);
}

std::string set_device_cookie(std::string_view value, std::chrono::seconds lasts, bool secure) {
  return set_cookie(device_cookie_name(secure), value, lasts, "Path=/api/v1/auth; SameSite=Strict", secure);
}

}  // namespace hearth::auth
