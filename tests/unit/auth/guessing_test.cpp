#include "auth/guessing.h"

#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include "auth/device.h"
#include "base/random.h"

namespace hearth::auth {

class GuessingTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(GuessingTest);
  CPPUNIT_TEST(one_stranger_has_five_tries);
  CPPUNIT_TEST(many_strangers_share_ten_tries);
  CPPUNIT_TEST(tries_come_back_with_time);
  CPPUNIT_TEST(an_attacker_cannot_lock_the_admin_out);
  CPPUNIT_TEST(an_attacker_on_the_same_network_cannot_lock_the_admin_out_of_a_known_browser);
  CPPUNIT_TEST(a_known_place_is_limited_too);
  CPPUNIT_TEST(the_eight_latest_places_are_known);
  CPPUNIT_TEST(one_place_cannot_spray_a_password_over_many_accounts);
  CPPUNIT_TEST(an_ipv6_network_is_one_place);
  CPPUNIT_TEST(unknown_logins_are_limited_like_known_ones);
  CPPUNIT_TEST(spelling_does_not_give_new_tries);
  CPPUNIT_TEST(a_right_password_costs_nothing);
  CPPUNIT_TEST(a_refused_try_takes_nothing);
  CPPUNIT_TEST(registrations_are_limited_by_place);
  CPPUNIT_TEST(a_clock_that_is_set_back_opens_nothing);
  CPPUNIT_TEST(a_flood_of_logins_does_not_fill_the_memory);
  CPPUNIT_TEST(device_cookies_belong_to_who_signed_in);
  CPPUNIT_TEST_SUITE_END();

  Time time_ = *parse_rfc3339("2026-03-01T09:00:00Z");
  Guessing guessing_{{}, [this] { return time_; }};

  bool try_once(const std::string& login, const std::string& address,
                std::optional<std::uint64_t> proof = {}) {
    return static_cast<bool>(guessing_.begin(login, address, proof));
  }
  int tries_until_refused(const std::string& login, const std::string& address,
                          std::optional<std::uint64_t> proof = {}) {
    int n = 0;
    while (n < 1000 && try_once(login, address, proof)) ++n;
    return n;
  }
  void sign_in(const std::string& login, const std::string& address) {
    auto attempt = guessing_.begin(login, address, {});
    CPPUNIT_ASSERT(attempt);
    attempt->succeeded();
  }
  /// As many as it takes, each from an address of its own.
  void attack(const std::string& login) {
    for (int i = 0; i < 200; ++i) try_once(login, "203.0.113." + std::to_string(i));
    CPPUNIT_ASSERT(!try_once(login, "198.51.100.99"));
  }

