#include "jobs/rhythm.h"

#include <time.h>

#include <stdexcept>

namespace hearth::jobs {

using namespace std::chrono;

seconds system_zone(Time at) {
  const std::time_t moment = system_clock::to_time_t(at);
  std::tm local{};
  ::localtime_r(&moment, &local);
  return seconds(local.tm_gmtoff);
}

Rhythm Rhythm::every(seconds interval) {
  if (interval < 1s) throw std::invalid_argument("a rhythm of less than a second");
  Rhythm rhythm;
  rhythm.interval_ = interval;
  return rhythm;
}

Rhythm Rhythm::daily(minutes after_midnight, Zone zone) {
  if (after_midnight < 0min || after_midnight >= 24h) throw std::invalid_argument("no time of a day");
  Rhythm rhythm;
  rhythm.after_midnight_ = after_midnight;
  rhythm.zone_ = std::move(zone);
  return rhythm;
}

/// When the local clock shows the wanted time on a day.
Time Rhythm::on_day(sys_days day) const {
  // Read as if it were UTC: the real moment is less than a day away, and so are the offsets before and after
  // any change of the clock.
  const Time shown = Time(day) + after_midnight_;
  const Time by_earlier = shown - zone_(shown - 24h), by_later = shown - zone_(shown + 24h);
  const auto shows_it = [&](Time moment) { return moment + zone_(moment) == shown; };
  const auto [first, second] = std::minmax(by_earlier, by_later);
  if (shows_it(first)) return first;
  if (shows_it(second)) return second;
  return by_earlier;  // the clock jumps over it
}

Time Rhythm::next_after(Time at) const {
  if (interval_ > 0s) {
    const auto since = floor<seconds>(at).time_since_epoch();
    return Time(since - since % interval_ + interval_);
  }
  for (auto day = floor<days>(at + zone_(at)) - days(1);; day += days(1))
    if (const Time moment = on_day(day); moment > at) return moment;
}

std::string Rhythm::text() const {
  if (interval_ > 0s) return "every " + std::to_string(interval_.count()) + " s";
  const auto two = [](auto n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return "daily at " + two(after_midnight_.count() / 60) + ":" + two(after_midnight_.count() % 60);
}

}  // namespace hearth::jobs
