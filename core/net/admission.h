// Admission: how many connections there are, in all and from each address, and whether one more may come in.
// Owned by the Server, used from every thread.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <map>
#include <mutex>
#include <utility>

#include "net/address.h"

namespace hearth::net {

class Admission {
 public:
  Admission(std::size_t most, std::size_t most_per_address) : most_(most), most_each_(most_per_address) {}

  /// `exempt`: counted in all, but not by its address.
  bool enter(const Peer& peer, bool exempt);
  void leave(const Peer& peer, bool exempt);
  std::size_t inside() const;
  /// Waits until nobody is inside; false when the time is over before.
  bool wait_empty(std::chrono::steady_clock::time_point until);

 private:
  const std::size_t most_;
  const std::size_t most_each_;
  mutable std::mutex mutex_;
  std::condition_variable emptied_;
  std::map<Peer, std::size_t> each_;
  std::size_t all_ = 0;
};

/// A client's descriptor with its place in the counts; closing one gives back the other. Moves from owner to
/// owner.
class Wire {
 public:
  Wire() = default;
  Wire(int fd, const Peer& peer, bool exempt, Admission& admission, std::atomic<std::size_t>& lane_count);
  Wire(Wire&& other) noexcept { *this = std::move(other); }
  Wire& operator=(Wire&& other) noexcept;
  ~Wire() { close(); }

  int fd() const { return fd_; }
  const Peer& peer() const { return peer_; }
  void close();

 private:
  int fd_ = -1;
  Peer peer_;
  bool exempt_ = false;
  Admission* admission_ = nullptr;
  std::atomic<std::size_t>* lane_count_ = nullptr;
};

}  // namespace hearth::net
