// TopicTable: topic -> its subscribers, as flat as it goes: most topics have one or two subscribers on a
// loop, and there are very many of them. Part of Shard.
//
// Open addressing with linear probing; deletion shifts back, so there are no tombstones. An entry is 32 bytes
// and holds up to two subscribers in itself:
//
//   topic (8) | size (4) | room (4) | two Subscriber* , or a pointer to `room` of them (16)
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "hub/subscriber.h"

namespace hearth::hub {

/// Spreads topics, which may be small consecutive numbers, over all 64 bits.
constexpr std::uint64_t mix_topic(Topic topic) {
  topic ^= topic >> 32;
  topic *= 0x9e3779b97f4a7c15ULL;
  topic ^= topic >> 29;
  return topic * 0xbf58476d1ce4e5b9ULL;
}

class SubscriberList {
 public:
  SubscriberList() = default;
  SubscriberList(SubscriberList&& other) noexcept;
  SubscriberList& operator=(SubscriberList&& other) noexcept;
  ~SubscriberList();

  std::span<Subscriber* const> all() const { return {room_ == kInPlace ? in_place_ : far_, size_}; }
  std::uint32_t size() const { return size_; }
  void append(Subscriber* subscriber);
  /// The last one takes its place; returns it, or null when it was the last itself.
  Subscriber* take_out(std::uint32_t at);

 private:
  static constexpr std::uint32_t kInPlace = 2;
  Subscriber** data() { return room_ == kInPlace ? in_place_ : far_; }
  void move_to(std::uint32_t room);

  std::uint32_t size_ = 0;
  std::uint32_t room_ = kInPlace;
  union {
    Subscriber* in_place_[kInPlace] = {nullptr, nullptr};
    Subscriber** far_;
  };
};

class TopicTable {
 public:
  /// Null when the topic has no subscribers. The pointer holds until the next call that is not const.
  SubscriberList* find(Topic topic);
  const SubscriberList* find(Topic topic) const;
  /// One more for the topic, which is made when it has none; returns its list.
  SubscriberList& append(Topic topic, Subscriber* subscriber);
  /// Forgets the topic. Its last subscriber may still be in its list, and must not have been taken out.
  void erase(Topic topic);

  std::size_t size() const { return used_; }

 private:
  struct Entry {
    Topic topic = 0;
    SubscriberList list;  // empty: the entry is free
  };
  std::size_t home(Topic topic) const { return mix_topic(topic) >> shift_; }
  std::size_t place_of(Topic topic) const;
  void resize(std::size_t room);

  std::vector<Entry> entries_;
  std::size_t used_ = 0;
  unsigned shift_ = 64;
};

}  // namespace hearth::hub
