// Shard: the subscribers of one event loop and their topics. Used on that loop's thread only; Hub owns it.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <unordered_map>
#include <vector>

#include "base/bytes.h"
#include "hub/subscriber.h"
#include "hub/topic_table.h"

namespace hearth::hub {

class Shard {
 public:
  Shard();
  Shard(const Shard&) = delete;
  Shard& operator=(const Shard&) = delete;
  ~Shard();

  /// Joining twice is joining once.
  void join(Topic topic, Subscriber& subscriber);
  /// The same for many, with exactly the memory they need.
  void join(std::span<const Topic> topics, Subscriber& subscriber);
  /// The same for the one that entered with that id, if there still is one.
  void join(Topic topic, std::uint64_t id);
  void leave(Topic topic, Subscriber& subscriber);
  bool is_in(Topic topic, const Subscriber& subscriber) const;

  /// Makes a subscriber known by its id, for direct delivery. The id must not be 0 and must be free.
  void enter(Subscriber& subscriber);
  /// Leaves all topics, and is known no more: before a subscriber is destroyed.
  void leave_all(Subscriber& subscriber);

  /// To everybody in the topic, but those whose id is `except` (0: to all). Returns to how many.
  std::size_t deliver(Topic topic, const Bytes& bytes, std::uint64_t except = 0);
  /// To the subscriber that entered with that id; false when there is none.
  bool deliver_to(std::uint64_t id, const Bytes& bytes);

  /// Everybody in `from` also joins `to`, or leaves it.
  void link(Topic from, Topic to);
  void unlink(Topic from, Topic to);

  std::size_t topic_count() const { return topics_.size(); }
  std::size_t subscriber_count(Topic topic) const;

  /// False when nobody in this shard can be in the topic. Any thread: a join is seen from the moment it
  /// returned.
  bool may_have(Topic topic) const { return presence_[bucket(topic)].load(std::memory_order_seq_cst) != 0; }

 private:
  static constexpr std::size_t kBuckets = 1 << 15;
  static std::size_t bucket(Topic topic) { return mix_topic(topic) >> 49; }

  void take_out(Subscriber& subscriber, std::size_t place);

  TopicTable topics_;
  std::unordered_map<std::uint64_t, Subscriber*> known_;
  /// How many topics with subscribers share a bucket: written here, read by publishers.
  std::unique_ptr<std::atomic<std::uint32_t>[]> presence_;
};

}  // namespace hearth::hub
