// Addresses: where a server listens, who is at the other end, and which neighbours are believed.
#pragma once

#include <sys/socket.h>
#include <sys/un.h>

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hearth::net {

/// An IPv4 or IPv6 address (IPv4 as ::ffff:a.b.c.d), or the other end of a Unix socket.
struct Peer {
  std::array<std::uint8_t, 16> ip{};
  bool is_unix = false;

  auto operator<=>(const Peer&) const = default;
  /// Of this machine: 127.0.0.0/8, ::1, or a Unix socket.
  bool is_local() const;
  /// "192.0.2.1", "2001:db8::1" or "unix".
  std::string text() const;
};

Peer peer_of(const sockaddr_storage& address);
/// Reads an address without port, brackets or zone; empty when it is none.
std::optional<Peer> parse_peer(std::string_view text);

/// Where a server listens: "127.0.0.1:8080", "[::1]:8080", "[::]:0" or "unix:/run/hearth.sock".
struct Endpoint {
  sockaddr_storage address{};
  socklen_t size = 0;
  std::string path;  // of a Unix socket

  /// As it was read, with the port that the kernel chose.
  std::string text() const;
  std::uint16_t port() const;
};

/// Throws std::invalid_argument with the text when it is no endpoint.
Endpoint parse_endpoint(std::string_view text);

/// Neighbours whose word about the real client is taken (X-Forwarded-For, X-Forwarded-Proto).
class TrustedProxies {
 public:
  TrustedProxies() = default;
  /// Each "unix", an address, or an address with a prefix length ("10.0.0.0/8"). Throws
  /// std::invalid_argument.
  explicit TrustedProxies(const std::vector<std::string>& list);

  bool trusts(const Peer& peer) const;

 private:
  struct Net {
    Peer base;
    unsigned bits = 128;
  };
  std::vector<Net> nets_;
  bool unix_ = false;
};

}  // namespace hearth::net
