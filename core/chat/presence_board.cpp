#include "chat/presence_board.h"

#include <algorithm>

namespace hearth::chat {

Presence PresenceBoard::combined(const Seat& seat) {
  Presence best = Presence::kOffline;
  for (const auto& [origin, state] : seat.connections) {
    if (state == Presence::kDoNotDisturb) return state;
    if (state == Presence::kOnline || (state == Presence::kAway && best == Presence::kOffline)) best = state;
  }
  return best;
}

void PresenceBoard::tell(PersonId person, Presence state, std::optional<Time> last_seen) {
  const PresenceState now_is{person, state, last_seen};
  outlet_.tell(Audience::watchers(person), PresenceChanged{now_is});
  hooks_.presence_changed.tell(hooks_.aside, now_is);
}

template <class F>
void PresenceBoard::change(PersonId person, F&& with_seat) {
  std::optional<Presence> news;
  seats_.with([&](Seats& seats) {
    Seat& seat = seats.by_person[person];
    with_seat(seats, seat);
    // Nobody left: who shows as offline is decided by the tick, after the grace.
    if (seat.connections.empty()) return;
    const Presence state = combined(seat);
    if (state != seat.shown) news = seat.shown = state;
  });
  if (news) tell(person, *news, {});
}

void PresenceBoard::arrive(PersonId person, std::uint64_t origin) {
  change(person, [&](Seats&, Seat& seat) { seat.connections.emplace_back(origin, Presence::kOnline); });
}

void PresenceBoard::depart(PersonId person, std::uint64_t origin) {
  change(person, [&](Seats& seats, Seat& seat) {
    const auto gone = std::erase_if(seat.connections, [&](const auto& c) { return c.first == origin; });
    if (gone == 0 || !seat.connections.empty()) return;
    seat.left_at = now();
    seats.leaving.push_back(person);
  });
}

void PresenceBoard::set(PersonId person, std::uint64_t origin, Presence state) {
  change(person, [&](Seats&, Seat& seat) {
    for (auto& [connection, shown] : seat.connections)
      if (connection == origin) shown = state;
  });
}

PresenceState PresenceBoard::state_of(PersonId person) const {
  return states_of(std::span(&person, 1)).front();
}

std::vector<PresenceState> PresenceBoard::states_of(std::span<const PersonId> people) const {
  std::vector<PresenceState> out;
  out.reserve(people.size());
  seats_.read([&](const Seats& seats) {
    for (const PersonId person : people) {
      const auto found = seats.by_person.find(person);
      out.push_back({person, found == seats.by_person.end() ? Presence::kOffline : found->second.shown, {}});
    }
  });
  for (PresenceState& state : out)
    if (state.state == Presence::kOffline) state.last_seen = directory_.last_seen(state.person);
  return out;
}

std::size_t PresenceBoard::online_count() const {
  return seats_.read([](const Seats& seats) { return seats.by_person.size(); });
}

void PresenceBoard::tick(Time at) {
  std::vector<std::pair<PersonId, Time>> gone;
  seats_.with([&](Seats& seats) {
    std::erase_if(seats.leaving, [&](PersonId person) {
      const auto found = seats.by_person.find(person);
      if (found == seats.by_person.end() || !found->second.connections.empty()) return true;  // came back
      if (at - found->second.left_at < kGrace) return false;
      gone.emplace_back(person, found->second.left_at);
      seats.last_seen.emplace_back(gone.back());
      seats.by_person.erase(found);
      return true;
    });
  });
  for (const auto& [person, when] : gone) {
    directory_.set_last_seen(person, when);
    tell(person, Presence::kOffline, when);
  }
}

std::vector<std::pair<PersonId, Time>> PresenceBoard::take_last_seen() {
  return seats_.with([](Seats& seats) { return std::exchange(seats.last_seen, {}); });
}

}  // namespace hearth::chat
