// Backoff: how long a job that failed waits before it is tried again. A value.
#pragma once

#include <chrono>
#include <cstdint>

namespace hearth::jobs {

struct Backoff {
  std::chrono::milliseconds first{5'000};        // after the first attempt; doubled after each further
  std::chrono::milliseconds longest{3'600'000};  // never more than this
  std::uint32_t attempts = 20;  // without progress, then it is dead: half a day, as it stands

  /// How long to wait after attempt `attempt` (from 1). `chance`, from 0 to 1, spreads what failed together:
  /// the second half of the time is left to it.
  std::chrono::milliseconds after(std::uint32_t attempt, double chance) const;
};

}  // namespace hearth::jobs
