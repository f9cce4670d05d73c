// How often somebody may ask, on a clock that the test sets.
#include "auth/rate_limits.h"

#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

namespace hearth::auth {

using namespace std::chrono_literals;
using chat::Cost;
using chat::PersonId;

class RateLimitsTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(RateLimitsTest);
  CPPUNIT_TEST(a_minutes_worth_may_come_at_once_and_comes_back_evenly);
  CPPUNIT_TEST(a_clock_that_is_set_back_gives_and_takes_nothing);
  CPPUNIT_TEST(people_addresses_and_kinds_do_not_touch_each_other);
  CPPUNIT_TEST(a_whole_network_of_ipv6_is_one_address);
  CPPUNIT_TEST(this_machine_and_no_limit_are_not_counted);
  CPPUNIT_TEST(who_is_forgotten_begins_with_a_full_bucket);
  CPPUNIT_TEST_SUITE_END();

  Time at_ = now();
  RateLimits limits_{{{60, 30, 10, 20}, 5}, [this] { return at_; }};

  template <class Who>
  std::uint32_t until_refused(const Who& who, Cost cost) {
    std::uint32_t n = 0;
    while (n < 10'000 && limits_.take(who, cost).allowed) ++n;
    return n;
  }

  void a_minutes_worth_may_come_at_once_and_comes_back_evenly() {
    const PersonId ana{1};
    const auto first = limits_.take(ana, Cost::kWrite);
    CPPUNIT_ASSERT(first.allowed && first.limit == 30 && first.remaining == 29 && first.wait == 2000ms);
    CPPUNIT_ASSERT_EQUAL(29U, until_refused(ana, Cost::kWrite));
    const auto refused = limits_.take(ana, Cost::kWrite);
    CPPUNIT_ASSERT(!refused.allowed && refused.remaining == 0 && refused.wait == 2000ms);
    CPPUNIT_ASSERT(too_often(refused).code == chat::RefusalCode::kTooMany);
    CPPUNIT_ASSERT_EQUAL(2000U, too_often(refused).retry_after_ms);
    at_ += 1999ms;
    CPPUNIT_ASSERT(!limits_.take(ana, Cost::kWrite).allowed);
    at_ += 1ms;
    CPPUNIT_ASSERT(limits_.take(ana, Cost::kWrite).allowed);
    CPPUNIT_ASSERT(!limits_.take(ana, Cost::kWrite).allowed);
    at_ += 24h;
    CPPUNIT_ASSERT_EQUAL(30U, until_refused(ana, Cost::kWrite));
  }

  void a_clock_that_is_set_back_gives_and_takes_nothing() {
    const PersonId ana{1};
    until_refused(ana, Cost::kWrite);
    at_ -= 1h;
    CPPUNIT_ASSERT(!limits_.take(ana, Cost::kWrite).allowed);
    at_ += 2s;
    CPPUNIT_ASSERT(limits_.take(ana, Cost::kWrite).allowed);
  }

  void people_addresses_and_kinds_do_not_touch_each_other() {
    until_refused(PersonId{1}, Cost::kWrite);
    CPPUNIT_ASSERT_EQUAL(60U, until_refused(PersonId{1}, Cost::kRead));
    CPPUNIT_ASSERT_EQUAL(30U, until_refused(PersonId{2}, Cost::kWrite));
    // Five people's worth; but signing in has no person yet.
    CPPUNIT_ASSERT_EQUAL(150U, until_refused(std::string("203.0.113.7"), Cost::kWrite));
    CPPUNIT_ASSERT_EQUAL(20U, until_refused(std::string("203.0.113.7"), Cost::kSignIn));
    CPPUNIT_ASSERT_EQUAL(20U, until_refused(std::string("203.0.113.8"), Cost::kSignIn));
  }

  void a_whole_network_of_ipv6_is_one_address() {
    until_refused(std::string("2001:db8::1"), Cost::kSignIn);
    CPPUNIT_ASSERT(!limits_.take(std::string("2001:db8::ffff"), Cost::kSignIn).allowed);
    CPPUNIT_ASSERT(limits_.take(std::string("2001:db8:0:1::1"), Cost::kSignIn).allowed);
  }

  void this_machine_and_no_limit_are_not_counted() {
    for (const char* address : {"127.0.0.1", "::1"})
      CPPUNIT_ASSERT_EQUAL(10'000U, until_refused(std::string(address), Cost::kSignIn));
    RateLimits none({}, [this] { return at_; });
    for (int i = 0; i < 1000; ++i) {
      const auto verdict = none.take(PersonId{1}, Cost::kExpensive);
      CPPUNIT_ASSERT(verdict.allowed && verdict.limit == 0);
    }
  }

  void who_is_forgotten_begins_with_a_full_bucket() {
    until_refused(PersonId{1}, Cost::kWrite);
    for (std::uint64_t other = 2; other < 200'000; ++other) limits_.take(PersonId{other}, Cost::kRead);
    CPPUNIT_ASSERT_EQUAL(30U, until_refused(PersonId{1}, Cost::kWrite));
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(RateLimitsTest);

}  // namespace hearth::auth
