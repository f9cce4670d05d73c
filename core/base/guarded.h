// Guarded<T>: data that cannot be reached without its lock.
#pragma once

#include <mutex>
#include <shared_mutex>
#include <utility>

namespace hearth {

/// Owns a T. `with` is the only way in, and gives it under the exclusive lock; `read` under the shared one.
/// Whoever passes a callable must not query a database, send, or call back into other owners from it.
template <class T>
class Guarded {
 public:
  Guarded() = default;
  explicit Guarded(T value) : value_(std::move(value)) {}
  Guarded(const Guarded&) = delete;
  Guarded& operator=(const Guarded&) = delete;

  template <class F>
  decltype(auto) with(F&& use) {
    std::unique_lock lock(mutex_);
    return std::forward<F>(use)(value_);
  }
  template <class F>
  decltype(auto) read(F&& use) const {
    std::shared_lock lock(mutex_);
    return std::forward<F>(use)(value_);
  }

 private:
  mutable std::shared_mutex mutex_;
  T value_{};
};

}  // namespace hearth
