#include "demo/talk.h"

#include <algorithm>

#include "base/text.h"

namespace hearth::demo {
namespace {

using namespace chat;
using namespace std::chrono;

constexpr std::uint64_t kAnswersPerMille = 136, kEditsPerMille = 30, kRemovalsPerMille = 4;
constexpr std::uint64_t kReactionsPerMille = 170, kPinsPerMille = 12;
/// How often which, of every hundred.
constexpr std::pair<const char*, std::uint32_t> kReactions[] = {
    {"👍", 38}, {"❤️", 14}, {"😂", 11}, {"🎉", 9}, {"👀", 8}, {"🙏", 8}, {"✅", 7}, {"🔥", 5},
};
/// The same short word may be said again at once, the same sentence not.
constexpr std::size_t kWorthNoticing = 16, kSaidLately = 150;

}  // namespace

void Talk::play(std::span<const Beat> beats, const std::vector<Player>& players, Time at) {
  const Cast parts = give_parts(beats, players);
  scene_.remembered.clear();
  for (const auto& [role, player] : parts) scene_.cast[role] = player->speaker;

  const Seq first = log_.seq() + 1;
  Time when = std::max(at, log_.last_at() + seconds(dice_.between(45, 900)));
  PersonId before;
  for (const Beat& beat : beats) {
    const Player* player = nullptr;
    for (const auto& [role, taken_by] : parts)
      if (role == beat.role) player = taken_by;
    if (beat.role == 'z') {
      // Somebody, but nobody who answers themselves.
      player = &dice_.one_of(players);
      for (int tries = 0; player->person == before && tries < 4; ++tries) player = &dice_.one_of(players);
    }
    std::string body = speak(beat);
    if (before) when = later(when, before, player->person, body.size());
    std::optional<Seq> reply_to;
    if (before && dice_.permille(kAnswersPerMille)) reply_to = answered(first, player->person);
    log_.post(player->person, std::move(body), reply_to, std::min(when, until_ - 1s));
    before = player->person;
  }
  change_some(first);
  react_to_some(first, players);
}

std::string Talk::speak(const Beat& beat) {
  std::string body;
  for (int tries = 0; tries < 5; ++tries) {
    body = to_nfc(std::string(trim(phrases_.compose(*beat.pieces, dice_, scene_))));
    if (body.size() < kWorthNoticing || std::ranges::find(lately_, body) == lately_.end()) break;
  }
  if (body.size() >= kWorthNoticing) lately_.push_back(body);
  if (lately_.size() > kSaidLately) lately_.pop_front();
  return body;
}

Talk::Cast Talk::give_parts(std::span<const Beat> beats, const std::vector<Player>& players) {
  Cast parts;
  std::vector<const Player*> taken;
  // All four, since phrases may speak of somebody who says nothing.
  for (const char role : {'a', 'b', 'c', 'd'}) {
    const bool begins = !beats.empty() && beats.front().role == role;
    taken.push_back(&pick(players, taken, begins || role == 'a'));
    parts.emplace_back(role, taken.back());
  }
  parts.emplace_back('z', taken[1]);
  return parts;
}

const Player& Talk::pick(const std::vector<Player>& players, const std::vector<const Player*>& taken,
                         bool begins) {
  std::vector<std::uint32_t> weights;
  for (const Player& player : players) {
    const bool is_taken = std::ranges::find(taken, &player) != taken.end();
    weights.push_back(is_taken || (begins && !player.may_begin) ? 0 : player.talks);
  }
  // Where there are fewer people than parts, the last who came in speaks for the others too.
  if (std::ranges::all_of(weights, [](std::uint32_t weight) { return weight == 0; }))
    return taken.empty() ? players.front() : *taken[std::min<std::size_t>(taken.size() - 1, 1)];
  return players[dice_.weighted(weights)];
}

Time Talk::later(Time at, PersonId before, PersonId now, std::size_t length) {
  // The time it takes to write, within reason.
  at += seconds(std::min<std::size_t>(length / 6, 240));
  if (before == now) return at + milliseconds(dice_.between(4'000, 70'000));
  const std::uint64_t roll = dice_.below(100);
  if (roll < 64) return at + milliseconds(dice_.between(9'000, 200'000));
  if (roll < 90) return at + milliseconds(dice_.between(200'000, 900'000));
  return at + milliseconds(dice_.between(900'000, 4'200'000));
}

std::optional<Seq> Talk::answered(Seq first, PersonId by) {
  for (int tries = 0; tries < 3; ++tries) {
    const Seq seq = dice_.percent(40) ? first : dice_.between(first, log_.seq());
    if (log_.message(seq).sender != by) return seq;
  }
  return {};
}

/// Most reactions are one person's; what somebody begins, others join.
void Talk::react_to_some(Seq first, const std::vector<Player>& players) {
  std::vector<std::uint32_t> weights;
  for (const auto& [emoji, weight] : kReactions) weights.push_back(weight);
  for (Seq seq = first; seq <= log_.seq(); ++seq) {
    if (log_.message(seq).deleted_at) continue;
    Time at = log_.message(seq).edited_at.value_or(log_.message(seq).at);
    const auto soon = [&](std::uint64_t most) {
      return std::min(at + seconds(dice_.between(5, most)), until_ - 1s);
    };
    if (dice_.permille(kReactionsPerMille)) {
      std::string emoji = kReactions[dice_.weighted(weights)].first;
      do {
        at = soon(600);
        const PersonId person = dice_.one_of(players).person;
        if (person != log_.message(seq).sender) log_.react(seq, person, emoji, at);
        if (dice_.percent(15)) emoji = kReactions[dice_.weighted(weights)].first;
      } while (dice_.percent(players.size() > 2 ? 55 : 8));
    }
    if (dice_.permille(kPinsPerMille)) log_.pin(seq, dice_.one_of(players).person, soon(3600));
  }
}

void Talk::change_some(Seq first) {
  for (Seq seq = first; seq <= log_.seq(); ++seq) {
    const Time at = log_.message(seq).at;
    const auto soon = [&](std::uint64_t most) {
      return std::min(at + seconds(dice_.between(10, most)), until_ - 1s);
    };
    if (dice_.permille(kEditsPerMille)) log_.edit(seq, soon(500));
    if (dice_.permille(kRemovalsPerMille)) log_.remove(seq, soon(3000));
  }
}

}  // namespace hearth::demo
