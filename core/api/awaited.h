// Awaited: where a request-pool thread waits for the answer of a verb that ends on another thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>

#include "chat/refusal.h"

namespace hearth::api {

template <class T>
class Awaited {
 public:
  /// Longer than any commit that will still come; the client may ask again with the same key.
  static constexpr std::chrono::seconds kPatience{30};

  void set(chat::Outcome<T>&& outcome) {
    const std::lock_guard lock(mutex_);
    outcome_.emplace(std::move(outcome));
    here_.notify_one();
  }
  /// Refuses kUnavailable when nothing comes.
  chat::Outcome<T> wait() {
    std::unique_lock lock(mutex_);
    if (!here_.wait_for(lock, kPatience, [&] { return outcome_.has_value(); }))
      return chat::refuse(chat::RefusalCode::kUnavailable,
                          "The server is too busy just now. Please try again.");
    return std::move(*outcome_);
  }

 private:
  std::mutex mutex_;
  std::condition_variable here_;
  std::optional<chat::Outcome<T>> outcome_;
};

}  // namespace hearth::api
