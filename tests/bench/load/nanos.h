// Time as the load generator counts it: nanoseconds of the monotonic clock.
#pragma once

#include <ctime>

#include <cstdint>

namespace hearth::bench {

using Nanos = std::int64_t;

inline constexpr Nanos kMilli = 1'000'000;
inline constexpr Nanos kSecond = 1'000 * kMilli;

inline Nanos nanos() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return Nanos{now.tv_sec} * kSecond + now.tv_nsec;
}

}  // namespace hearth::bench
