#include "chat/page_size.h"

#include <algorithm>

namespace hearth::chat {

std::pair<std::size_t, std::size_t> fitting_part(std::span<const Message> messages, std::size_t centre) {
  if (messages.empty()) return {0, 0};
  std::size_t first = std::min(centre, messages.size() - 1);
  std::size_t last = first + 1;
  std::size_t bytes = messages[first].body.size();
  const auto takes = [&](std::size_t i) {
    if (bytes + messages[i].body.size() > kPageBytes) return false;
    bytes += messages[i].body.size();
    return true;
  };
  for (bool grown = true; grown;) {
    grown = false;
    if (first > 0 && takes(first - 1)) --first, grown = true;
    if (last < messages.size() && takes(last)) ++last, grown = true;
  }
  return {first, last};
}

}  // namespace hearth::chat
