#include "jobs/backoff.h"

#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

namespace hearth::jobs {

using namespace std::chrono_literals;

class BackoffTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(BackoffTest);
  CPPUNIT_TEST(each_wait_is_twice_the_last_until_the_longest);
  CPPUNIT_TEST(chance_spreads_over_the_second_half);
  CPPUNIT_TEST(no_number_of_attempts_is_too_large);
  CPPUNIT_TEST_SUITE_END();

  void each_wait_is_twice_the_last_until_the_longest() {
    const Backoff backoff{1s, 10s, 5};
    CPPUNIT_ASSERT(backoff.after(1, 1) == 1s);
    CPPUNIT_ASSERT(backoff.after(2, 1) == 2s);
    CPPUNIT_ASSERT(backoff.after(3, 1) == 4s);
    CPPUNIT_ASSERT(backoff.after(4, 1) == 8s);
    CPPUNIT_ASSERT(backoff.after(5, 1) == 10s);
    CPPUNIT_ASSERT(backoff.after(6, 1) == 10s);
    CPPUNIT_ASSERT_MESSAGE("a first that is longer than the longest",
                           Backoff({1min, 10s, 5}).after(1, 1) == 10s);
  }

  void chance_spreads_over_the_second_half() {
    const Backoff backoff{10s, 1h, 5};
    CPPUNIT_ASSERT(backoff.after(1, 0) == 5s);
    CPPUNIT_ASSERT(backoff.after(1, 0.5) == 7500ms);
    CPPUNIT_ASSERT(backoff.after(2, 0) == 10s);
    CPPUNIT_ASSERT(backoff.after(1, 7) == 10s && backoff.after(1, -7) == 5s);
  }

  void no_number_of_attempts_is_too_large() {
    CPPUNIT_ASSERT(Backoff().after(4'000'000'000U, 1) == 1h);
    CPPUNIT_ASSERT(Backoff({1ms, std::chrono::milliseconds::max(), 5}).after(4'000'000'000U, 0) > 24h);
    CPPUNIT_ASSERT(Backoff().after(0, 1) == 5s);
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(BackoffTest);

}  // namespace hearth::jobs
