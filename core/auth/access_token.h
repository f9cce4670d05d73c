// AccessTokens: what programs show with each request, for a quarter of an hour: a JWT (RFC 7519) signed with
// HS256. Any thread, also at the same time. Never blocks.
//
//   base64url({"alg":"HS256","typ":"JWT","kid":"…"}) .
//   base64url({"iss":…,"aud":…,"sub":"7","sid":12,"iat":…,"exp":…, "jti":"…"}) . base64url(HMAC-SHA-256 of
//   all before the second dot)
//
// The header is compared, not parsed: only the two headers that this server writes itself (with the current
// and with the previous key) are taken. So there is no other `alg`, no `none`, no foreign `kid`, `jku` or
// `crit` to be led astray by (RFC 8725). 2 µs a token here where Poco::JWT takes 22, and takes expired ones
// (docs/decisions).
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "auth/keys.h"
#include "base/clock.h"
#include "chat/values.h"

namespace hearth::auth {

struct AccessRules {
  std::string issuer = "hearth";
  std::string audience = "hearth";
  std::chrono::seconds lifetime{15 * 60};
};

struct AccessClaims {
  chat::PersonId person;
  chat::SessionId session;
  Time issued_at;   // whole seconds
  Time expires_at;  // whole seconds
};

class AccessTokens {
 public:
  static constexpr std::size_t kLongest = 2048;

  /// `keys` must outlive this. Issuer and audience: printable ASCII without quotes and backslashes.
  AccessTokens(const Keys& keys, AccessRules rules);

  std::string issue(chat::PersonId person, chat::SessionId session, Time at) const;

  /// The claims of a token that one of our keys signed, for us, and that has not expired at `at`. Empty for
  /// anything else. Says nothing of whether the session still stands: that is for Sessions.
  std::optional<AccessClaims> verify(std::string_view token, Time at) const;

  std::chrono::seconds lifetime() const { return rules_.lifetime; }

 private:
  struct Signer {
    std::string header;  // encoded, with its dot
    const HmacKey* key = nullptr;
  };
  std::optional<AccessClaims> read_claims(std::string_view json) const;

  const AccessRules rules_;
  Signer current_;
  Signer previous_;
};

}  // namespace hearth::auth
