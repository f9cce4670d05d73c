// PresenceBoard: who is there, by the connections they have. The most present of a person's devices counts;
// do_not_disturb wins over all. Memory only: after a restart everybody is offline until they come back.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/guarded.h"
#include "chat/directory.h"
#include "chat/hooks.h"
#include "chat/outlet.h"

namespace hearth::chat {

class PresenceBoard {
 public:
  PresenceBoard(Directory& directory, Outlet& outlet, Hooks& hooks)
      : directory_(directory), outlet_(outlet), hooks_(hooks) {}

  /// A connection of this person has come, as online; or has gone. Any thread; never waits.
  void arrive(PersonId person, std::uint64_t origin);
  void depart(PersonId person, std::uint64_t origin);
  /// How the device behind this connection wants to be seen.
  void set(PersonId person, std::uint64_t origin, Presence state);

  PresenceState state_of(PersonId person) const;
  std::vector<PresenceState> states_of(std::span<const PersonId> people) const;
  std::size_t online_count() const;

  /// Those whose last connection went longer than kGrace ago become offline: a reconnect is not a farewell.
  /// The app calls it every second.
  void tick(Time at);
  /// Who was last seen when, since the last call: to be stored.
  std::vector<std::pair<PersonId, Time>> take_last_seen();

  static constexpr std::chrono::seconds kGrace{8};

 private:
  struct Seat {
    std::vector<std::pair<std::uint64_t, Presence>> connections;  // by arrival
    Presence shown = Presence::kOffline;
    Time left_at;  // when the last connection went
  };
  struct Seats {
    std::unordered_map<PersonId, Seat> by_person;
    std::vector<PersonId> leaving;
    std::vector<std::pair<PersonId, Time>> last_seen;
  };

  static Presence combined(const Seat& seat);
  void tell(PersonId person, Presence state, std::optional<Time> last_seen);
  template <class F>
  void change(PersonId person, F&& with_seat);

  Directory& directory_;
  Outlet& outlet_;
  Hooks& hooks_;
  Guarded<Seats> seats_;
};

}  // namespace hearth::chat
