#include "doorway.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>
#include <system_error>

namespace hearth::bench {

Doorway::Doorway(Options& options)
    : target_(options.text("target", "hearth")), port_(static_cast<std::uint16_t>(options.number("port"))) {
  if (target_ != "hearth" && target_ != "floor") throw std::runtime_error("--target is hearth or floor");
  if (target_ == "floor") return;
  keys_ = std::make_unique<auth::Keys>(auth::Keys::from_file(options.text("keys")));
  tokens_ = std::make_unique<auth::AccessTokens>(*keys_, auth::AccessRules{});
}

std::string Doorway::token(std::uint64_t person) const {
  return tokens_ ? tokens_->issue(chat::PersonId{person}, chat::SessionId{person}, now()) : std::string{};
}

std::string Doorway::upgrade(const Guest& guest) const {
  const std::string path =
      tokens_ ? "/api/v1/socket" : fmt::format("/?person={}&groups={}", guest.person, guest.conversation);
  std::string out = fmt::format(
      "GET {} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n",
      path, port_);
  if (tokens_) out += "Authorization: Bearer " + token(guest.person) + "\r\n";
  return out + "\r\n";
}

int connect_to(std::uint16_t port, bool blocking) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | (blocking ? 0 : SOCK_NONBLOCK), 0);
  if (fd < 0) throw std::system_error(errno, std::generic_category(), "socket");
  const int on = 1;
  ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(port);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  sockaddr any{};
  static_assert(sizeof any == sizeof to);
  __builtin_memcpy(&any, &to, sizeof any);
  if (::connect(fd, &any, sizeof any) != 0 && errno != EINPROGRESS) {
    const int error = errno;
    ::close(fd);
    throw std::system_error(error, std::generic_category(), "connect");
  }
  return fd;
}

}  // namespace hearth::bench
