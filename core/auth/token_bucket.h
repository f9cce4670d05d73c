// TokenBucket: a limit of frequency that allows a burst: `burst` at once, and one more each `refill`.
#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>

#include "base/clock.h"

namespace hearth::auth {

struct BucketRule {
  double burst = 1;
  std::chrono::milliseconds refill{1000};  // until one taken token is back
};

struct TokenBucket {
  double taken = 0;  // tokens that are not back yet
  Time at;           // when `taken` was right

  void move_to(Time now, const BucketRule& rule) {
    // A clock that was set back gives nothing back, and takes nothing.
    if (now > at)
      taken = std::max(
          0.0, taken - static_cast<double>((now - at).count()) / static_cast<double>(rule.refill.count()));
    at = now;
  }
  /// Zero when one can be taken now; call after move_to.
  std::chrono::milliseconds wait(const BucketRule& rule) const {
    const double missing = taken + 1 - rule.burst;
    if (missing <= 1e-9) return std::chrono::milliseconds{0};
    return std::chrono::milliseconds{
        static_cast<std::int64_t>(std::ceil(missing * static_cast<double>(rule.refill.count())))};
  }
};

}  // namespace hearth::auth
