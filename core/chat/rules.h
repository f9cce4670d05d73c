// Rules: what this organisation has settled of how people talk. From the settings; never changes while
// running.
#pragma once

#include <cstdint>

namespace hearth::chat {

struct Rules {
  /// In groups of up to so many members anybody may write @all and @here; in larger ones those who manage
  /// them.
  std::uint32_t everybody_up_to = 50;
};

}  // namespace hearth::chat
