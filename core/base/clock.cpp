#include "base/clock.h"

#include <cstdint>

namespace hearth {
namespace {

void put_digits(char* at, int width, std::uint64_t value) {
  for (int i = width - 1; i >= 0; --i, value /= 10) at[i] = static_cast<char>('0' + value % 10);
}

bool take_digits(std::string_view& text, int width, int& out) {
  if (text.size() < static_cast<std::size_t>(width)) return false;
  out = 0;
  for (int i = 0; i < width; ++i) {
    const char c = text[static_cast<std::size_t>(i)];
    if (c < '0' || c > '9') return false;
    out = out * 10 + (c - '0');
  }
  text.remove_prefix(static_cast<std::size_t>(width));
  return true;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

}  // namespace

Time now() {
  return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

void append_rfc3339(std::string& out, Time at) {
  using namespace std::chrono;
  const auto day = floor<days>(at);
  const year_month_day date{day};
  const auto in_day = static_cast<std::uint64_t>((at - day).count());
  char text[] = "0000-00-00T00:00:00.000Z";
  put_digits(text, 4, static_cast<std::uint64_t>(static_cast<int>(date.year())));
  put_digits(text + 5, 2, static_cast<unsigned>(date.month()));
  put_digits(text + 8, 2, static_cast<unsigned>(date.day()));
  put_digits(text + 11, 2, in_day / 3'600'000);
  put_digits(text + 14, 2, in_day / 60'000 % 60);
  put_digits(text + 17, 2, in_day / 1000 % 60);
  put_digits(text + 20, 3, in_day % 1000);
  out.append(text, sizeof text - 1);
}

std::string to_rfc3339(Time at) {
  std::string out;
  append_rfc3339(out, at);
  return out;
}

std::optional<Time> parse_rfc3339(std::string_view text) {
  using namespace std::chrono;
  int y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0;
  if (!take_digits(text, 4, y) || !take(text, '-') || !take_digits(text, 2, mo) || !take(text, '-') ||
      !take_digits(text, 2, d))
    return {};
  if (!take(text, 'T') && !take(text, 't')) return {};
  if (!take_digits(text, 2, h) || !take(text, ':') || !take_digits(text, 2, mi) || !take(text, ':') ||
      !take_digits(text, 2, s))
    return {};
  int milli = 0;
  if (take(text, '.')) {
    int digits = 0;
    for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; text.remove_prefix(1), ++digits)
      if (digits < 3) milli = milli * 10 + (text.front() - '0');
    if (digits == 0) return {};
    for (; digits < 3; ++digits) milli *= 10;
  }
  minutes offset{0};
  if (!take(text, 'Z') && !take(text, 'z')) {
    const bool behind = !text.empty() && text.front() == '-';
    int oh = 0, om = 0;
    if (!take(text, '+') && !take(text, '-')) return {};
    if (!take_digits(text, 2, oh) || !take(text, ':') || !take_digits(text, 2, om) || oh > 23 || om > 59)
      return {};
    offset = minutes{oh * 60 + om} * (behind ? -1 : 1);
  }
  const year_month_day date{year{y}, month{static_cast<unsigned>(mo)}, day{static_cast<unsigned>(d)}};
  if (!text.empty() || !date.ok() || h > 23 || mi > 59 || s > 60) return {};
  return Time{sys_days{date}.time_since_epoch() + hours{h} + minutes{mi} + seconds{s} + milliseconds{milli} -
              offset};
}

}  // namespace hearth
