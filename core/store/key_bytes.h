// What stands for a client's key in the database: 16 bytes. Owned by one thread.
#pragma once

#include <array>
#include <string_view>

#include "store/sha256.h"

namespace hearth::store {

constexpr std::size_t kKeyBytes = 16;
using KeyBytes = std::array<char, kKeyBytes>;

/// The bytes of a key. A UUID of version 7 (RFC 9562, in its canonical form in lower case) is itself: such
/// keys begin with the time, so the index of keys grows at its end, which costs the database far less than a
/// place at random. Any other key is the first half of its SHA-256. Two keys with the same bytes would take
/// 2^64 tries of one and the same sender, who would harm only themselves.
class KeyMaker {
 public:
  /// Throws std::runtime_error when OpenSSL fails.
  KeyBytes of(std::string_view key);

 private:
  Sha256 hash_;
};

}  // namespace hearth::store
