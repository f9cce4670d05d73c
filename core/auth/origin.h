// Origin: which web pages may use a person's cookie (RFC 6454). Asked for every unsafe request and every
// WebSocket that comes with a cookie.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hearth::auth {

class Origins {
 public:
  /// `allowed`: full origins ("https://chat.example.org", without a path). When empty, only the host that the
  /// request itself asks for counts: right for a machine without a name yet, and still no foreign page can
  /// pass.
  explicit Origins(std::vector<std::string> allowed) : allowed_(std::move(allowed)) {}

  /// `origin` as sent ("null" and the empty string are foreign), `host` as asked for, `secure` as the client
  /// spoke. Any thread.
  bool is_ours(std::string_view origin, std::string_view host, bool secure) const;

 private:
  std::vector<std::string> allowed_;
};

}  // namespace hearth::auth
