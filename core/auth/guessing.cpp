#include "auth/guessing.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "auth/digest.h"
#include "auth/network_place.h"
#include "auth/recent_map.h"
#include "auth/token_bucket.h"
#include "base/guarded.h"
#include "base/random.h"
#include "base/text.h"

namespace hearth::auth {
namespace {

constexpr std::size_t kKnownPlaces = 8;
using KnownPlaces = std::array<std::uint64_t, kKnownPlaces>;  // the latest first; 0 is none

std::string folded(std::string_view login) {
  login = trim(login);
  return is_utf8(login) ? fold(login) : std::string(login);
}

BucketRule in_window(unsigned tries, std::chrono::milliseconds window) {
  return {static_cast<double>(tries), window / std::max(1U, tries)};
}

Failure<chat::Refusal> too_many(std::chrono::milliseconds wait) {
  const auto seconds = (wait.count() + 999) / 1000;
  const std::string when =
      seconds < 90 ? std::to_string(seconds) + " seconds" : std::to_string((seconds + 59) / 60) + " minutes";
  auto refusal = chat::refuse(chat::RefusalCode::kTooMany, "Too many attempts. Try again in " + when + ".");
  refusal.reason.retry_after_ms = static_cast<std::uint32_t>(wait.count());
  return refusal;
}

}  // namespace

struct Guessing::Draw {
  std::uint64_t bucket;
  BucketRule rule;
};

struct Guessing::State {
  explicit State(std::size_t most)
      : tables(Tables{RecentMap<TokenBucket>(most), RecentMap<KnownPlaces>(most)}) {}

  /// A short name for a budget. Keyed by a secret of this process, so that nobody can aim at the name of
  /// another.
  std::uint64_t name(std::string_view kind, std::string_view a, std::string_view b = {}) const {
    std::string text;
    for (const std::string_view part : {kind, a, b}) {
      text += std::to_string(part.size());
      text += ':';
      text += part;
    }
    const Digest tag = key.tag(text);
    std::uint64_t out = 0;
    std::memcpy(&out, tag.data(), sizeof out);
    return out;
  }

  struct Tables {
    RecentMap<TokenBucket> buckets;
    RecentMap<KnownPlaces> places;
  };
  const HmacKey key{random_bytes(32)};
  Guarded<Tables> tables;
};

Guessing::Guessing(GuessingRules rules, TimeSource time)
    : rules_(rules), time_(std::move(time)), state_(std::make_unique<State>(rules.most_entries)) {}

Guessing::~Guessing() = default;

chat::Outcome<Guessing::Attempt> Guessing::begin(std::string_view login, const std::string& address,
                                                 std::optional<std::uint64_t> proof) {
  const std::string account = folded(login);
  const NetworkPlace place = place_of(address);
  Attempt attempt;
  attempt.login_ = state_->name("login", account);
  attempt.place_ = state_->name("place", place.key());

  std::vector<Draw> draws;
  if (!place.loopback && !proof)
    draws.push_back({state_->name("all of a place", place.key()),
                     {static_cast<double>(rules_.place_burst),
                      std::chrono::milliseconds{60'000} / std::max(1U, rules_.place_per_minute)}});
  const bool known = place.loopback || state_->tables.with([&](State::Tables& tables) {
    const KnownPlaces* places = tables.places.find(attempt.login_);
    return places != nullptr && std::find(places->begin(), places->end(), attempt.place_) != places->end();
  });
  if (proof) {
    draws.push_back({state_->name("proof", account, std::to_string(*proof)),
                     in_window(rules_.known_tries, rules_.window)});
  } else if (known) {
    draws.push_back(
        {state_->name("known", account, place.key()), in_window(rules_.known_tries, rules_.window)});
  } else {
    draws.push_back({state_->name("stranger", account, place.key()),
                     in_window(rules_.stranger_tries_per_place, rules_.window)});
    draws.push_back({state_->name("strangers", account), in_window(rules_.stranger_tries, rules_.window)});
  }
  return draw(std::move(attempt), draws);
}

chat::Outcome<Guessing::Attempt> Guessing::begin_registration(const std::string& address) {
  const NetworkPlace place = place_of(address);
  std::vector<Draw> draws;
  if (!place.loopback)
    draws.push_back({state_->name("registrations", place.key()),
                     in_window(rules_.registrations_per_place, std::chrono::hours{1})});
  return draw({}, draws);
}

chat::Outcome<Guessing::Attempt> Guessing::draw(Attempt attempt, const std::vector<Draw>& draws) {
  const Time now = time_();
  std::chrono::milliseconds wait{0};
  state_->tables.with([&](State::Tables& tables) {
    for (const Draw& one : draws)
      if (TokenBucket* bucket = tables.buckets.find(one.bucket)) {
        bucket->move_to(now, one.rule);
        wait = std::max(wait, bucket->wait(one.rule));
      }
    if (wait.count() > 0) return;
    for (const Draw& one : draws) tables.buckets.find_or_add(one.bucket, TokenBucket{0, now}).taken += 1;
  });
  if (wait.count() > 0) return too_many(wait);
  attempt.guessing_ = this;
  for (const Draw& one : draws) attempt.taken_.push_back(one.bucket);
  return attempt;
}

void Guessing::give_back(const Attempt& attempt) {
  state_->tables.with([&](State::Tables& tables) {
    for (const std::uint64_t name : attempt.taken_) {
      TokenBucket* bucket = tables.buckets.find(name);
      if (bucket == nullptr) continue;
      bucket->taken -= 1;
      if (bucket->taken <= 0) tables.buckets.erase(name);  // a full bucket is the same as none
    }
  });
}

void Guessing::remember(std::uint64_t login, std::uint64_t place) {
  state_->tables.with([&](State::Tables& tables) {
    KnownPlaces& places = tables.places.find_or_add(login, KnownPlaces{});
    auto at = std::find(places.begin(), places.end(), place);
    if (at == places.end()) at = std::prev(places.end());  // the oldest goes
    *at = place;
    std::rotate(places.begin(), at, std::next(at));
  });
}

void Guessing::learn(std::string_view login, const std::string& address) {
  const NetworkPlace place = place_of(address);
  if (!place.loopback) remember(state_->name("login", folded(login)), state_->name("place", place.key()));
}

void Guessing::learn(const chat::Account& account, const std::string& address) {
  learn(account.person.user_name, address);
  if (account.email) learn(*account.email, address);
}

std::size_t Guessing::size() const {
  return state_->tables.read(
      [](const State::Tables& tables) { return tables.buckets.size() + tables.places.size(); });
}

void Guessing::Attempt::succeeded() {
  if (guessing_ == nullptr) return;
  guessing_->give_back(*this);
  if (login_ != 0) guessing_->remember(login_, place_);
  guessing_ = nullptr;
}

void Guessing::Attempt::withdraw() {
  if (guessing_ == nullptr) return;
  guessing_->give_back(*this);
  guessing_ = nullptr;
}

}  // namespace hearth::auth
