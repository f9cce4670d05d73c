// Mentions: whom a message addresses, who hears of it, and where one finds it again.
#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include "person.h"

namespace hearth::story {

class MentionsTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(MentionsTest);
  CPPUNIT_TEST(a_mention_is_told_counted_and_found_again);
  CPPUNIT_TEST(only_members_are_mentioned_and_only_in_words);
  CPPUNIT_TEST(all_is_for_those_who_may);
  CPPUNIT_TEST(here_is_for_those_who_are_there);
  CPPUNIT_TEST(edits_add_and_take_away);
  CPPUNIT_TEST(who_was_away_finds_it_on_every_device_and_after_a_kill);
  CPPUNIT_TEST(who_leaves_is_not_mentioned_any_more);
  CPPUNIT_TEST(the_list_comes_in_pages_across_conversations);
  CPPUNIT_TEST(the_server_ends_well);
  CPPUNIT_TEST_SUITE_END();

  static House& house() {
    static House kHouse(rules());
    return kHouse;
  }
  static HouseRules rules() {
    HouseRules rules;
    rules.everybody_up_to = 3;
    return rules;
  }
  static std::uint64_t say(Device& device, std::uint64_t conversation, const std::string& body) {
    return device.call("message.post", message(conversation, body))["seq"];
  }
  static std::string at(const Person& person) { return "@" + person.user_name(); }
  static Json line(Person& person, std::uint64_t conversation) {
    return person.get("/conversations/" + std::to_string(conversation));
  }
  static Json unread(Person& person, std::uint64_t conversation) {
    return line(person, conversation).value("mentions", Json::array());
  }
  static Json found(Person& person) {
    Json bodies = Json::array();
    for (const Json& one : person.list("/me/mentions", "mentions")) bodies.push_back(one["message"]["body"]);
    return bodies;
  }
  static Json mentions(const std::vector<const Person*>& people, bool all = false, bool here = false) {
    Json ids = Json::array();
    for (const Person* person : people) ids.push_back(person->id());
    std::sort(ids.begin(), ids.end());
    return {{"people", ids}, {"all", all}, {"here", here}};
  }

  void a_mention_is_told_counted_and_found_again() {
    Person ana(house(), "Ana"), ben(house(), "Ben"), carl(house(), "Carl");
    const auto group = ana.group("Garden", {&ben, &carl});
    Device anas = ana.device(), bens = ben.device();
    const auto seq = say(anas, group, "Can you water, " + at(ben) + "? And " + at(carl) + ".");
    const Json told = bens.expect("message.posted")["message"];
    CPPUNIT_ASSERT_EQUAL(mentions({&ben, &carl}), told["mentions"]);
    CPPUNIT_ASSERT_EQUAL(told,
                         ben.get("/conversations/" + std::to_string(group) + "/messages")["messages"].back());
    say(anas, group, "Thanks");
    CPPUNIT_ASSERT_EQUAL(Json::array({seq}), unread(ben, group));
    CPPUNIT_ASSERT_EQUAL(Json(3), line(ben, group)["unread"]);
    CPPUNIT_ASSERT_EQUAL(Json::array(), unread(ana, group));
    bens.call("receipt.advance", {{"conversation", group}, {"read", seq}});
    CPPUNIT_ASSERT_EQUAL(Json::array(), unread(ben, group));
    const Json place = ben.list("/me/mentions", "mentions").at(0);
    CPPUNIT_ASSERT_EQUAL(Json(group), place["conversation"]);
    CPPUNIT_ASSERT_EQUAL(told, place["message"]);
    CPPUNIT_ASSERT_EQUAL(Json::array(), found(ana));
  }

