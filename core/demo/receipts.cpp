#include "demo/receipts.h"

#include <algorithm>

namespace hearth::demo {
namespace {

using namespace chat;
using namespace std::chrono;

constexpr std::size_t kRecentTalks = 8;
constexpr Seq kStep = 40;

/// The messages up to which people read in one go.
std::vector<Seq> resting_places(const std::vector<Seq>& ends) {
  std::vector<Seq> places;
  for (std::size_t i = 0; i < ends.size(); ++i) {
    const bool recent = i + kRecentTalks >= ends.size();
    if (recent || places.empty() || ends[i] - places.back() >= kStep) places.push_back(ends[i]);
  }
  return places;
}

milliseconds reading_delay(Dice& dice) {
  const std::uint64_t roll = dice.below(100);
  if (roll < 58) return milliseconds(dice.between(3'000, 240'000));
  if (roll < 90) return milliseconds(dice.between(240'000, 7'200'000));
  return milliseconds(dice.between(7'200'000, 32'000'000));
}

/// How far a member has read at the end.
Seq read_at_the_end(const ConversationLog& log, const Member& m, const std::vector<Seq>& ends, bool away,
                    Time until, Dice& dice) {
  Seq own = 0;
  for (Seq seq = log.seq(); seq > m.read_seq && own == 0; --seq)
    if (log.message(seq).sender == m.person) own = seq;
  const Seq least = std::max(own, m.read_seq);
  if (away) {
    Seq before = log.seq();
    while (before > least && log.message(before).at > until - days(6)) --before;
    return before;
  }
  if (log.seq() == least || dice.percent(68)) return log.seq();
  // Up to a talk among the last ones, or into the middle of the last.
  if (ends.size() < 2 || dice.percent(30)) return dice.between(least, log.seq());
  const std::size_t back = dice.between(1, std::min<std::size_t>(ends.size() - 1, 4));
  return std::max(least, ends[ends.size() - 1 - back]);
}

void add_advances(ConversationLog& log, Member& m, const std::vector<Seq>& places, Seq end, Seq read,
                  Time until, Dice& dice) {
  auto& advances = log.made().advances;
  Time got{}, saw{};
  const auto reach = [&](bool is_read, Seq up_to, Time at) {
    Seq& mark = is_read ? m.read_seq : m.delivered_seq;
    Time& last = is_read ? saw : got;
    if (up_to <= mark) return;
    last = std::min(std::max(last, at), until - 1ms);
    mark = up_to;
    advances.push_back({m.person, is_read, up_to, last});
  };
  for (const Seq place : places) {
    if (place > end) break;
    const Time at = log.message(place).at;
    reach(false, place, at + milliseconds(dice.between(300, 20'000)));
    const bool skips = dice.percent(15);
    const milliseconds delay = reading_delay(dice);
    if (place <= read && (!skips || place == read)) reach(true, place, std::max(at + delay, got));
  }
  reach(false, end, log.message(end).at + milliseconds(dice.between(300, 20'000)));
  if (read > m.read_seq) reach(true, read, std::max(log.message(read).at + reading_delay(dice), got));
  m.delivered_seq = std::max(m.delivered_seq, m.read_seq);
}

}  // namespace

void add_receipts(ConversationLog& log, const std::vector<Seq>& ends, const std::vector<Reading>& readings,
                  Time until, Dice& dice) {
  if (log.seq() == 0) return;
  const std::vector<Seq> places = resting_places(ends);
  const Rev rev = log.next_rev();
  for (Member& m : log.made().members) {
    Seq end = log.seq();
    if (m.left_at)
      while (end > 1 && log.message(end).at > *m.left_at) --end;
    const auto reading =
        std::ranges::find_if(readings, [&](const Reading& r) { return r.person == m.person; });
    const bool away = reading != readings.end() && reading->away;
    const Seq read = m.left_at ? end : read_at_the_end(log, m, ends, away, until, dice);
    add_advances(log, m, places, end, read, until, dice);
    if (!m.left_at) m.rev = rev;
  }
}

}  // namespace hearth::demo
