#include "net/connection.h"

#include <sys/epoll.h>
#include <sys/socket.h>

#include <cerrno>

#include "net/server_core.h"

namespace hearth::net {

EventLoop& Connection::loop() const {
  return lane_->loop;
}

std::int64_t Connection::now() const {
  return lane_->loop.now();
}

void Connection::on_ready(std::uint32_t events) {
  if ((events & EPOLLOUT) != 0) loop().touch(*this);
  if (!reading_) {
    if ((events & (EPOLLHUP | EPOLLERR)) != 0) broken();
    return;
  }
  if ((events & (EPOLLIN | EPOLLHUP | EPOLLERR)) == 0) return;
  const std::span<char> room = loop().read_room();
  const ssize_t n = ::recv(wire_.fd(), room.data(), room.size(), MSG_DONTWAIT);
  if (n > 0)
    on_bytes({room.data(), static_cast<std::size_t>(n)});
  else if (n == 0)
    on_end();
  else if (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR)
    broken();
}

void Connection::push(const Bytes& bytes) {
  outbox_.push(loop().turn(), bytes);
  loop().touch(*this);
}

bool Connection::flush() {
  std::size_t sent = 0;
  const bool waited = stalled();
  const Outbox::Sent result = outbox_.flush(loop().turn(), wire_.fd(), sent);
  if (result == Outbox::Sent::kBroken) {
    broken();
    return false;
  }
  if (sent > 0 || !waited) progress_at_ = now();
  watch(reading_, result == Outbox::Sent::kSome);
  return true;
}

void Connection::rearm() {
  const std::int64_t at = due();
  if (at == kNever)
    loop().timers().cancel(*this);
  else
    loop().timers().set(*this, at);
}

void Connection::watch(bool read, bool write) {
  if (read == reading_ && write == writing_) return;
  reading_ = read;
  writing_ = write;
  loop().watch(key_, wire_.fd(),
               (read ? std::uint32_t{EPOLLIN} : 0U) | (write ? std::uint32_t{EPOLLOUT} : 0U));
}

void Connection::read_more(bool on) {
  watch(on, writing_);
}

void Connection::end_output() {
  ::shutdown(wire_.fd(), SHUT_WR);
}

void Connection::leave() {
  loop().timers().cancel(*this);
  loop().remove(key_);
}

}  // namespace hearth::net
