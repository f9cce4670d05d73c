// RateLimits: how often somebody may ask. Token buckets by kind of work, one set for each person (their
// devices, programs and scripts together, over REST and WebSocket) and one for each address (all that is
// behind it). Owned by the app; any thread, event loops too: one short lock of one of many shards. In memory
// only and of bounded size: who was not heard of for the longest is forgotten, and begins with full buckets.
#pragma once

#include <array>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "auth/recent_map.h"
#include "auth/time_source.h"
#include "auth/token_bucket.h"
#include "base/guarded.h"
#include "chat/cost.h"
#include "chat/refusal.h"
#include "chat/values.h"

namespace hearth::auth {

/// Calls a minute of one person, by kind; so many may also come at once. 0: no limit.
struct RateRules {
  std::array<std::uint32_t, chat::kCosts> a_minute{};
  std::uint32_t address_factor = 20;  // so many people may be behind one address
};

class RateLimits {
 public:
  /// What is left after a call. `limit` 0: nothing is counted.
  struct Verdict {
    bool allowed = true;
    std::uint32_t limit = 0;            // calls a minute
    std::uint32_t remaining = 0;        // calls that may come now
    std::chrono::milliseconds wait{0};  // until one more may come; when `allowed`, until the bucket is full
  };

  RateLimits(RateRules rules, TimeSource time);

  Verdict take(chat::PersonId person, chat::Cost cost);
  /// By the NetworkPlace of the address; this machine itself is not counted.
  Verdict take(const std::string& address, chat::Cost cost);

  static constexpr chat::Cost kAll[] = {chat::Cost::kRead, chat::Cost::kWrite, chat::Cost::kExpensive,
                                        chat::Cost::kSignIn};
  static std::string_view name_of(chat::Cost cost);

 private:
  static constexpr std::size_t kShards = 32;
  static constexpr std::size_t kMostInShard = 2048;  // about 150 bytes each
  using Buckets = std::array<TokenBucket, chat::kCosts>;
  using Shard = Guarded<RecentMap<Buckets>>;

  Verdict take(std::uint64_t key, chat::Cost cost, std::uint32_t a_minute);

  const RateRules rules_;
  const TimeSource time_;
  std::array<std::unique_ptr<Shard>, kShards> shards_;
};

/// The refusal of a verdict that does not allow.
chat::Refusal too_often(const RateLimits::Verdict& verdict);

}  // namespace hearth::auth
