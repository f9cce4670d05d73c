// HandClock: a clock that a test sets. Any thread.
#pragma once

#include <atomic>
#include <functional>

#include "base/clock.h"

namespace hearth::store {

class HandClock {
 public:
  Time now() const { return at_; }
  void advance(std::chrono::milliseconds by) { at_ = at_.load() + by; }
  std::function<Time()> source() const {
    return [this] { return now(); };
  }

 private:
  std::atomic<Time> at_ = parse_rfc3339("2026-03-22T12:00:00Z").value();
};

}  // namespace hearth::store
