// Randomness that an attacker cannot guess.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace hearth {

/// `n` bytes from the system's generator (getrandom(2)). Throws std::system_error when it gives none. Any
/// thread.
std::string random_bytes(std::size_t n);

/// `n` random bytes as URL-safe base64 without padding (RFC 4648 section 5).
std::string random_token(std::size_t n);

std::uint64_t random_u64();

}  // namespace hearth
