// Latencies: a histogram of durations, exact to 0.8 %, that costs one increment a value whatever their
// number. One thread.
//
// Buckets: below 128 ns one a nanosecond, above that 128 for each power of two, up to 2^41 ns (36 minutes).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "nanos.h"

namespace hearth::bench {

class Latencies {
 public:
  void add(Nanos value) {
    if (value < 0) value = 0;
    if (value > max_) max_ = value;
    ++counts_[bucket_of(static_cast<std::uint64_t>(value))];
    ++total_;
  }

  std::uint64_t count() const { return total_; }
  Nanos max() const { return max_; }
  /// The value that this part (0 … 1) of all values does not exceed; 0 without values.
  Nanos quantile(double part) const;
  /// {"count":…,"p50":…,"p99":…,"max":…} in milliseconds.
  std::string json() const;

 private:
  static constexpr unsigned kSteps = 7;  // 128 buckets an octave
  static constexpr std::size_t kBuckets = (42 - kSteps + 1) << kSteps;
  static std::size_t bucket_of(std::uint64_t value) {
    if (value < (1U << kSteps)) return value;
    const auto octave = static_cast<unsigned>(63 - __builtin_clzll(value));
    const std::size_t index =
        (std::size_t{octave - kSteps + 1} << kSteps) + ((value >> (octave - kSteps)) & ((1U << kSteps) - 1));
    return index < kBuckets ? index : kBuckets - 1;
  }

  std::vector<std::uint64_t> counts_ = std::vector<std::uint64_t>(kBuckets);
  std::uint64_t total_ = 0;
  Nanos max_ = 0;
};

}  // namespace hearth::bench
