#include "auth/csrf.h"

#include "base/encoding.h"

namespace hearth::auth {

std::string Csrf::token_for(std::string_view cookie) const {
  return to_base64url(bytes_of(keys_.current().csrf.tag(cookie)));
}

bool Csrf::matches(std::string_view cookie, std::string_view shown) const {
  if (cookie.empty() || shown.size() > 64) return false;
  const auto tag = from_base64url(shown);
  if (!tag) return false;
  if (same_secret(*tag, bytes_of(keys_.current().csrf.tag(cookie)))) return true;
  return keys_.previous() != nullptr && same_secret(*tag, bytes_of(keys_.previous()->csrf.tag(cookie)));
}

}  // namespace hearth::auth
