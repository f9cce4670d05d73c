#include "net/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <stdexcept>

namespace hearth::net {
namespace {

constexpr std::array<std::uint8_t, 12> kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

bool is_v4(const Peer& peer) {
  return std::equal(kMapped.begin(), kMapped.end(), peer.ip.begin());
}

[[noreturn]] void refuse(std::string_view text) {
  throw std::invalid_argument("not an address to listen on: " + std::string(text));
}

template <class To>
To read_as(const sockaddr_storage& address) {
  To to{};
  std::memcpy(&to, &address, sizeof to);
  return to;
}

}  // namespace

bool Peer::is_local() const {
  if (is_unix) return true;
  if (is_v4(*this)) return ip[12] == 127;
  return std::all_of(ip.begin(), ip.end() - 1, [](auto byte) { return byte == 0; }) && ip[15] == 1;
}

std::string Peer::text() const {
  if (is_unix) return "unix";
  char out[INET6_ADDRSTRLEN] = "";
  if (is_v4(*this))
    ::inet_ntop(AF_INET, ip.data() + 12, out, sizeof out);
  else
    ::inet_ntop(AF_INET6, ip.data(), out, sizeof out);
  return out;
}

Peer peer_of(const sockaddr_storage& address) {
  Peer peer;
  if (address.ss_family == AF_INET) {
    const auto v4 = read_as<sockaddr_in>(address);
    std::copy(kMapped.begin(), kMapped.end(), peer.ip.begin());
    std::memcpy(peer.ip.data() + 12, &v4.sin_addr, 4);
  } else if (address.ss_family == AF_INET6) {
    const auto v6 = read_as<sockaddr_in6>(address);
    std::memcpy(peer.ip.data(), &v6.sin6_addr, 16);
  } else {
    peer.is_unix = true;
  }
  return peer;
}

std::optional<Peer> parse_peer(std::string_view text) {
  if (text.empty() || text.size() >= INET6_ADDRSTRLEN) return std::nullopt;
  const std::string name(text);
  Peer peer;
  if (::inet_pton(AF_INET, name.c_str(), peer.ip.data() + 12) == 1) {
    std::copy(kMapped.begin(), kMapped.end(), peer.ip.begin());
    return peer;
  }
  if (::inet_pton(AF_INET6, name.c_str(), peer.ip.data()) == 1) return peer;
  return std::nullopt;
}

Endpoint parse_endpoint(std::string_view text) {
  Endpoint endpoint;
  if (text.starts_with("unix:")) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    endpoint.path = text.substr(5);
    if (endpoint.path.empty() || endpoint.path.size() >= sizeof address.sun_path) refuse(text);
    std::memcpy(address.sun_path, endpoint.path.c_str(), endpoint.path.size() + 1);
    std::memcpy(&endpoint.address, &address, sizeof address);
    endpoint.size = sizeof address;
    return endpoint;
  }
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) refuse(text);
  std::string_view host = text.substr(0, colon);
  const std::string_view port_text = text.substr(colon + 1);
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(port_text.data(), port_text.data() + port_text.size(), port);
  if (error != std::errc{} || end != port_text.data() + port_text.size()) refuse(text);
  if (host.starts_with('[') && host.ends_with(']')) {
    sockaddr_in6 address{};
    address.sin6_family = AF_INET6;
    address.sin6_port = htons(port);
    host = host.substr(1, host.size() - 2);
    if (::inet_pton(AF_INET6, std::string(host).c_str(), &address.sin6_addr) != 1) refuse(text);
    std::memcpy(&endpoint.address, &address, sizeof address);
    endpoint.size = sizeof address;
  } else {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    if (::inet_pton(AF_INET, std::string(host).c_str(), &address.sin_addr) != 1) refuse(text);
    std::memcpy(&endpoint.address, &address, sizeof address);
    endpoint.size = sizeof address;
  }
  return endpoint;
}

std::uint16_t Endpoint::port() const {
  if (address.ss_family == AF_INET) return ntohs(read_as<sockaddr_in>(address).sin_port);
  if (address.ss_family == AF_INET6) return ntohs(read_as<sockaddr_in6>(address).sin6_port);
  return 0;
}

std::string Endpoint::text() const {
  if (address.ss_family == AF_UNIX) return "unix:" + path;
  const std::string host = peer_of(address).text();
  const std::string tail = ":" + std::to_string(port());
  return address.ss_family == AF_INET6 ? "[" + host + "]" + tail : host + tail;
}

TrustedProxies::TrustedProxies(const std::vector<std::string>& list) {
  for (const std::string& item : list) {
    if (item == "unix") {
      unix_ = true;
      continue;
    }
    const std::size_t slash = item.find('/');
    const auto base = parse_peer(std::string_view(item).substr(0, slash));
    if (!base) throw std::invalid_argument("not an address of a proxy: " + item);
    Net net{*base, 128};
    if (slash != std::string::npos) {
      const char* const end = item.data() + item.size();
      const auto [at, error] = std::from_chars(item.data() + slash + 1, end, net.bits);
      const unsigned most = is_v4(*base) ? 32 : 128;
      if (error != std::errc{} || at != end || net.bits > most)
        throw std::invalid_argument("not an address of a proxy: " + item);
      if (is_v4(*base)) net.bits += 96;
    }
    nets_.push_back(net);
  }
}

bool TrustedProxies::trusts(const Peer& peer) const {
  if (peer.is_unix) return unix_;
  return std::any_of(nets_.begin(), nets_.end(), [&](const Net& net) {
    for (unsigned bit = 0; bit < net.bits; bit += 8) {
      const unsigned here = std::min(8U, net.bits - bit);
      const auto mask = static_cast<std::uint8_t>(0xff00U >> here);
      if ((net.base.ip[bit / 8] & mask) != (peer.ip[bit / 8] & mask)) return false;
    }
    return true;
  });
}

}  // namespace hearth::net