  void one_stranger_has_five_tries() {
    CPPUNIT_ASSERT_EQUAL(5, tries_until_refused("ana", "203.0.113.5"));
    const auto refusal = guessing_.begin("ana", "203.0.113.5", {});
    CPPUNIT_ASSERT(refusal.reason().code == chat::RefusalCode::kTooMany);
    CPPUNIT_ASSERT_EQUAL(180'000U, refusal.reason().retry_after_ms);
    CPPUNIT_ASSERT_MESSAGE("others are not held up by it", try_once("ana", "203.0.113.6"));
    CPPUNIT_ASSERT(try_once("ben", "203.0.113.5"));
  }

  void many_strangers_share_ten_tries() {
    int taken = 0;
    for (int i = 0; i < 50; ++i) taken += try_once("ana", "203.0.113." + std::to_string(i));
    CPPUNIT_ASSERT_EQUAL(10, taken);
  }

  void tries_come_back_with_time() {
    tries_until_refused("ana", "203.0.113.5");
    const auto wait = guessing_.begin("ana", "203.0.113.5", {}).reason().retry_after_ms;
    time_ += std::chrono::milliseconds{wait - 1};
    CPPUNIT_ASSERT(!try_once("ana", "203.0.113.5"));
    time_ += std::chrono::milliseconds{1};
    CPPUNIT_ASSERT(try_once("ana", "203.0.113.5"));
    CPPUNIT_ASSERT(!try_once("ana", "203.0.113.5"));
    time_ += std::chrono::hours{24};
    CPPUNIT_ASSERT_EQUAL(5, tries_until_refused("ana", "203.0.113.5"));
  }

  void an_attacker_cannot_lock_the_admin_out() {
    sign_in("admin", "192.0.2.10");
    for (int hour = 0; hour < 24; ++hour) {
      attack("admin");
      CPPUNIT_ASSERT_MESSAGE("from where the admin signed in before", try_once("admin", "192.0.2.10"));
      CPPUNIT_ASSERT_MESSAGE("on the server itself", try_once("admin", "127.0.0.1"));
      CPPUNIT_ASSERT_MESSAGE("on the server itself", try_once("admin", "::1"));
      CPPUNIT_ASSERT_MESSAGE("with a known browser, wherever it is", try_once("admin", "198.51.100.7", 4711));
      time_ += std::chrono::hours{1};
    }
  }

  void an_attacker_on_the_same_network_cannot_lock_the_admin_out_of_a_known_browser() {
    sign_in("admin", "192.0.2.10");
    tries_until_refused("admin", "192.0.2.10");
    for (int i = 0; i < 100; ++i) try_once("colleague" + std::to_string(i), "192.0.2.10");
    CPPUNIT_ASSERT(try_once("admin", "192.0.2.10", 4711));
  }

  void a_known_place_is_limited_too() {
    sign_in("ana", "192.0.2.10");
    CPPUNIT_ASSERT_EQUAL(10, tries_until_refused("ana", "192.0.2.10"));
    CPPUNIT_ASSERT_EQUAL(10, tries_until_refused("ana", "127.0.0.1"));
    CPPUNIT_ASSERT_EQUAL(10, tries_until_refused("ana", "192.0.2.10", 4711));
    CPPUNIT_ASSERT_MESSAGE("it is known for this login only", tries_until_refused("ben", "192.0.2.10") <= 5);
  }

  void the_eight_latest_places_are_known() {
    for (int i = 0; i < 9; ++i) guessing_.learn("ana", "192.0.2." + std::to_string(i));
    attack("ana");
    CPPUNIT_ASSERT_MESSAGE("the oldest was forgotten", !try_once("ana", "192.0.2.0"));
    for (int i = 1; i < 9; ++i) CPPUNIT_ASSERT(try_once("ana", "192.0.2." + std::to_string(i)));
  }

  void one_place_cannot_spray_a_password_over_many_accounts() {
    int taken = 0;
    for (int i = 0; i < 500; ++i) taken += try_once("person" + std::to_string(i), "203.0.113.5");
    CPPUNIT_ASSERT_EQUAL(15, taken);
    time_ += std::chrono::minutes{1};
    for (int i = 0; i < 500; ++i) taken += try_once("other" + std::to_string(i), "203.0.113.5");
    CPPUNIT_ASSERT_EQUAL(30, taken);
  }

  void an_ipv6_network_is_one_place() {
    int taken = 0;
    for (int i = 0; i < 50; ++i) taken += try_once("ana", "2001:db8:1:2::" + std::to_string(i + 1));
    CPPUNIT_ASSERT_EQUAL(5, taken);
    CPPUNIT_ASSERT(try_once("ana", "2001:db8:1:3::1"));
    CPPUNIT_ASSERT_MESSAGE(
        "an IPv4 address is the same however it is written",
        tries_until_refused("ben", "203.0.113.9") == 5 && !try_once("ben", "::ffff:203.0.113.9"));
    CPPUNIT_ASSERT_MESSAGE("what is no address is not the server itself",
                           tries_until_refused("cleo", "localhost") == 5);
  }

  void unknown_logins_are_limited_like_known_ones() {
    sign_in("ana", "192.0.2.10");
    CPPUNIT_ASSERT_EQUAL(tries_until_refused("ana", "203.0.113.5"),
                         tries_until_refused("nobody", "203.0.113.6"));
  }

  void spelling_does_not_give_new_tries() {
    int taken = 0;
    for (const char* login : {"ana", "ANA", " ana", "Ana ", "\xC3\xA1na", "aNa", "an\xC3\xA1", "ANa"})
      taken += try_once(login, "203.0.113.5");
    CPPUNIT_ASSERT_EQUAL(5, taken);
  }

  void a_right_password_costs_nothing() {
    for (int i = 0; i < 100; ++i) sign_in("ana", "203.0.113.5");
    for (int i = 0; i < 100; ++i) guessing_.begin("ana", "203.0.113.6", {})->withdraw();
    CPPUNIT_ASSERT_EQUAL(5, tries_until_refused("ana", "203.0.113.6"));
  }

  void a_refused_try_takes_nothing() {
    for (int i = 0; i < 100; ++i) try_once("ana", "203.0.113.5");
    CPPUNIT_ASSERT_EQUAL_MESSAGE("the one stranger used five of the ten", 5,
                                 tries_until_refused("ana", "203.0.113.6"));
  }

  void registrations_are_limited_by_place() {
    const auto registrations = [&](const std::string& address) {
      int n = 0;
      while (n < 100 && guessing_.begin_registration(address)) ++n;
      return n;
    };
    CPPUNIT_ASSERT_EQUAL(30, registrations("203.0.113.5"));
    CPPUNIT_ASSERT_EQUAL(30, registrations("203.0.113.6"));
    CPPUNIT_ASSERT_EQUAL(100, registrations("127.0.0.1"));
  }

  void a_clock_that_is_set_back_opens_nothing() {
    tries_until_refused("ana", "203.0.113.5");
    time_ -= std::chrono::hours{5};
    CPPUNIT_ASSERT(!try_once("ana", "203.0.113.5"));
    time_ += std::chrono::minutes{3};
    CPPUNIT_ASSERT(try_once("ana", "203.0.113.5"));
  }

  void a_flood_of_logins_does_not_fill_the_memory() {
    GuessingRules small;
    small.most_entries = 100;
    Guessing guessing(small, [this] { return time_; });
    for (int i = 0; i < 20'000; ++i)
      [[maybe_unused]] const auto outcome = guessing.begin(
          "flood" + std::to_string(i), "10." + std::to_string(i % 250) + ".0." + std::to_string(i / 250), {});
    CPPUNIT_ASSERT(guessing.size() <= 200);
  }

  void device_cookies_belong_to_who_signed_in() {
    const Keys keys = Keys::from_text(random_token(32));
    const Devices devices(keys);
    chat::Account ana;
    ana.person.user_name = "ana";
    ana.email = "Ana@example.org";
    const std::string cookie = devices.issue(ana, time_);
    CPPUNIT_ASSERT(devices.prove(cookie, "ana", time_));
    CPPUNIT_ASSERT(devices.prove(cookie, " ANA ", time_));
    CPPUNIT_ASSERT(devices.prove(cookie, "ana@EXAMPLE.org", time_));
    CPPUNIT_ASSERT(devices.prove(cookie, "ana", time_) == devices.prove(cookie, "ana@example.org", time_));
    CPPUNIT_ASSERT(devices.prove(cookie, "ana", time_) !=
                   devices.prove(devices.issue(ana, time_), "ana", time_));
    CPPUNIT_ASSERT(!devices.prove(cookie, "ben", time_));
    CPPUNIT_ASSERT(!devices.prove(cookie, "ana", time_ + Devices::kLifetime));
    CPPUNIT_ASSERT(!devices.prove("", "ana", time_));
    CPPUNIT_ASSERT(!devices.prove(cookie.substr(1), "ana", time_));
    CPPUNIT_ASSERT(!Devices(Keys::from_text(random_token(32))).prove(cookie, "ana", time_));
    chat::Account ben;
    ben.person.user_name = "ben";
    CPPUNIT_ASSERT(!devices.prove(devices.issue(ben, time_), "@", time_));
    for (std::size_t i = 0; i < cookie.size(); ++i) {
      std::string changed = cookie;
      changed[i] = changed[i] == 'A' ? 'B' : 'A';
      const bool proves_both =
          devices.prove(changed, "ana", time_) && devices.prove(changed, "ana@example.org", time_);
      CPPUNIT_ASSERT(!proves_both);
    }
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(GuessingTest);

}  // namespace hearth::auth
