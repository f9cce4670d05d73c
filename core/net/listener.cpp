#include "net/listener.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "base/log.h"
#include "net/http_connection.h"
#include "net/server_core.h"

namespace hearth::net {
namespace {

constexpr int kBacklog = 4096;
constexpr int kAtOnce = 64;  // accepted in one turn, so that the first loop's own connections have theirs

[[noreturn]] void fail(const std::string& what) {
  throw std::system_error(errno, std::generic_category(), what);
}

int open_spare() {
  return ::open("/dev/null", O_RDONLY | O_CLOEXEC);
}

/// A socket file that a dead process left behind is in the way of every new one.
void remove_stale(const Endpoint& endpoint) {
  struct stat about {};
  if (::lstat(endpoint.path.c_str(), &about) != 0 || !S_ISSOCK(about.st_mode)) return;
  const int probe = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (probe < 0) return;
  const int result = ::connect(probe, reinterpret_cast<const sockaddr*>(&endpoint.address), endpoint.size);
  const int error = errno;
  ::close(probe);
  if (result != 0 && error == ECONNREFUSED) ::unlink(endpoint.path.c_str());
}

void turn_away(int fd) {
  static constexpr std::string_view kBusy =
      "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
  [[maybe_unused]] const auto n = ::send(fd, kBusy.data(), kBusy.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  ::close(fd);
}

}  // namespace

Listener::Listener(ServerCore& core, Endpoint endpoint) : core_(&core), endpoint_(std::move(endpoint)) {
  const int family = endpoint_.address.ss_family;
  if (family == AF_UNIX) remove_stale(endpoint_);
  fd_ = ::socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd_ < 0) fail("socket");
  const int on = 1;
  if (family != AF_UNIX) ::setsockopt(fd_, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (family == AF_INET6) ::setsockopt(fd_, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
  auto* const address = reinterpret_cast<sockaddr*>(&endpoint_.address);
  const bool ready = ::bind(fd_, address, endpoint_.size) == 0 &&
                     (family != AF_UNIX || ::chmod(endpoint_.path.c_str(), core.options.unix_mode) == 0) &&
                     ::listen(fd_, kBacklog) == 0;
  if (!ready) {
    const int error = errno;
    ::close(fd_);
    errno = error;
    fail("cannot listen on " + endpoint_.text());
  }
  if (family != AF_UNIX) {
    socklen_t size = sizeof endpoint_.address;
    ::getsockname(fd_, address, &size);
  }
  spare_ = open_spare();
}

Listener::~Listener() {
  ::close(fd_);
  if (spare_ >= 0) ::close(spare_);
  if (!endpoint_.path.empty()) ::unlink(endpoint_.path.c_str());
}

void Listener::on_ready(std::uint32_t) {
  for (int i = 0; i < kAtOnce; ++i) {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    const int fd = ::accept4(fd_, reinterpret_cast<sockaddr*>(&address), &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd >= 0) {
      take(fd, peer_of(address));
      continue;
    }
    if ((errno == EMFILE || errno == ENFILE) && make_room()) continue;
    return;  // nobody waits, or somebody left before the door opened
  }
}

/// Out of descriptors, the one who waits would wake us for ever: he is let in and out again.
bool Listener::make_room() {
  if (spare_ < 0) return false;
  ::close(std::exchange(spare_, -1));
  const int fd = ::accept4(fd_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (fd >= 0) turn_away(fd);
  spare_ = open_spare();
  if (core_->turned_away.fetch_add(1, std::memory_order_relaxed) % 1024 == 0)
    log::error("out of file descriptors: connections are turned away");
  return fd >= 0;
}

void Listener::take(int fd, const Peer& peer) {
  const bool exempt = peer.is_local() || core_->proxies.trusts(peer);
  if (!core_->admission.enter(peer, exempt)) {
    core_->turned_away.fetch_add(1, std::memory_order_relaxed);
    turn_away(fd);
    return;
  }
  core_->accepted.fetch_add(1, std::memory_order_relaxed);
  const int on = 1;
  if (!peer.is_unix) ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  Lane* lane = core_->lanes.front().get();
  for (const auto& other : core_->lanes)
    if (other->connections.load(std::memory_order_relaxed) <
        lane->connections.load(std::memory_order_relaxed))
      lane = other.get();
  // Counted here, not when the other loop gets to it: the next one is measured against it.
  Wire wire(fd, peer, exempt, core_->admission, lane->connections);
  if (lane->loop.in_loop()) {
    HttpConnection::open(*lane, std::move(wire));
    return;
  }
  lane->loop.post([lane, wire = std::move(wire)]() mutable {
    if (!lane->stopping) HttpConnection::open(*lane, std::move(wire));
  });
}

}  // namespace hearth::net
