#include "crowd.h"

#include <fmt/format.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <system_error>

namespace hearth::bench {
namespace {

constexpr std::size_t kBuffer = 512 * 1024;
constexpr int kEvents = 256;

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

void watch_for(int epoll, int operation, int fd, std::size_t who, std::uint32_t events) {
  epoll_event event{};
  event.events = events;
  event.data.u64 = who;
  if (::epoll_ctl(epoll, operation, fd, &event) != 0) fail("epoll_ctl");
}

}  // namespace

Crowd::Crowd(const Doorway& doorway, Listener& listener)
    : doorway_(doorway), listener_(listener), epoll_(::epoll_create1(EPOLL_CLOEXEC)), buffer_(kBuffer, '\0') {
  if (epoll_ < 0) fail("epoll_create1");
}

Crowd::~Crowd() {
  close_all();
  ::close(epoll_);
}

void Crowd::close_all() {
  for (const auto& socket : sockets_)
    if (socket.fd >= 0) ::close(socket.fd);
  sockets_.clear();
  open_ = 0;
}

void Crowd::open(std::span<const Guest> guests, std::size_t at_once) {
  const std::size_t first = sockets_.size();
  sockets_.resize(first + guests.size());
  std::size_t begun = 0;
  std::size_t seen = open_;
  Nanos moved = nanos();
  while (open_ < sockets_.size()) {
    for (; begun < guests.size() && first + begun - open_ < at_once; ++begun)
      start(first + begun, guests[begun]);
    turn(nanos() + 100 * kMilli);
    if (open_ != seen) {
      seen = open_;
      moved = nanos();
    } else if (nanos() - moved > 10 * kSecond) {
      throw std::runtime_error(
          fmt::format("{} of {} sockets are open, and no more for 10 s", open_, sockets_.size()));
    }
  }
}

void Crowd::start(std::size_t who, const Guest& guest) {
  Socket& socket = sockets_[who];
  socket.fd = connect_to(doorway_.port(), false);
  socket.waiting = doorway_.upgrade(guest);
  watch_for(epoll_, EPOLL_CTL_ADD, socket.fd, who, EPOLLIN | EPOLLOUT);
}

void Crowd::want_write(std::size_t who, bool wanted) {
  watch_for(epoll_, EPOLL_CTL_MOD, sockets_[who].fd, who, wanted ? EPOLLIN | EPOLLOUT : EPOLLIN);
}

void Crowd::flush(std::size_t who) {
  Socket& socket = sockets_[who];
  if (socket.state == State::kConnecting) socket.state = State::kUpgrading;
  const ssize_t n =
      ::send(socket.fd, socket.waiting.data(), socket.waiting.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  if (n < 0 && errno != EAGAIN) fail("send");
  if (n > 0) socket.waiting.erase(0, static_cast<std::size_t>(n));
  if (socket.waiting.empty()) {
    socket.waiting = std::string();
    want_write(who, false);
  }
}

void Crowd::send(std::size_t who, std::string_view bytes) {
  Socket& socket = sockets_[who];
  ssize_t n = 0;
  if (socket.waiting.empty()) {
    n = ::send(socket.fd, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (n < 0 && errno != EAGAIN) fail("send");
    n = std::max<ssize_t>(n, 0);
    if (static_cast<std::size_t>(n) == bytes.size()) return;
    want_write(who, true);
  }
  socket.waiting += bytes.substr(static_cast<std::size_t>(n));
}

void Crowd::turn(Nanos until) {
  epoll_event events[kEvents];
  const Nanos wait = std::max<Nanos>(0, until - nanos());
  const timespec longest{wait / kSecond, wait % kSecond};
  const int n = ::epoll_pwait2(epoll_, events, kEvents, &longest, nullptr);
  if (n < 0 && errno != EINTR) fail("epoll_pwait2");
  for (int i = 0; i < n; ++i) {
    const auto who = static_cast<std::size_t>(events[i].data.u64);
    if ((events[i].events & EPOLLOUT) != 0) flush(who);
    if ((events[i].events & ~std::uint32_t{EPOLLOUT}) != 0) read_from(who);
  }
}

void Crowd::read_from(std::size_t who) {
  Socket& socket = sockets_[who];
  const std::size_t held = socket.rest.size();
  if (held >= kBuffer / 2) throw std::runtime_error("the server sent a frame longer than any of ours");
  std::memcpy(buffer_.data(), socket.rest.data(), held);
  const ssize_t n = ::recv(socket.fd, buffer_.data() + held, kBuffer - held, MSG_DONTWAIT);
  if (n < 0 && errno == EAGAIN) return;
  if (n <= 0)
    throw std::runtime_error(
        fmt::format("socket {} was cut: {}", who, n == 0 ? "end of file" : std::strerror(errno)));
  ++reads_;
  bytes_read_ += static_cast<std::uint64_t>(n);
  std::string_view bytes(buffer_.data(), held + static_cast<std::size_t>(n));
  bytes.remove_prefix(take(who, bytes, nanos()));
  socket.rest.assign(bytes);
}

std::size_t Crowd::take(std::size_t who, std::string_view bytes, Nanos read_at) {
  Socket& socket = sockets_[who];
  std::size_t used = 0;
  if (socket.state <= State::kUpgrading) {
    used = take_upgrade(socket, bytes);
    if (used == 0) return 0;
  }
  for (;;) {
    const ServerFrame frame = first_frame(bytes.substr(used));
    if (frame.size == 0) return used;
    used += frame.size;
    switch (frame.opcode) {
      case Opcode::kText:
        if (socket.state == State::kGreeting)
          now_open(socket);
        else
          listener_.on_text(who, frame.payload, read_at);
        break;
      case Opcode::kPing: {
        ++pings_;
        std::string pong;
        append_frame(pong, Opcode::kPong, frame.payload);
        send(who, pong);
        break;
      }
      case Opcode::kClose:
        throw std::runtime_error(
            fmt::format("the server closed socket {}: {}", who,
                        frame.payload.size() > 2 ? frame.payload.substr(2) : "no reason"));
      default:
        break;
    }
  }
}

std::size_t Crowd::take_upgrade(Socket& socket, std::string_view bytes) {
  const auto end = bytes.find("\r\n\r\n");
  if (end == std::string_view::npos) return 0;
  if (!bytes.starts_with("HTTP/1.1 101"))
    throw std::runtime_error(fmt::format("a socket was refused: {}", bytes.substr(0, 500)));
  if (doorway_.greets())
    socket.state = State::kGreeting;
  else
    now_open(socket);
  return end + 4;
}

void Crowd::now_open(Socket& socket) {
  socket.state = State::kOpen;
  ++open_;
}

void raise_descriptor_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) fail("getrlimit");
  limit.rlim_cur = limit.rlim_max;
  if (::setrlimit(RLIMIT_NOFILE, &limit) != 0) fail("setrlimit");
}

}  // namespace hearth::bench
