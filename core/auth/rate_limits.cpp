#include "auth/rate_limits.h"

#include <functional>

#include "auth/network_place.h"

namespace hearth::auth {
namespace {

using chat::Cost;

/// Spreads numbers that follow each other (splitmix64); with a bit that keeps people and addresses apart.
std::uint64_t key_of(std::uint64_t number, bool is_address) {
  number += 0x9E3779B97F4A7C15;
  number = (number ^ (number >> 30)) * 0xBF58476D1CE4E5B9;
  number = (number ^ (number >> 27)) * 0x94D049BB133111EB;
  return ((number ^ (number >> 31)) & ~std::uint64_t{1}) | std::uint64_t{is_address};
}

}  // namespace

std::string_view RateLimits::name_of(Cost cost) {
  switch (cost) {
    case Cost::kRead:
      return "read";
    case Cost::kWrite:
      return "write";
    case Cost::kExpensive:
      return "expensive";
    case Cost::kSignIn:
      break;
  }
  return "sign-in";
}

RateLimits::RateLimits(RateRules rules, TimeSource time) : rules_(rules), time_(std::move(time)) {
  for (auto& shard : shards_) shard = std::make_unique<Shard>(RecentMap<Buckets>(kMostInShard));
}

RateLimits::Verdict RateLimits::take(chat::PersonId person, Cost cost) {
  return take(key_of(person.value, false), cost, rules_.a_minute[static_cast<std::size_t>(cost)]);
}

RateLimits::Verdict RateLimits::take(const std::string& address, Cost cost) {
  const NetworkPlace place = place_of(address);
  if (place.loopback) return {};
  // Nobody has a sign-in of their own before they are known: there the rule is the address's.
  const std::uint64_t limit = std::uint64_t{rules_.a_minute[static_cast<std::size_t>(cost)]} *
                              (cost == Cost::kSignIn ? 1 : rules_.address_factor);
  return take(key_of(std::hash<std::string_view>{}(place.key()), true), cost,
              static_cast<std::uint32_t>(std::min<std::uint64_t>(limit, UINT32_MAX)));
}

RateLimits::Verdict RateLimits::take(std::uint64_t key, Cost cost, std::uint32_t a_minute) {
  if (a_minute == 0) return {};
  // A millisecond is the smallest step: what is faster is as good as unlimited.
  const BucketRule rule{static_cast<double>(a_minute),
                        std::chrono::milliseconds(std::max(1U, 60'000 / a_minute))};
  const Time at = time_();
  Shard& shard = *shards_[(key >> 1) % kShards];
  return shard.with([&](RecentMap<Buckets>& all) {
    Buckets fresh;
    for (TokenBucket& bucket : fresh) bucket.at = at;
    TokenBucket& bucket = all.find_or_add(key, fresh)[static_cast<std::size_t>(cost)];
    bucket.move_to(at, rule);
    Verdict verdict{true, a_minute, 0, bucket.wait(rule)};
    if (verdict.wait.count() > 0) {
      verdict.allowed = false;
      return verdict;
    }
    bucket.taken += 1;
    verdict.remaining = static_cast<std::uint32_t>(std::max(0.0, rule.burst - bucket.taken));
    verdict.wait = std::chrono::milliseconds(
        static_cast<std::int64_t>(std::ceil(bucket.taken * static_cast<double>(rule.refill.count()))));
    return verdict;
  });
}

chat::Refusal too_often(const RateLimits::Verdict& verdict) {
  return {chat::RefusalCode::kTooMany,
          "Too many requests. Please slow down.",
          {},
          static_cast<std::uint32_t>(verdict.wait.count())};
}

}  // namespace hearth::auth
