// Devices: the cookie by which a browser shows that somebody signed in with it before (OWASP, "Slow Down
// Online Guessing Attacks with Device Cookies"). It opens nothing. It only gives guesses from this browser a
// budget of their own, so that nobody elsewhere can use it up; see guessing.h. Stateless, any thread.
//
//   base64url: nonce 16 | expiry, seconds, big-endian 8 | tag of the user name 16 | tag of the e-mail address
//   16
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "auth/keys.h"
#include "base/clock.h"
#include "chat/accounts.h"

namespace hearth::auth {

class Devices {
 public:
  static constexpr std::chrono::hours kLifetime{24 * 365};

  /// `keys` must outlive this.
  explicit Devices(const Keys& keys) : keys_(keys) {}

  /// A new cookie for a browser in which this person has just signed in.
  std::string issue(const chat::Account& account, Time at) const;

  /// What names this device, when the cookie is one of ours, has not expired and was issued to whoever signs
  /// in with this login; nothing otherwise.
  std::optional<std::uint64_t> prove(std::string_view cookie, std::string_view login, Time at) const;

 private:
  const Keys& keys_;
};

}  // namespace hearth::auth
