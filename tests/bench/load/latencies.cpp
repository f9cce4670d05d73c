#include "latencies.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace hearth::bench {

Nanos Latencies::quantile(double part) const {
  if (total_ == 0) return 0;
  const auto wanted = static_cast<std::uint64_t>(std::ceil(part * static_cast<double>(total_)));
  std::uint64_t seen = 0;
  for (std::size_t i = 0; i < kBuckets; ++i) {
    seen += counts_[i];
    if (seen < wanted || seen == 0) continue;
    if (i < (1U << kSteps)) return static_cast<Nanos>(i);
    const auto octave = static_cast<unsigned>((i >> kSteps) + kSteps - 1);
    const auto low =
        (Nanos{1} << octave) + (static_cast<Nanos>(i & ((1U << kSteps) - 1)) << (octave - kSteps));
    return std::min(max_, low + (Nanos{1} << (octave - kSteps)) / 2);
  }
  return max_;
}

std::string Latencies::json() const {
  const auto ms = [](Nanos n) { return static_cast<double>(n) / static_cast<double>(kMilli); };
  return fmt::format(R"({{"count":{},"p50":{:.4f},"p99":{:.4f},"max":{:.4f}}})", total_, ms(quantile(0.5)),
                     ms(quantile(0.99)), ms(max_));
}

}  // namespace hearth::bench
