#include "hub/topic_table.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace hearth::hub {
namespace {

constexpr std::size_t kLeastRoom = 16;
constexpr std::size_t kNowhere = ~std::size_t{0};

}  // namespace

SubscriberList::SubscriberList(SubscriberList&& other) noexcept {
  *this = std::move(other);
}

SubscriberList& SubscriberList::operator=(SubscriberList&& other) noexcept {
  if (this == &other) return *this;
  if (room_ != kInPlace) delete[] far_;
  size_ = std::exchange(other.size_, 0);
  room_ = std::exchange(other.room_, kInPlace);
  if (room_ == kInPlace)
    std::copy_n(other.in_place_, kInPlace, in_place_);
  else
    far_ = other.far_;
  return *this;
}

SubscriberList::~SubscriberList() {
  if (room_ != kInPlace) delete[] far_;
}

void SubscriberList::move_to(std::uint32_t room) {
  Subscriber** const old = data();
  const bool old_far = room_ != kInPlace;
  if (room == kInPlace) {
    Subscriber* kept[kInPlace] = {};
    std::copy_n(old, size_, kept);
    delete[] old;
    std::copy_n(kept, kInPlace, in_place_);
  } else {
    auto* const fresh = new Subscriber*[room];
    std::copy_n(old, size_, fresh);
    if (old_far) delete[] old;
    far_ = fresh;
  }
  room_ = room;
}

void SubscriberList::append(Subscriber* subscriber) {
  if (size_ == room_) move_to(room_ < 8 ? room_ * 2 : room_ + room_ / 2);
  data()[size_++] = subscriber;
}

Subscriber* SubscriberList::take_out(std::uint32_t at) {
  Subscriber** const list = data();
  Subscriber* const last = list[--size_];
  Subscriber* const moved = at == size_ ? nullptr : last;
  if (moved) list[at] = moved;
  if (room_ != kInPlace && size_ <= room_ / 4) move_to(std::max(kInPlace, room_ / 2));
  return moved;
}

std::size_t TopicTable::place_of(Topic topic) const {
  if (used_ == 0) return kNowhere;
  const std::size_t mask = entries_.size() - 1;
  for (std::size_t at = home(topic);; at = (at + 1) & mask) {
    if (entries_[at].list.size() == 0) return kNowhere;
    if (entries_[at].topic == topic) return at;
  }
}

SubscriberList* TopicTable::find(Topic topic) {
  const std::size_t at = place_of(topic);
  return at == kNowhere ? nullptr : &entries_[at].list;
}

const SubscriberList* TopicTable::find(Topic topic) const {
  const std::size_t at = place_of(topic);
  return at == kNowhere ? nullptr : &entries_[at].list;
}

SubscriberList& TopicTable::append(Topic topic, Subscriber* subscriber) {
  if (SubscriberList* list = find(topic)) {
    list->append(subscriber);
    return *list;
  }
  if ((used_ + 1) * 4 > entries_.size() * 3) resize(std::max(kLeastRoom, entries_.size() * 2));
  const std::size_t mask = entries_.size() - 1;
  std::size_t at = home(topic);
  while (entries_[at].list.size() != 0) at = (at + 1) & mask;
  entries_[at].topic = topic;
  entries_[at].list.append(subscriber);
  ++used_;
  return entries_[at].list;
}

void TopicTable::erase(Topic topic) {
  std::size_t hole = place_of(topic);
  if (hole == kNowhere) return;
  --used_;
  entries_[hole].list = SubscriberList();
  const std::size_t mask = entries_.size() - 1;
  for (std::size_t at = (hole + 1) & mask; entries_[at].list.size() != 0; at = (at + 1) & mask) {
    // May move into the hole only what was pushed beyond it: its home is not between hole and here.
    if (((at - home(entries_[at].topic)) & mask) < ((at - hole) & mask)) continue;
    entries_[hole] = std::move(entries_[at]);
    hole = at;
  }
  if (entries_.size() > kLeastRoom && used_ * 8 < entries_.size()) resize(entries_.size() / 2);
}

void TopicTable::resize(std::size_t room) {
  std::vector<Entry> old(room);
  old.swap(entries_);
  shift_ = 64 - static_cast<unsigned>(std::countr_zero(room));
  const std::size_t mask = room - 1;
  for (Entry& entry : old) {
    if (entry.list.size() == 0) continue;
    std::size_t at = home(entry.topic);
    while (entries_[at].list.size() != 0) at = (at + 1) & mask;
    entries_[at] = std::move(entry);
  }
}

}  // namespace hearth::hub
