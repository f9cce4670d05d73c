#include "net/admission.h"

#include <unistd.h>

namespace hearth::net {

bool Admission::enter(const Peer& peer, bool exempt) {
  const std::lock_guard lock(mutex_);
  if (all_ >= most_) return false;
  if (!exempt) {
    std::size_t& here = each_[peer];
    if (here >= most_each_) return false;
    ++here;
  }
  ++all_;
  return true;
}

void Admission::leave(const Peer& peer, bool exempt) {
  const std::lock_guard lock(mutex_);
  if (!exempt) {
    const auto at = each_.find(peer);
    if (--at->second == 0) each_.erase(at);
  }
  if (--all_ == 0) emptied_.notify_all();
}

std::size_t Admission::inside() const {
  const std::lock_guard lock(mutex_);
  return all_;
}

bool Admission::wait_empty(std::chrono::steady_clock::time_point until) {
  std::unique_lock lock(mutex_);
  return emptied_.wait_until(lock, until, [this] { return all_ == 0; });
}

Wire::Wire(int fd, const Peer& peer, bool exempt, Admission& admission, std::atomic<std::size_t>& lane_count)
    : fd_(fd), peer_(peer), exempt_(exempt), admission_(&admission), lane_count_(&lane_count) {
  lane_count_->fetch_add(1, std::memory_order_relaxed);
}

Wire& Wire::operator=(Wire&& other) noexcept {
  if (this == &other) return *this;
  close();
  fd_ = std::exchange(other.fd_, -1);
  peer_ = other.peer_;
  exempt_ = other.exempt_;
  admission_ = other.admission_;
  lane_count_ = other.lane_count_;
  return *this;
}

void Wire::close() {
  if (fd_ < 0) return;
  ::close(std::exchange(fd_, -1));
  lane_count_->fetch_sub(1, std::memory_order_relaxed);
  admission_->leave(peer_, exempt_);
}

}  // namespace hearth::net
