// FloodGuard: the built-in rule that nobody posts faster than people can read. A user of the hooks like any
// other.
#pragma once

#include <chrono>
#include <unordered_map>

#include "base/guarded.h"
#include "chat/hooks.h"

namespace hearth::chat {

class FloodGuard {
 public:
  static constexpr const char* kOwner = "hearth.flood_guard";

  /// `a_minute`: messages of one person; a quarter of them may come at once. Registers itself; `hooks` must
  /// outlive this.
  FloodGuard(Hooks& hooks, std::uint32_t a_minute);
  ~FloodGuard();

 private:
  using Clock = std::chrono::steady_clock;
  struct Bucket {
    double tokens;
    Clock::time_point at;
  };

  std::optional<Refusal> check(PersonId person, Clock::time_point at);

  Hooks& hooks_;
  const double burst_, per_second_;
  Guarded<std::unordered_map<PersonId, Bucket>> buckets_;
};

}  // namespace hearth::chat
