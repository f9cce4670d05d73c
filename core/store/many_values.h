// Statement texts with a varying number of places, in few sizes, so that each text is prepared once and kept.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace hearth::store {

/// The next of 1, 2, 3, 4, 6, 8, 12, 16, 24, 32 … that is at least n: at most a third of it is padding, and
/// whoever pads repeats the last values.
constexpr std::size_t size_class(std::size_t n) {
  std::size_t power = 1;
  while (power < n) power *= 2;
  const std::size_t between = power / 4 * 3;
  return between >= n && between > 0 ? between : power;
}

/// `one` n times, with `between` between them: repeated("(?, ?)", ", ", 3) -> "(?, ?), (?, ?), (?, ?)".
inline std::string repeated(std::string_view one, std::string_view between, std::size_t n) {
  std::string out;
  out.reserve(n * (one.size() + between.size()));
  for (std::size_t i = 0; i < n; ++i) {
    if (i > 0) out += between;
    out += one;
  }
  return out;
}

}  // namespace hearth::store
