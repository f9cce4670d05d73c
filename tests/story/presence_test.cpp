// Who is there: told to those who watch, with a grace for who only changes trains.
#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include "person.h"

namespace hearth::story {

class PresenceTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(PresenceTest);
  CPPUNIT_TEST(ana_sees_ben_come_and_be_away);
  CPPUNIT_TEST(the_most_present_device_counts);
  CPPUNIT_TEST(who_does_not_watch_is_not_told);
  CPPUNIT_TEST(who_comes_back_in_time_was_never_away);
  CPPUNIT_TEST(who_stays_away_was_last_seen_when_they_went);
  CPPUNIT_TEST(over_rest_one_only_asks);
  CPPUNIT_TEST(the_server_ends_well);
  CPPUNIT_TEST_SUITE_END();

  static House& house() {
    static House kHouse;
    return kHouse;
  }
  static Json watch(const std::vector<const Person*>& people) {
    Json ids = Json::array();
    for (const Person* person : people) ids.push_back(person->id());
    return {{"people", ids}};
  }
  static auto that_is(const Person& person, const std::string& state) {
    return [&person, state](const Json& event) {
      return event["presence"]["person"] == person.id() && event["presence"]["state"] == state;
    };
  }

  void ana_sees_ben_come_and_be_away() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    Device anas = ana.device();
    const Json now = anas.call("presence.watch", watch({&ben}));
    CPPUNIT_ASSERT_EQUAL(Json("offline"), now["presence"][0]["state"]);
    Device bens = ben.device();
    anas.expect("presence.changed", that_is(ben, "online"));
    bens.call("presence.set", {{"state", "away"}});
    anas.expect("presence.changed", that_is(ben, "away"));
    bens.call("presence.set", {{"state", "do_not_disturb"}});
    anas.expect("presence.changed", that_is(ben, "do_not_disturb"));
    CPPUNIT_ASSERT_EQUAL(std::string("invalid"), bens.ask("presence.set", {{"state", "dancing"}}).code());
  }

  void the_most_present_device_counts() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    Device anas = ana.device(), phone = ben.device(), desk = ben.device();
    const auto state = [&] { return anas.call("presence.watch", watch({&ben}))["presence"][0]["state"]; };
    CPPUNIT_ASSERT_EQUAL(Json("online"), state());
    phone.call("presence.set", {{"state", "away"}});
    CPPUNIT_ASSERT_EQUAL(Json("online"), state());
    desk.call("presence.set", {{"state", "away"}});
    anas.expect("presence.changed", that_is(ben, "away"));
    phone.call("presence.set", {{"state", "do_not_disturb"}});
    desk.call("presence.set", {{"state", "online"}});
    CPPUNIT_ASSERT_EQUAL(Json("do_not_disturb"), state());
    phone.drop();
    anas.expect("presence.changed", that_is(ben, "online"));
  }

  void who_does_not_watch_is_not_told() {
    Person ana(house(), "Ana"), ben(house(), "Ben"), carl(house(), "Carl");
    Device anas = ana.device(), bens = ben.device();
    anas.call("presence.watch", watch({&ben}));
    anas.call("presence.watch", watch({&carl}));  // instead of Ben
    bens.call("presence.set", {{"state", "away"}});
    Device carls = carl.device();
    anas.expect("presence.changed", that_is(carl, "online"));
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, anas.count("presence.changed", that_is(ben, "away")));
  }

  void who_comes_back_in_time_was_never_away() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    Device anas = ana.device();
    anas.call("presence.watch", watch({&ben}));
    {
      Device bens = ben.device();
      anas.expect("presence.changed", that_is(ben, "online"));
      bens.drop();
    }
    Device back = ben.device();
    back.call("presence.set", {{"state", "away"}});
    Json event = anas.expect("presence.changed");
    // Between the two nobody heard that he was gone.
    while (event["presence"]["state"] == "online") event = anas.expect("presence.changed");
    CPPUNIT_ASSERT_EQUAL(Json("away"), event["presence"]["state"]);
  }

  void who_stays_away_was_last_seen_when_they_went() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    Device anas = ana.device();
    anas.call("presence.watch", watch({&ben}));
    Json before;
    {
      Device bens = ben.device();
      anas.expect("presence.changed", that_is(ben, "online"));
      before = bens.welcome()["at"];
      bens.drop();
    }
    const Json gone = anas.expect("presence.changed", that_is(ben, "offline"));
    CPPUNIT_ASSERT(gone["presence"]["last_seen"] >= before);
    house().restart();  // and it is stored
    const Json now = ana.get("/presence?people=" + std::to_string(ben.id()));
    CPPUNIT_ASSERT_EQUAL(gone["presence"]["last_seen"], now["presence"][0]["last_seen"]);
  }

  void over_rest_one_only_asks() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    Device bens = ben.device();
    const Json now = ana.get("/presence?people=" + std::to_string(ben.id()) + "," + std::to_string(ana.id()));
    CPPUNIT_ASSERT_EQUAL(Json("online"), now["presence"][0]["state"]);
    CPPUNIT_ASSERT_EQUAL(Json("offline"), now["presence"][1]["state"]);
    CPPUNIT_ASSERT(ana.get("/presence?people=999999")["presence"].empty());
  }

  void the_server_ends_well() { house().stop(); }
};
CPPUNIT_TEST_SUITE_REGISTRATION(PresenceTest);

}  // namespace hearth::story
