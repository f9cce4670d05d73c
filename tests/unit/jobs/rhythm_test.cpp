#include "jobs/rhythm.h"

#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include <cstdlib>
#include <ctime>
#include <stdexcept>

namespace hearth::jobs {

using namespace std::chrono_literals;

class RhythmTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(RhythmTest);
  CPPUNIT_TEST(an_interval_is_counted_from_the_same_moment_everywhere);
  CPPUNIT_TEST(a_daily_time_is_local);
  CPPUNIT_TEST(summer_and_winter_have_the_same_time_on_the_clock);
  CPPUNIT_TEST(a_time_that_the_clock_jumps_over_comes_later_that_day);
  CPPUNIT_TEST(a_time_that_the_clock_shows_twice_comes_once);
  CPPUNIT_TEST(every_day_of_a_year_has_exactly_one);
  CPPUNIT_TEST(far_from_greenwich);
  CPPUNIT_TEST(a_rhythm_says_what_it_is);
  CPPUNIT_TEST(what_is_no_rhythm_is_refused);
  CPPUNIT_TEST_SUITE_END();

  static Time at(const char* text) { return parse_rfc3339(text).value(); }
  static std::string next(const Rhythm& rhythm, const char* after) {
    return to_rfc3339(rhythm.next_after(at(after)));
  }
  static void say(const char* expected, const std::string& got) {
    CPPUNIT_ASSERT_EQUAL(std::string(expected), got);
  }
  /// The machine's time zone for this test. The rules stand in the text, so that no zone data are needed.
  static void move_to(const char* rules) {
    ::setenv("TZ", rules, 1);
    ::tzset();
  }
  static constexpr const char* kBerlin = "CET-1CEST,M3.5.0,M10.5.0/3";

  void an_interval_is_counted_from_the_same_moment_everywhere() {
    const auto hourly = Rhythm::every(1h);
    say("2026-03-22T13:00:00.000Z", next(hourly, "2026-03-22T12:00:00.000Z"));
    say("2026-03-22T13:00:00.000Z", next(hourly, "2026-03-22T12:00:00.001Z"));
    say("2026-03-22T13:00:00.000Z", next(hourly, "2026-03-22T12:59:59.999Z"));
    say("2026-03-22T12:00:10.000Z", next(Rhythm::every(10s), "2026-03-22T12:00:03Z"));
  }

  void a_daily_time_is_local() {
    const auto rhythm = Rhythm::daily(3h + 30min);
    say("2026-01-10T02:30:00.000Z", next(rhythm, "2026-01-09T02:30:00Z"));
    say("2026-01-09T02:30:00.000Z", next(rhythm, "2026-01-09T02:29:59.999Z"));
    say("2026-01-10T02:30:00.000Z", next(rhythm, "2026-01-09T23:30:00Z"));
    say("2026-01-09T23:00:00.000Z", next(Rhythm::daily(0min), "2026-01-09T22:59:00Z"));
    say("2026-01-10T22:59:00.000Z", next(Rhythm::daily(23h + 59min), "2026-01-09T22:59:00Z"));
  }

  void summer_and_winter_have_the_same_time_on_the_clock() {
    const auto noon = Rhythm::daily(12h);
    say("2026-03-28T11:00:00.000Z", next(noon, "2026-03-27T12:00:00Z"));
    say("2026-03-29T10:00:00.000Z", next(noon, "2026-03-28T11:00:00Z"));
    say("2026-10-24T10:00:00.000Z", next(noon, "2026-10-23T12:00:00Z"));
    say("2026-10-25T11:00:00.000Z", next(noon, "2026-10-24T10:00:00Z"));
  }

  void a_time_that_the_clock_jumps_over_comes_later_that_day() {
    // On 29 March 02:00 is followed by 03:00. Half past two is then half past three.
    const auto rhythm = Rhythm::daily(2h + 30min);
    say("2026-03-29T01:30:00.000Z", next(rhythm, "2026-03-28T01:30:00Z"));
    say("2026-03-30T00:30:00.000Z", next(rhythm, "2026-03-29T01:30:00Z"));
  }

  void a_time_that_the_clock_shows_twice_comes_once() {
    // On 25 October 03:00 is followed by 02:00 again.
    const auto rhythm = Rhythm::daily(2h + 30min);
    say("2026-10-25T00:30:00.000Z", next(rhythm, "2026-10-24T00:30:00Z"));
    say("2026-10-26T01:30:00.000Z", next(rhythm, "2026-10-25T00:30:00Z"));
    say("2026-10-26T01:30:00.000Z", next(rhythm, "2026-10-25T01:00:00Z"));
  }

  void every_day_of_a_year_has_exactly_one() {
    for (const auto of_day : {0min, 119min, 120min, 150min, 179min, 180min, 1439min}) {
      const auto rhythm = Rhythm::daily(of_day);
      Time time = at("2025-12-31T22:59:30Z");
      int days = 0;
      for (; time < at("2026-12-31T22:59:30Z"); ++days) {
        const Time then = rhythm.next_after(time);
        CPPUNIT_ASSERT(then > time);
        CPPUNIT_ASSERT_MESSAGE("from any moment before it, it is the same",
                               rhythm.next_after(time + (then - time) / 2) == then);
        time = then;
      }
      CPPUNIT_ASSERT_EQUAL(366, days);
    }
  }

  void far_from_greenwich() {
    move_to("<+14>-14");
    say("2026-01-09T10:00:00.000Z", next(Rhythm::daily(0min), "2026-01-08T12:00:00Z"));
    move_to("<-11>11");
    say("2026-01-09T11:00:00.000Z", next(Rhythm::daily(0min), "2026-01-08T12:00:00Z"));
    // Lord Howe: half an hour of summer time, beginning at two on the first Sunday of October.
    move_to("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0");
    say("2026-10-03T15:45:00.000Z", next(Rhythm::daily(2h + 15min), "2026-10-03T00:00:00Z"));
  }

  void a_rhythm_says_what_it_is() {
    say("every 90 s", Rhythm::every(90s).text());
    say("daily at 03:05", Rhythm::daily(3h + 5min).text());
    say("daily at 23:59", Rhythm::daily(23h + 59min).text());
  }

  void what_is_no_rhythm_is_refused() {
    CPPUNIT_ASSERT_THROW(Rhythm::every(0s), std::invalid_argument);
    CPPUNIT_ASSERT_THROW(Rhythm::daily(24h), std::invalid_argument);
    CPPUNIT_ASSERT_THROW(Rhythm::daily(-1min), std::invalid_argument);
  }

 public:
  void setUp() override { move_to(kBerlin); }
  void tearDown() override {
    ::unsetenv("TZ");
    ::tzset();
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(RhythmTest);

}  // namespace hearth::jobs
