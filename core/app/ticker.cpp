#include "app/ticker.h"

#include <algorithm>

#include "base/log.h"

namespace hearth::app {

void Ticker::every(std::chrono::milliseconds interval, std::function<void()> work) {
  rows_.push_back({interval, std::move(work), Clock::now() + interval});
}

void Ticker::start() {
  thread_ = std::thread([this] { run(); });
}

void Ticker::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Ticker::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    const auto next = std::min_element(rows_.begin(), rows_.end(),
                                       [](const Row& a, const Row& b) { return a.due < b.due; });
    if (next == rows_.end()) return;
    if (wake_.wait_until(lock, next->due, [this] { return stopping_; })) return;
    lock.unlock();
    try {
      next->work();
    } catch (const std::exception& broken) {
      log::error("a periodic task failed", {{"error.message", std::string_view(broken.what())}});
    }
    next->due = Clock::now() + next->interval;
    lock.lock();
  }
}

}  // namespace hearth::app
