// Time as the client library writes it in DATETIME(3) columns. For .cpp files of store/ only.
#pragma once

#include <mysql.h>

#include "base/clock.h"

namespace hearth::store {

inline MYSQL_TIME to_mysql_time(Time at) {
  using namespace std::chrono;
  const auto day = floor<days>(at);
  const year_month_day date{day};
  const auto ms = static_cast<unsigned>((at - day).count());
  MYSQL_TIME out{};
  out.year = static_cast<unsigned>(static_cast<int>(date.year()));
  out.month = static_cast<unsigned>(date.month());
  out.day = static_cast<unsigned>(date.day());
  out.hour = ms / 3'600'000;
  out.minute = ms / 60'000 % 60;
  out.second = ms / 1000 % 60;
  out.second_part = ms % 1000 * 1000;
  out.time_type = MYSQL_TIMESTAMP_DATETIME;
  return out;
}

inline Time from_mysql_time(const MYSQL_TIME& in) {
  using namespace std::chrono;
  const year_month_day date{year{static_cast<int>(in.year)}, month{in.month}, day{in.day}};
  return Time{sys_days{date}.time_since_epoch() + hours{in.hour} + minutes{in.minute} + seconds{in.second} +
              milliseconds{in.second_part / 1000}};
}

}  // namespace hearth::store
