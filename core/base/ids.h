// Strongly typed 64-bit identifiers: an id of one kind cannot be passed where another is meant.
// Values stay below 2^53, so that they travel as plain JSON numbers.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace hearth {

inline constexpr std::uint64_t kMaxIdValue = (std::uint64_t{1} << 53) - 1;

template <class Tag>
struct Id {
  std::uint64_t value = 0;

  constexpr Id() = default;
  constexpr explicit Id(std::uint64_t v) : value(v) {}
  /// True when the id names something: 0 is never given out.
  constexpr explicit operator bool() const { return value != 0; }
  constexpr auto operator<=>(const Id&) const = default;
};

}  // namespace hearth

template <class Tag>
struct std::hash<hearth::Id<Tag>> {
  std::size_t operator()(hearth::Id<Tag> id) const noexcept { return std::hash<std::uint64_t>{}(id.value); }
};
