#include "hub/shard.h"

#include <algorithm>
#include <cassert>

namespace hearth::hub {

Shard::Shard() : presence_(new std::atomic<std::uint32_t>[kBuckets]()) {}

Shard::~Shard() = default;

bool Shard::is_in(Topic topic, const Subscriber& subscriber) const {
  const SubscriberList* const list = topics_.find(topic);
  if (!list) return false;
  // Both sides know: the shorter list is asked.
  if (list->size() < subscriber.places_.size())
    return std::find(list->all().begin(), list->all().end(), &subscriber) != list->all().end();
  return std::any_of(subscriber.places_.begin(), subscriber.places_.end(),
                     [&](const Subscriber::Place& place) { return place.topic() == topic; });
}

void Shard::join(Topic topic, Subscriber& subscriber) {
  if (is_in(topic, subscriber)) return;
  const SubscriberList& list = topics_.append(topic, &subscriber);
  const std::uint32_t at = list.size() - 1;
  subscriber.places_.push_back(
      {static_cast<std::uint32_t>(topic), static_cast<std::uint32_t>(topic >> 32), at});
  if (at == 0) presence_[bucket(topic)].fetch_add(1, std::memory_order_seq_cst);
}

void Shard::join(std::span<const Topic> topics, Subscriber& subscriber) {
  subscriber.places_.reserve(subscriber.places_.size() + topics.size());
  for (const Topic topic : topics) join(topic, subscriber);
}

void Shard::take_out(Subscriber& subscriber, std::size_t place) {
  const Subscriber::Place gone = subscriber.places_[place];
  subscriber.places_[place] = subscriber.places_.back();
  subscriber.places_.pop_back();
  const Topic topic = gone.topic();
  SubscriberList* const list = topics_.find(topic);
  assert(list && list->all()[gone.at] == &subscriber);
  if (list->size() == 1) {
    topics_.erase(topic);
    presence_[bucket(topic)].fetch_sub(1, std::memory_order_seq_cst);
    return;
  }
  if (Subscriber* moved = list->take_out(gone.at))
    for (Subscriber::Place& other : moved->places_)
      if (other.topic() == topic) {
        other.at = gone.at;
        break;
      }
}

void Shard::join(Topic topic, std::uint64_t id) {
  if (const auto found = known_.find(id); found != known_.end()) join(topic, *found->second);
}

void Shard::leave(Topic topic, Subscriber& subscriber) {
  for (std::size_t i = 0; i < subscriber.places_.size(); ++i)
    if (subscriber.places_[i].topic() == topic) {
      take_out(subscriber, i);
      return;
    }
}

void Shard::enter(Subscriber& subscriber) {
  assert(subscriber.id() != 0);
  [[maybe_unused]] const bool fresh = known_.emplace(subscriber.id(), &subscriber).second;
  assert(fresh);
}

void Shard::leave_all(Subscriber& subscriber) {
  while (!subscriber.places_.empty()) take_out(subscriber, subscriber.places_.size() - 1);
  subscriber.places_.shrink_to_fit();
  if (subscriber.id() == 0) return;
  const auto at = known_.find(subscriber.id());
  if (at != known_.end() && at->second == &subscriber) known_.erase(at);
}

std::size_t Shard::deliver(Topic topic, const Bytes& bytes, std::uint64_t except) {
  const SubscriberList* const list = topics_.find(topic);
  if (!list) return 0;
  std::size_t reached = 0;
  for (Subscriber* subscriber : list->all()) {
    if (except != 0 && subscriber->id() == except) continue;
    subscriber->deliver(bytes);
    ++reached;
  }
  return reached;
}

bool Shard::deliver_to(std::uint64_t id, const Bytes& bytes) {
  const auto at = known_.find(id);
  if (at == known_.end()) return false;
  at->second->deliver(bytes);
  return true;
}

std::size_t Shard::subscriber_count(Topic topic) const {
  const SubscriberList* const list = topics_.find(topic);
  return list ? list->size() : 0;
}

void Shard::link(Topic from, Topic to) {
  if (from == to) return;
  const SubscriberList* const list = topics_.find(from);
  if (!list) return;
  // A copy: joining may move the table.
  const std::vector<Subscriber*> all(list->all().begin(), list->all().end());
  for (Subscriber* subscriber : all) join(to, *subscriber);
}

void Shard::unlink(Topic from, Topic to) {
  const SubscriberList* const list = topics_.find(from);
  if (!list) return;
  const std::vector<Subscriber*> all(list->all().begin(), list->all().end());
  for (Subscriber* subscriber : all) leave(to, *subscriber);
}

}  // namespace hearth::hub
