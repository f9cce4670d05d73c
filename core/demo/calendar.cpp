#include "demo/calendar.h"

#include <algorithm>
#include <array>

namespace hearth::demo {
namespace {

using namespace std::chrono;

/// How much is said in each hour of the day.
constexpr std::array<std::uint32_t, 24> kWorkday = {1,  0,  0,   0,  0,  1,  6,  38, 88, 118, 112, 92,
                                                    40, 84, 106, 98, 74, 42, 18, 10, 9,  7,   4,   2};
constexpr std::array<std::uint32_t, 24> kFreeDay = {2,  0,  0,  0,  0,  0,  1,  4,  14, 30, 42, 38,
                                                    30, 28, 32, 34, 30, 34, 38, 36, 30, 20, 10, 5};

constexpr std::uint64_t kScale = kLastMoment;

bool is_holiday(const year_month_day& date) {
  static constexpr std::array kHolidays = {January / 1,   January / 6,  May / 1,       August / 15,
                                           October / 3,   November / 1, December / 24, December / 25,
                                           December / 26, December / 31};
  return std::ranges::find(kHolidays, month_day(date.month(), date.day())) != kHolidays.end();
}

std::uint32_t talk_of(sys_days day, bool is_free) {
  const year_month_day date{day};
  if (is_free) return weekday{day} == Saturday ? 60 : 45;
  std::uint32_t talk = weekday{day} == Friday ? 820 : 1000;
  if (date.month() == August) talk = talk * 6 / 10;
  if (date.month() == December && unsigned(date.day()) > 20) talk = talk * 4 / 10;
  // Some weeks are busy for reasons of their own.
  static constexpr std::array<std::uint32_t, 7> kWeeks = {100, 92, 118, 84, 106, 97, 125};
  return talk * kWeeks[static_cast<std::size_t>(day.time_since_epoch().count() / 7) % kWeeks.size()] / 100;
}

template <class Weights>
std::uint64_t sum_of(const Weights& weights) {
  std::uint64_t sum = 0;
  for (const std::uint32_t weight : weights) sum += weight;
  return sum;
}

/// Which of `weights` the place falls on (a place is counted in weight times kScale); what is left of it goes
/// back into `place`.
template <class Weights>
std::size_t fall(const Weights& weights, std::uint64_t& place) {
  std::size_t i = 0;
  for (; i + 1 < weights.size() && place >= weights[i] * kScale; ++i) place -= weights[i] * kScale;
  return i;
}

}  // namespace

Calendar::Calendar(Time until, minutes offset) {
  // The last day that is over everywhere where this calendar is used.
  const sys_days last_day = floor<days>(until + std::min(offset, minutes(0)));
  const sys_days first_day = last_day - days(kDays);
  midnight_ = Time(first_day) - offset;
  for (int i = 0; i < kDays; ++i) {
    const sys_days day = first_day + days(i);
    const bool is_free =
        weekday{day} == Saturday || weekday{day} == Sunday || is_holiday(year_month_day{day});
    free_.push_back(is_free);
    days_.push_back(talk_of(day, is_free));
  }
  sum_ = sum_of(days_);
}

Time Calendar::at(Moment moment) const {
  std::uint64_t place = std::min<std::uint64_t>(moment, kLastMoment - 1) * sum_;
  const std::size_t day = fall(days_, place);
  const auto& hours_of_day = free_[day] ? kFreeDay : kWorkday;
  place = place / days_[day] * sum_of(hours_of_day);
  const std::size_t hour = fall(hours_of_day, place);
  const std::uint64_t ms =
      std::min<std::uint64_t>(place / hours_of_day[hour] * 3'600'000 / kScale, 3'599'999);
  return midnight_ + days(day) + hours(hour) + milliseconds(ms);
}

}  // namespace hearth::demo
