#include "chat/flood_guard.h"

#include <algorithm>

namespace hearth::chat {
namespace {

/// Beyond so many people, those whose bucket is full again are forgotten: a full bucket is as good as none.
constexpr std::size_t kRemembered = 4096;

}  // namespace

FloodGuard::FloodGuard(Hooks& hooks, std::uint32_t a_minute)
    : hooks_(hooks), burst_(std::max(5.0, a_minute / 4.0)), per_second_(a_minute / 60.0) {
  hooks_.message_posting.add(kOwner,
                             [this](MessageDraft& draft) { return check(draft.who.person, Clock::now()); });
}

FloodGuard::~FloodGuard() {
  hooks_.remove(kOwner);
}

std::optional<Refusal> FloodGuard::check(PersonId person, Clock::time_point at) {
  const double missing = buckets_.with([&](auto& buckets) {
    const auto filled = [&](const Bucket& bucket) {
      return std::min(burst_,
                      bucket.tokens + std::chrono::duration<double>(at - bucket.at).count() * per_second_);
    };
    if (buckets.size() > kRemembered)
      std::erase_if(buckets, [&](const auto& entry) { return filled(entry.second) >= burst_; });
    const auto [place, is_new] = buckets.try_emplace(person, Bucket{burst_, at});
    Bucket& bucket = place->second;
    bucket.tokens = filled(bucket);
    bucket.at = at;
    if (bucket.tokens < 1) return 1 - bucket.tokens;
    bucket.tokens -= 1;
    return 0.0;
  });
  if (missing <= 0) return {};
  const auto wait_ms = static_cast<std::uint32_t>(missing / per_second_ * 1000) + 1;
  return Refusal{RefusalCode::kTooMany, "You are posting too fast.", {}, wait_ms};
}

}  // namespace hearth::chat
