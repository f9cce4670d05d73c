// Csrf: the token that a page of ours must show with each unsafe request of a cookie session, so that no
// other site can make a browser do it (OWASP, "HMAC based token"). Bound to the cookie: it changes with it,
// and needs no memory.
#pragma once

#include <string>
#include <string_view>

#include "auth/keys.h"

namespace hearth::auth {

class Csrf {
 public:
  /// `keys` must outlive this.
  explicit Csrf(const Keys& keys) : keys_(keys) {}

  /// The token for this cookie: 43 characters. Any thread.
  std::string token_for(std::string_view cookie) const;
  /// True when `shown` is the token for this cookie, made with the current or the previous key. Any thread.
  bool matches(std::string_view cookie, std::string_view shown) const;

 private:
  const Keys& keys_;
};

}  // namespace hearth::auth
