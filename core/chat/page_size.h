// How many messages fit into one answer. A client whose answer is larger than what the server keeps for a
// slow reader would be closed for reading slowly, ask again, and be closed again: so pages are cut by bytes,
// too.
#pragma once

#include <cstddef>
#include <span>
#include <utility>

#include "chat/values.h"

namespace hearth::chat {

/// Of message bodies in one answer. Half of an outbox, since JSON makes text longer.
inline constexpr std::size_t kPageBytes = 128 * 1024;

/// The part [first, last) around `centre` whose bodies fit into kPageBytes: grown from there to both sides in
/// turn, never empty unless `messages` is. Memory only; any thread.
std::pair<std::size_t, std::size_t> fitting_part(std::span<const Message> messages, std::size_t centre);

}  // namespace hearth::chat
