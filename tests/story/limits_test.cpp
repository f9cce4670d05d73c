// Nobody asks so often that the others feel it: limits by person and by address, over REST and WebSocket
// together.
#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include "person.h"

namespace hearth::story {

class LimitsTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(LimitsTest);
  CPPUNIT_TEST(who_asks_too_often_is_told_when_again);
  CPPUNIT_TEST(all_devices_of_a_person_draw_on_one_budget);
  CPPUNIT_TEST(another_person_and_another_kind_of_call_are_not_touched);
  CPPUNIT_TEST(an_address_has_a_limit_whoever_asks_from_it);
  CPPUNIT_TEST(the_defaults_trouble_nobody);
  CPPUNIT_TEST(the_server_ends_well);
  CPPUNIT_TEST_SUITE_END();

  static constexpr int kWrites = 30;

  static House& house() {
    static House kHouse([] {
      HouseRules rules;
      rules.writes_per_minute = kWrites;
      rules.reads_per_minute = 200;
      rules.sign_ins_per_minute = 40;
      rules.people_per_address = 1;
      rules.trusted_proxies = {"unix", "127.0.0.1"};
      return rules;
    }());
    return kHouse;
  }
  /// Asks until it is refused: how often it went well.
  template <class Ask>
  static int until_refused(const Ask& ask) {
    int n = 0;
    while (n < 1000 && ask()) ++n;
    return n;
  }
  static HttpAnswer write(Person& person) { return person.ask("PUT", "/me/presence", {{"state", "online"}}); }

  void who_asks_too_often_is_told_when_again() {
    Person ana(house(), "Ana");
    const HttpAnswer first = write(ana);
    CPPUNIT_ASSERT_EQUAL(std::string("\"write\";q=30;w=60"), first.header("ratelimit-policy"));
    CPPUNIT_ASSERT(first.header("ratelimit").starts_with("\"write\";r=29;t="));
    const int went_well = 1 + until_refused([&] { return write(ana).status == 200; });
    CPPUNIT_ASSERT(went_well >= kWrites && went_well <= kWrites + 5);
    const HttpAnswer refused = write(ana);
    CPPUNIT_ASSERT_EQUAL(429, refused.status);
    CPPUNIT_ASSERT_EQUAL(std::string("too_many"), refused.code());
    const int seconds = std::stoi(refused.header("retry-after"));
    CPPUNIT_ASSERT(seconds >= 1 && seconds <= 2);
    CPPUNIT_ASSERT(refused.header("ratelimit").starts_with("\"write\";r=0;t="));
  }

  void all_devices_of_a_person_draw_on_one_budget() {
    Person ana(house(), "Ana");
    Device one = ana.device(), two = ana.device();
    const Json state{{"state", "online"}};
    const int went_well = until_refused([&] { return one.ask("presence.set", state).code().empty(); });
    CPPUNIT_ASSERT(went_well >= kWrites && went_well <= kWrites + 5);
    const Reply refused = two.ask("presence.set", state);
    CPPUNIT_ASSERT_EQUAL(std::string("too_many"), refused.code());
    CPPUNIT_ASSERT(refused.error["retry_after_ms"].get<int>() > 0);
    CPPUNIT_ASSERT_EQUAL(429, write(ana).status);
    // The connection lives, and reads.
    CPPUNIT_ASSERT(two.ask("ping").code().empty());
  }

  void another_person_and_another_kind_of_call_are_not_touched() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    until_refused([&] { return write(ana).status == 200; });
    CPPUNIT_ASSERT_EQUAL(200, write(ben).status);
    CPPUNIT_ASSERT_EQUAL(200, ana.ask("GET", "/conversations").status);
  }

  void an_address_has_a_limit_whoever_asks_from_it() {
    Person ana(house(), "Ana");
    HttpClient http = house().http();
    const auto sign_in = [&](const std::string& address) {
      return http.ask("POST", "/api/v1/auth/refresh", {{"refresh_token", "none"}},
                      {{"X-Forwarded-For", address}});
    };
    const int went = until_refused([&] { return sign_in("203.0.113.7").status == 401; });
    CPPUNIT_ASSERT(went >= 40 && went <= 45);
    CPPUNIT_ASSERT_EQUAL(429, sign_in("203.0.113.7").status);
    CPPUNIT_ASSERT_EQUAL(401, sign_in("203.0.113.8").status);
    // Of IPv6 addresses a whole /64 is one place.
    until_refused([&] { return sign_in("2001:db8::1").status == 401; });
    CPPUNIT_ASSERT_EQUAL(429, sign_in("2001:db8::2").status);
    CPPUNIT_ASSERT_EQUAL(401, sign_in("2001:db8:0:1::1").status);
    // What a stranger asks in vain counts for the address, not for anybody else.
    const int in_vain = until_refused([&] {
      return http.ask("GET", "/api/v1/conversations", nullptr,
                      {{"X-Forwarded-For", "203.0.113.9"}, {"Authorization", "Bearer nonsense"}})
                 .status == 401;
    });
    CPPUNIT_ASSERT(in_vain >= 200 && in_vain <= 215);
    CPPUNIT_ASSERT_EQUAL(200, ana.ask("GET", "/conversations").status);
  }

  /// With what the installed file says: an eager person on three devices, and a script.
  void the_defaults_trouble_nobody() {
    HouseRules rules;
    rules.reads_per_minute = 6000;
    rules.writes_per_minute = 3000;
    House usual(rules);
    Person ana(usual, "Ana");
    Device device = ana.device();
    const auto notes = ana.direct_with(ana);
    for (int i = 0; i < 1000; ++i) device.call("message.post", message(notes, "Line " + std::to_string(i)));
    for (int i = 0; i < 300; ++i) CPPUNIT_ASSERT_EQUAL(200, ana.ask("GET", "/conversations").status);
    usual.stop();
  }

  void the_server_ends_well() { house().stop(); }
};

CPPUNIT_TEST_SUITE_REGISTRATION(LimitsTest);

}  // namespace hearth::story
