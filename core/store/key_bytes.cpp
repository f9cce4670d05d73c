#include "store/key_bytes.h"

#include <algorithm>
#include <optional>

namespace hearth::store {
namespace {

constexpr std::size_t kUuidText = 36;
constexpr std::size_t kVersionAt = 14, kVariantAt = 19;

int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  // Capitals are another key, so they must not give the same bytes.
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

std::optional<KeyBytes> time_ordered_uuid(std::string_view text) {
  if (text.size() != kUuidText || text[kVersionAt] != '7') return {};
  if (const int variant = digit(text[kVariantAt]); variant < 8 || variant > 11) return {};
  KeyBytes out;
  std::size_t at = 0;
  for (std::size_t i = 0; i < text.size();) {
    if (i == 8 || i == 13 || i == 18 || i == 23) {
      if (text[i++] != '-') return {};
      continue;
    }
    const int high = digit(text[i]), low = digit(text[i + 1]);
    if (high < 0 || low < 0) return {};
    out[at++] = static_cast<char>(high << 4 | low);
    i += 2;
  }
  return out;
}

}  // namespace

KeyBytes KeyMaker::of(std::string_view key) {
  if (const auto uuid = time_ordered_uuid(key)) return *uuid;
  const auto digest = hash_.of(key);
  KeyBytes out;
  std::copy_n(digest.begin(), out.size(), out.begin());
  return out;
}

}  // namespace hearth::store
