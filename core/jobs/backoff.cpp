#include "jobs/backoff.h"

#include <algorithm>

namespace hearth::jobs {

std::chrono::milliseconds Backoff::after(std::uint32_t attempt, double chance) const {
  auto whole = std::min(first, longest);
  for (std::uint32_t i = 1; i < attempt && whole < longest; ++i)
    whole = whole > longest / 2 ? longest : whole * 2;
  const auto half = static_cast<double>(whole.count()) / 2;
  return std::chrono::milliseconds(static_cast<std::int64_t>(half + half * std::clamp(chance, 0.0, 1.0)));
}

}  // namespace hearth::jobs
