#include "demo/calendar.h"

#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include <map>

namespace hearth::demo {

using namespace std::chrono;

class CalendarTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(CalendarTest);
  CPPUNIT_TEST(time_never_goes_back_and_ends_before_the_end);
  CPPUNIT_TEST(weekends_and_nights_are_quiet);
  CPPUNIT_TEST_SUITE_END();

  void time_never_goes_back_and_ends_before_the_end() {
    for (const char* end : {"2025-03-01T00:00:00Z", "2026-07-05T00:00:00Z", "2027-01-01T00:00:00Z"})
      for (const int offset : {-480, -180, 0, 60, 330, 540, 720}) {
        const Time until = *parse_rfc3339(end);
        const Calendar calendar(until, minutes(offset));
        Time before = until - days(Calendar::kDays + 2);
        for (Moment m = 0; m < kLastMoment; m += 99'991) {
          const Time at = calendar.at(m);
          CPPUNIT_ASSERT(at >= before);
          before = at;
        }
        CPPUNIT_ASSERT(calendar.at(kLastMoment) < until);
        CPPUNIT_ASSERT(calendar.at(kLastMoment) > until - days(2));
        CPPUNIT_ASSERT(calendar.at(0) < until - days(Calendar::kDays - 8));
      }
  }

  void weekends_and_nights_are_quiet() {
    const Calendar calendar(*parse_rfc3339("2026-03-04T00:00:00Z"), minutes(540));
    std::map<unsigned, int> by_weekday, by_hour;
    int all = 0;
    for (Moment m = 0; m < kLastMoment; m += 9'973, ++all) {
      const auto local = calendar.at(m) + minutes(540);
      const auto day = floor<days>(local);
      ++by_weekday[weekday{day}.c_encoding()];
      ++by_hour[static_cast<unsigned>(floor<hours>(local - day).count())];
    }
    CPPUNIT_ASSERT((by_weekday[0] + by_weekday[6]) * 20 < all);
    CPPUNIT_ASSERT(by_weekday[2] * 7 > all);
    CPPUNIT_ASSERT((by_hour[23] + by_hour[0] + by_hour[1] + by_hour[2] + by_hour[3] + by_hour[4]) * 50 < all);
    CPPUNIT_ASSERT(by_hour[10] * 12 > all);
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(CalendarTest);

}  // namespace hearth::demo
