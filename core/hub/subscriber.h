// Subscriber: whoever gets what is published to a topic. Owned elsewhere, used by one Shard on that shard's
// thread.
#pragma once

#include <cstdint>
#include <vector>

#include "base/bytes.h"

namespace hearth::hub {

/// What a topic means is the publisher's business.
using Topic = std::uint64_t;

class Subscriber {
 public:
  /// `id`: names it for Publication::except and for direct delivery; 0 when neither is wanted.
  explicit Subscriber(std::uint64_t id = 0) : id_(id) {}
  Subscriber(const Subscriber&) = delete;
  Subscriber& operator=(const Subscriber&) = delete;
  /// The subscriber must have left its shard (Shard::leave_all).
  virtual ~Subscriber() = default;

  /// On the shard's thread. Must not join, leave or destroy any subscriber of the shard before it returns.
  virtual void deliver(const Bytes& bytes) = 0;

  std::uint64_t id() const { return id_; }
  std::size_t topic_count() const { return places_.size(); }

 private:
  friend class Shard;
  struct Place {  // 12 bytes of a subscription; the topic's side has 8 more
    std::uint32_t topic_low;
    std::uint32_t topic_high;
    std::uint32_t at;  // in the topic's list

    Topic topic() const { return Topic{topic_high} << 32 | topic_low; }
  };

  const std::uint64_t id_;
  std::vector<Place> places_;
};

}  // namespace hearth::hub
