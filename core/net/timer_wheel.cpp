#include "net/timer_wheel.h"

#include <algorithm>
#include <bit>

namespace hearth::net {

Timer::~Timer() {
  if (wheel_) wheel_->cancel(*this);
}

TimerWheel::~TimerWheel() {
  for (Timer*& head : slots_)
    while (head) {
      Timer* timer = head;
      head = timer->next_;
      timer->wheel_ = nullptr;
    }
}

void TimerWheel::link(Timer& timer, std::int64_t due) {
  // Rounded up: a timer never fires early. What lies beyond the ring waits in its last list and is looked at
  // again. One list stays free, so that nothing lands in the list that advance() is just emptying.
  const std::int64_t tick = std::clamp((due + kTick - 1) / kTick, tick_, tick_ + std::int64_t{kSlots} - 2);
  const auto slot = static_cast<std::size_t>(tick) % kSlots;
  timer.slot_ = static_cast<std::uint32_t>(slot);
  timer.wheel_ = this;
  timer.previous_ = nullptr;
  timer.next_ = slots_[slot];
  if (timer.next_) timer.next_->previous_ = &timer;
  slots_[slot] = &timer;
  used_[slot / 64] |= std::uint64_t{1} << (slot % 64);
}

void TimerWheel::unlink(Timer& timer) {
  const std::size_t slot = timer.slot_;
  if (timer.previous_)
    timer.previous_->next_ = timer.next_;
  else
    slots_[slot] = timer.next_;
  if (timer.next_) timer.next_->previous_ = timer.previous_;
  if (!slots_[slot]) used_[slot / 64] &= ~(std::uint64_t{1} << (slot % 64));
  timer.wheel_ = nullptr;
  timer.previous_ = timer.next_ = nullptr;
}

void TimerWheel::set(Timer& timer, std::int64_t due) {
  const bool later = timer.wheel_ && due >= timer.due_;
  timer.due_ = due;
  if (later) return;
  if (timer.wheel_) unlink(timer);
  link(timer, due);
}

void TimerWheel::cancel(Timer& timer) {
  if (timer.wheel_) unlink(timer);
}

void TimerWheel::advance(std::int64_t now) {
  const std::int64_t last = now / kTick;
  // After a long sleep one round over the ring is enough.
  std::int64_t tick = std::max(tick_, last - std::int64_t{kSlots} + 1);
  for (; tick <= last; ++tick) {
    tick_ = tick + 1;
    const auto slot = static_cast<std::size_t>(tick) % kSlots;
    // One by one from the front: whoever is called may cancel or destroy any other timer.
    while (Timer* timer = slots_[slot]) {
      unlink(*timer);
      if (timer->due_ <= now)
        timer->on_timer();
      else
        link(*timer, timer->due_);
    }
  }
  tick_ = std::max(tick_, last + 1);
}

std::int64_t TimerWheel::wait(std::int64_t now) const {
  const auto start = static_cast<std::size_t>(tick_) % kSlots;
  for (std::size_t step = 0; step <= kSlots;) {
    const std::size_t slot = (start + step) % kSlots;
    const std::uint64_t word = used_[slot / 64] >> (slot % 64);
    if (word == 0) {
      step += 64 - slot % 64;
      continue;
    }
    const std::int64_t tick = tick_ + static_cast<std::int64_t>(step) + std::countr_zero(word);
    return std::max<std::int64_t>(0, tick * kTick - now);
  }
  return -1;
}

}  // namespace hearth::net