  void only_members_are_mentioned_and_only_in_words() {
    Person ana(house(), "Ana"), ben(house(), "Ben"), stranger(house(), "Stranger");
    const auto group = ana.group("Two", {&ben});
    Device anas = ana.device(), bens = ben.device();
    for (const std::string& body :
         {at(stranger) + " is not here", "`" + at(ben) + "`", "```\n" + at(ben) + "\n```", "ana" + at(ben),
          at(ben) + "@example.org", std::string("@nobody.at.all")}) {
      say(anas, group, body);
      CPPUNIT_ASSERT_MESSAGE(body, !bens.expect("message.posted")["message"].contains("mentions"));
    }
    CPPUNIT_ASSERT_EQUAL(Json::array(), found(stranger));
    CPPUNIT_ASSERT_EQUAL(Json::array(), found(ben));
    // Whoever wrote it is addressed, and not told.
    say(bens, group, "Note to " + at(ben));
    CPPUNIT_ASSERT_EQUAL(Json::array(), found(ben));
  }

  void all_is_for_those_who_may() {
    Person ana(house(), "Ana"), ben(house(), "Ben"), carl(house(), "Carl"), dora(house(), "Dora");
    const auto small = ana.group("Small", {&ben, &carl}), large = ana.group("Large", {&ben, &carl, &dora});
    const auto talk = ana.direct_with(ben);
    Device anas = ana.device(), bens = ben.device();
    CPPUNIT_ASSERT_EQUAL(Json(3), bens.call("hello")["everybody_up_to"]);
    const auto seq = say(bens, small, "@all tea?");
    CPPUNIT_ASSERT_EQUAL(mentions({}, true), anas.expect("message.posted")["message"]["mentions"]);
    CPPUNIT_ASSERT_EQUAL(Json::array({seq}), unread(carl, small));
    CPPUNIT_ASSERT_EQUAL(Json::array(), unread(ben, small));
    // In a larger one it is text, but from those who manage.
    say(bens, large, "@all tea?");
    CPPUNIT_ASSERT(!anas.expect("message.posted")["message"].contains("mentions"));
    const auto asked = say(anas, large, "@all, tea.");
    CPPUNIT_ASSERT_EQUAL(Json::array({asked}), unread(dora, large));
    say(anas, talk, "@all");
    CPPUNIT_ASSERT_EQUAL(Json::array(), unread(ben, talk));
    CPPUNIT_ASSERT_EQUAL(Json::array({"@all, tea.", "@all tea?"}), found(carl));
    CPPUNIT_ASSERT_EQUAL(Json::array({"@all tea?"}), found(ana));
    // Who comes later was not addressed.
    Person late(house(), "Late");
    ana.post("/conversations/" + std::to_string(large) + "/members", {{"people", {late.id()}}});
    CPPUNIT_ASSERT_EQUAL(Json::array(), unread(late, large));
  }

  void here_is_for_those_who_are_there() {
    Person ana(house(), "Ana"), ben(house(), "Ben"), carl(house(), "Carl");
    const auto group = ana.group("Here", {&ben, &carl});
    Device anas = ana.device(), bens = ben.device();
    bens.call("ping");
    const auto seq = say(anas, group, "@here look!");
    CPPUNIT_ASSERT_EQUAL(mentions({&ben}, false, true), bens.expect("message.posted")["message"]["mentions"]);
    CPPUNIT_ASSERT_EQUAL(Json::array({seq}), unread(ben, group));
    CPPUNIT_ASSERT_EQUAL(Json::array(), unread(carl, group));
    // An edit calls nobody anew.
    Device carls = carl.device();
    carls.call("ping");
    anas.call("message.edit", {{"conversation", group}, {"seq", seq}, {"body", "@here look at this!"}});
    CPPUNIT_ASSERT_EQUAL(mentions({&ben}, false, true),
                         bens.expect("message.changed")["message"]["mentions"]);
    CPPUNIT_ASSERT_EQUAL(Json::array(), unread(carl, group));
  }

  void edits_add_and_take_away() {
    Person ana(house(), "Ana"), ben(house(), "Ben"), carl(house(), "Carl");
    const auto group = ana.group("Edits", {&ben, &carl});
    Device anas = ana.device();
    const auto seq = say(anas, group, at(ben) + ", please");
    const auto edit = [&](const std::string& body) {
      anas.call("message.edit", {{"conversation", group}, {"seq", seq}, {"body", body}});
    };
    edit(at(carl) + ", please");
    CPPUNIT_ASSERT_EQUAL(Json::array(), unread(ben, group));
    CPPUNIT_ASSERT_EQUAL(Json::array(), found(ben));
    CPPUNIT_ASSERT_EQUAL(Json::array({seq}), unread(carl, group));
    edit("@all, please");
    CPPUNIT_ASSERT_EQUAL(Json::array({seq}), unread(ben, group));
    CPPUNIT_ASSERT_EQUAL(Json::array({"@all, please"}), found(carl));
    anas.call("message.delete", {{"conversation", group}, {"seq", seq}});
    for (Person* person : {&ben, &carl}) {
      CPPUNIT_ASSERT_EQUAL(Json::array(), unread(*person, group));
      CPPUNIT_ASSERT_EQUAL(Json::array(), found(*person));
    }
  }

