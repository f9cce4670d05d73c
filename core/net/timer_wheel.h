// TimerWheel: deadlines for many thousand connections, at no cost while they only move later. Owned by one
// EventLoop, used on its thread.
//
// A ring of lists, one per tick of kTick milliseconds. A timer sits in the list of its due tick, or in the
// farthest one when it is due later than the ring reaches. Moving a deadline later only writes it down: when
// the old tick comes, the timer is put where it belongs.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace hearth::net {

class TimerWheel;

/// Something with one deadline. Leaves its wheel when destroyed.
class Timer {
 public:
  Timer() = default;
  Timer(const Timer&) = delete;
  Timer& operator=(const Timer&) = delete;
  virtual ~Timer();

  /// Called once when the deadline has passed, up to one tick late. May set a new one, and may destroy the
  /// timer.
  virtual void on_timer() = 0;

 private:
  friend class TimerWheel;
  Timer* previous_ = nullptr;
  Timer* next_ = nullptr;
  TimerWheel* wheel_ = nullptr;  // null while no deadline is set
  std::int64_t due_ = 0;         // may be later than the tick of the list it sits in
  std::uint32_t slot_ = 0;
};

class TimerWheel {
 public:
  static constexpr std::int64_t kTick = 20;

  TimerWheel() = default;
  TimerWheel(const TimerWheel&) = delete;
  TimerWheel& operator=(const TimerWheel&) = delete;
  ~TimerWheel();

  /// `timer` is due at `due` (milliseconds of the loop's clock), instead of whenever it was.
  void set(Timer& timer, std::int64_t due);
  void cancel(Timer& timer);

  /// Calls every timer that is due at `now`.
  void advance(std::int64_t now);

  /// Milliseconds until the next tick with a timer in it; -1 when there is none.
  std::int64_t wait(std::int64_t now) const;

 private:
  static constexpr std::size_t kSlots = 1024;

  void link(Timer& timer, std::int64_t due);
  void unlink(Timer& timer);

  std::array<Timer*, kSlots> slots_{};
  std::array<std::uint64_t, kSlots / 64> used_{};
  std::int64_t tick_ = 0;  // no tick before this one is handled any more
};

}  // namespace hearth::net
