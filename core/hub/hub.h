// Hub: topic -> subscribers over all loops. Bytes only. Thread-safe: publishing puts one task per loop and
// call into the loops' own queues, so what one thread publishes arrives in that order everywhere.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "hub/shard.h"
#include "hub/subscriber.h"

namespace hearth::hub {

/// A thread's queue of work, first in, first out: one per event loop.
class Executor {
 public:
  virtual ~Executor() = default;
  /// Any thread. May drop the task when the thread has ended.
  virtual void post(std::function<void()> task) = 0;
};

/// One run of bytes for everybody in a topic, or for one subscriber.
struct Publication {
  Topic topic = 0;
  Bytes bytes;
  std::uint64_t except = 0;  ///< subscribers with this id do not get it; 0: all do

  /// Set by direct(): not for a topic but for the subscriber `except` of shard `only_shard`.
  static constexpr std::uint32_t kAllShards = 0xffffffff;
  std::uint32_t only_shard = kAllShards;

  /// For one subscriber that has entered shard `shard` (Shard::enter), in order with the publications around
  /// it.
  static Publication direct(std::size_t shard, std::uint64_t subscriber, Bytes bytes) {
    return {0, std::move(bytes), subscriber, static_cast<std::uint32_t>(shard)};
  }
};

class Hub {
 public:
  /// One executor per shard; they must outlive the hub, and the hub must outlive every task it posted.
  explicit Hub(std::vector<Executor*> executors);
  Hub(const Hub&) = delete;
  Hub& operator=(const Hub&) = delete;

  std::size_t shard_count() const { return lanes_.size(); }
  /// Only on the thread of executor i.
  Shard& shard(std::size_t i) { return lanes_[i]->shard; }

  /// Delivers all of them, in order. A shard in which nobody can be concerned is not woken. Any thread.
  void publish(std::vector<Publication> batch);
  void publish(std::span<const Publication> batch);
  void publish(Publication one);

  /// Everybody who is in `from` when this arrives also joins `to`; what is published to `to` afterwards
  /// reaches them. Any thread.
  void link(Topic from, Topic to);
  /// Everybody who is in `from` when this arrives leaves `to`.
  void unlink(Topic from, Topic to);
  /// Runs on every shard, in order with publications. Any thread.
  void run_on_shards(std::function<void(Shard&)> work);
  void run_on_shard(std::size_t i, std::function<void(Shard&)> work);

 private:
  struct Lane {
    explicit Lane(Executor* e) : executor(e) {}
    Executor* executor;
    Shard shard;
    /// Work on its way that may bring subscribers: while there is any, nothing is skipped.
    std::atomic<std::uint32_t> pending{0};
  };

  bool concerns(const Lane& lane, std::size_t index, const Publication& item) const;

  std::vector<std::unique_ptr<Lane>> lanes_;
};

}  // namespace hearth::hub