  void who_was_away_finds_it_on_every_device_and_after_a_kill() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto group = ana.group("Away", {&ben});
    Device anas = ana.device(), phone = ben.device(), laptop = ben.device();
    const Json held = phone.call("conversation.get", {{"conversation", group}});
    phone.drop();
    const auto seq = say(anas, group, "Call me, " + at(ben));
    CPPUNIT_ASSERT(laptop.expect("message.posted")["message"].contains("mentions"));
    const auto all = say(anas, group, "@all it is urgent");
    house().kill();
    house().start();
    Device again = ben.device();
    const Json changes = again.call("conversation.sync", {{"conversation", group}, {"rev", held["rev"]}});
    CPPUNIT_ASSERT_EQUAL(Json::array({seq, all}), changes["line"]["mentions"]);
    CPPUNIT_ASSERT_EQUAL(mentions({&ben}), changes["messages"][0]["mentions"]);
    CPPUNIT_ASSERT_EQUAL(Json::array({seq, all}), again.call("hello")["lines"][0]["mentions"]);
    again.call("receipt.advance", {{"conversation", group}, {"read", seq}});
    CPPUNIT_ASSERT_EQUAL(Json::array({all}), unread(ben, group));
  }

  void who_leaves_is_not_mentioned_any_more() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto group = ana.group("Leaving", {&ben});
    Device anas = ana.device();
    say(anas, group, at(ben) + " and @all");
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, found(ben).size());
    ben.post("/conversations/" + std::to_string(group) + "/leave");
    CPPUNIT_ASSERT_EQUAL(Json::array(), found(ben));
    say(anas, group, at(ben) + "?");
    ana.post("/conversations/" + std::to_string(group) + "/members", {{"people", {ben.id()}}});
    CPPUNIT_ASSERT_EQUAL(Json::array(), unread(ben, group));
  }

  void the_list_comes_in_pages_across_conversations() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const std::uint64_t places[] = {ana.group("One", {&ben}), ana.group("Two", {&ben}), ana.direct_with(ben)};
    Device anas = ana.device();
    Json said = Json::array();
    for (int i = 0; i < 15; ++i) {
      const std::string body = (i % 4 == 1 ? "@all " : at(ben) + " ") + std::to_string(i);
      if (i % 4 == 1 && i % 3 == 2) continue;  // in a talk of two it is text
      say(anas, places[i % 3], body);
      said.push_back(body);
    }
    Json listed = Json::array();
    std::string last = "9";
    std::string path = "/me/mentions?limit=4";
    for (;;) {
      const Json page = ben.get(path);
      CPPUNIT_ASSERT(page["mentions"].size() <= 4);
      for (const Json& one : page["mentions"]) {
        listed.push_back(one["message"]["body"]);
        // The latest first; two may be of the same millisecond.
        const std::string at = one["message"]["at"];
        CPPUNIT_ASSERT(at <= last);
        last = at;
      }
      if (!page.contains("next")) break;
      path = "/me/mentions?limit=4&after=" + page["next"].get<std::string>();
    }
    std::sort(said.begin(), said.end());
    std::sort(listed.begin(), listed.end());
    CPPUNIT_ASSERT_EQUAL(said, listed);
    CPPUNIT_ASSERT_EQUAL(422, ben.ask("GET", "/me/mentions?after=nonsense").status);
  }

  void the_server_ends_well() { house().stop(); }
};
CPPUNIT_TEST_SUITE_REGISTRATION(MentionsTest);

}  // namespace hearth::story
