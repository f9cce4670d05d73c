// Rhythm: when recurring work is due. A value.
#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "base/clock.h"

namespace hearth::jobs {

/// How far local time is ahead of UTC at a moment.
using Zone = std::function<std::chrono::seconds(Time)>;

/// That of the machine (TZ, /etc/localtime). Any thread.
std::chrono::seconds system_zone(Time at);

class Rhythm {
 public:
  /// At every whole multiple of `interval` since 1970, so that all processes mean the same moments and
  /// nothing drifts. Throws std::invalid_argument unless it is at least a second.
  static Rhythm every(std::chrono::seconds interval);

  /// Once a day, so long after midnight by the local clock (00:00 to 23:59, else std::invalid_argument).
  /// Where the clock is put forward over that time, as much later as it is put forward; where it shows it
  /// twice, at the first.
  static Rhythm daily(std::chrono::minutes after_midnight, Zone zone = system_zone);

  /// The first moment after `at`.
  Time next_after(Time at) const;

  /// "every 3600 s", "daily at 03:30": what is stored, to notice a change.
  std::string text() const;

 private:
  Rhythm() = default;
  Time on_day(std::chrono::sys_days day) const;

  std::chrono::seconds interval_{0};  // 0: daily
  std::chrono::minutes after_midnight_{0};
  Zone zone_;
};

}  // namespace hearth::jobs
