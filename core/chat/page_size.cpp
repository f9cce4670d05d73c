#include "chat/page_size.h"

#include <algorithm>

namespace hearth::chat {
namespace {

/// What travels of it besides a few fields of fixed size.
std::size_t bytes_of(const Message& message) {
  std::size_t bytes = message.body.size();
  if (message.mentions) bytes += 8 * message.mentions->people.size();
  if (message.reactions)
    for (const Reaction& reaction : *message.reactions)
      bytes += 32 + reaction.emoji.size() + 8 * reaction.people.size();
  return bytes;
}

}  // namespace

std::pair<std::size_t, std::size_t> fitting_part(std::span<const Message> messages, std::size_t centre) {
  if (messages.empty()) return {0, 0};
  std::size_t first = std::min(centre, messages.size() - 1);
  std::size_t last = first + 1;
  std::size_t bytes = bytes_of(messages[first]);
  const auto takes = [&](std::size_t i) {
    if (bytes + bytes_of(messages[i]) > kPageBytes) return false;
    bytes += bytes_of(messages[i]);
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
