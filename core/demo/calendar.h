// Calendar: where the hours are in which people talk. What is said is laid out along a line of "moments", the
// same for every day the demonstration may be made on; the calendar maps moments to real times, so that
// weekends, holidays and nights are quiet whatever the day of today. Immutable; any thread.
#pragma once

#include <cstdint>
#include <vector>

#include "base/clock.h"

namespace hearth::demo {

/// A place on the line of all talk: 0 is the beginning, kLastMoment the end.
using Moment = std::uint32_t;
inline constexpr Moment kLastMoment = 1'000'000'000;

class Calendar {
 public:
  static constexpr int kDays = 730;

  /// The kDays days before `until`, for people whose clocks are `offset` ahead of UTC.
  Calendar(Time until, std::chrono::minutes offset);

  /// Never goes back when the moment does not. Always before `until`.
  Time at(Moment moment) const;

 private:
  Time midnight_;                    // local, of the first day, as UTC
  std::vector<std::uint32_t> days_;  // how much is said on each
  std::vector<bool> free_;
  std::uint64_t sum_ = 0;
};

}  // namespace hearth::demo
