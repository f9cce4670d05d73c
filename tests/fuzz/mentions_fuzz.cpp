// Any text has so many mentions at most, and each is a name.
#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "chat/mentions.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto names = hearth::chat::find_mentions(text);
  if (names.size() > hearth::chat::kMostMentions) std::abort();
  for (const std::string& name : names) {
    if (name.size() < 2 || name.size() > 32 || name[0] < 'a' || name[0] > 'z') std::abort();
    if (std::ranges::any_of(name, [](char c) { return c >= 'A' && c <= 'Z'; })) std::abort();
    if (std::ranges::count(names, name) != 1) std::abort();
  }
  return 0;
}
