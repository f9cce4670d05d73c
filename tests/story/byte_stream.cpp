#include "byte_stream.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

namespace hearth::story {
namespace {

bool wait_for(int fd, short what, std::chrono::milliseconds within) {
  pollfd ready{fd, what, 0};
  for (;;) {
    const int n = ::poll(&ready, 1, static_cast<int>(within.count()));
    if (n >= 0 || errno != EINTR) return n > 0;
  }
}

int connected(int family, const sockaddr* address, socklen_t size, int receive_buffer = 0) {
  const auto end = std::chrono::steady_clock::now() + kPatience;
  for (;;) {
    const int fd = ::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (receive_buffer != 0) ::setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    if (::connect(fd, address, size) == 0) return fd;
    const int error = errno;
    ::close(fd);
    if (std::chrono::steady_clock::now() > end)
      throw std::system_error(error, std::generic_category(), "connect");
    ::poll(nullptr, 0, 5);  // nobody listens yet
  }
}

}  // namespace

ByteStream ByteStream::connect(std::uint16_t port) {
  return connect(port, 0);
}

ByteStream ByteStream::connect(std::uint16_t port, int receive_buffer) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int fd =
      connected(AF_INET, reinterpret_cast<const sockaddr*>(&address), sizeof address, receive_buffer);
  const int on = 1;
  ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return ByteStream(fd);
}

ByteStream ByteStream::connect(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
  return ByteStream(connected(AF_UNIX, reinterpret_cast<const sockaddr*>(&address), sizeof address));
}

ByteStream::ByteStream(ByteStream&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

ByteStream& ByteStream::operator=(ByteStream&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

bool ByteStream::write(std::string_view bytes) {
  while (!bytes.empty()) {
    if (!wait_for(fd_, POLLOUT, kPatience)) throw TooLate("the other side does not read");
    const ssize_t n = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

std::size_t ByteStream::write_some(std::string_view bytes) {
  const ssize_t n = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  return n < 0 ? 0 : static_cast<std::size_t>(n);
}

std::string ByteStream::read(std::chrono::milliseconds within) {
  char buffer[16384];
  for (;;) {
    if (!wait_for(fd_, POLLIN, within)) throw TooLate("the other side says nothing");
    const ssize_t n = ::recv(fd_, buffer, sizeof buffer, 0);
    if (n >= 0) return {buffer, static_cast<std::size_t>(n)};
    if (errno != EINTR) return {};
  }
}

std::string ByteStream::read_all() {
  std::string all;
  for (std::string part; !(part = read()).empty();) all += part;
  return all;
}

bool ByteStream::is_readable(std::chrono::milliseconds within) const {
  return wait_for(fd_, POLLIN, within);
}

void ByteStream::finish_writing() {
  ::shutdown(fd_, SHUT_WR);
}

void ByteStream::close() {
  if (fd_ >= 0) ::close(std::exchange(fd_, -1));
}

void ByteStream::cut() {
  const linger hard{1, 0};
  ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
  close();
}

}  // namespace hearth::story
