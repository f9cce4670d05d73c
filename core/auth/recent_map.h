// RecentMap: a map of bounded size that forgets what was not asked for the longest. Not for several threads
// at once: keep it in a Guarded.
#pragma once

#include <cstdint>
#include <list>
#include <unordered_map>
#include <utility>

namespace hearth::auth {

template <class Value>
class RecentMap {
 public:
  explicit RecentMap(std::size_t most) : most_(most) {}

  /// nullptr when not held. Counts as a use.
  Value* find(std::uint64_t key) {
    const auto at = index_.find(key);
    if (at == index_.end()) return nullptr;
    order_.splice(order_.begin(), order_, at->second);
    return &at->second->second;
  }
  /// What is held under the key, or `fresh`, for which the least recently used one may have to go.
  Value& find_or_add(std::uint64_t key, Value fresh) {
    if (Value* held = find(key)) return *held;
    if (index_.size() >= most_) {
      index_.erase(order_.back().first);
      order_.pop_back();
    }
    order_.emplace_front(key, std::move(fresh));
    index_.emplace(key, order_.begin());
    return order_.front().second;
  }
  void erase(std::uint64_t key) {
    const auto at = index_.find(key);
    if (at == index_.end()) return;
    order_.erase(at->second);
    index_.erase(at);
  }
  std::size_t size() const { return index_.size(); }

 private:
  const std::size_t most_;
  std::list<std::pair<std::uint64_t, Value>> order_;  // the most recently used first
  std::unordered_map<std::uint64_t, typename std::list<std::pair<std::uint64_t, Value>>::iterator> index_;
};

}  // namespace hearth::auth
