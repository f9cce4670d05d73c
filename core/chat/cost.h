// Cost: what kind of work a call is, for the limits of frequency.
#pragma once

#include <cstddef>
#include <cstdint>

namespace hearth::chat {

enum class Cost : std::uint8_t {
  kRead,       // a page of something
  kWrite,      // a change
  kExpensive,  // searches, exports: much work for one question
  kSignIn,     // before anybody is known: counted by address
};
inline constexpr std::size_t kCosts = 4;

}  // namespace hearth::chat
