// NetworkPlace: where somebody signs in from, as far as it tells people apart: an IPv4 address, or the /64 of
// an IPv6 address, since whoever has one address of a /64 has them all.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace hearth::auth {

struct NetworkPlace {
  /// IPv4 as ::ffff:a.b.c.d; IPv6 with the last 64 bits zero. All zero for what is no address.
  std::array<unsigned char, 16> bytes{};
  bool loopback = false;

  std::string_view key() const { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }
};

/// Reads an address without port or brackets, as the transport gives it. Never fails: what is no address is
/// one place of its own, and not loopback.
NetworkPlace place_of(const std::string& address);

}  // namespace hearth::auth
