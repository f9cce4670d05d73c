// The sidebar: my conversations by their latest message; and finding people.
#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include "person.h"

namespace hearth::story {

class SidebarTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(SidebarTest);
  CPPUNIT_TEST(the_latest_conversation_comes_first);
  CPPUNIT_TEST(a_long_sidebar_comes_in_pages);
  CPPUNIT_TEST(everything_to_draw_it_is_there);
  CPPUNIT_TEST(people_are_found_by_the_beginning_of_a_word);
  CPPUNIT_TEST(a_person_is_told_without_secrets);
  CPPUNIT_TEST(the_server_ends_well);
  CPPUNIT_TEST_SUITE_END();

  static House& house() {
    static House kHouse;
    return kHouse;
  }
  static std::vector<std::uint64_t> ids(const Json& hello) {
    std::vector<std::uint64_t> out;
    for (const Json& line : hello["lines"]) out.push_back(line["id"]);
    return out;
  }
  /// What comes within one millisecond has no order by time; the next message comes after it.
  static void post_later(Person& person, std::uint64_t conversation) {
    const Json before = person.get("/conversations/" + std::to_string(conversation))["last_at"];
    Json posted;
    do
      posted = person.post("/conversations/" + std::to_string(conversation) + "/messages",
                           {{"key", new_key()}, {"body", "again"}});
    while (posted["at"] == before);
  }

  void the_latest_conversation_comes_first() {
    Person ana(house(), "Ana"), ben(house(), "Ben"), carl(house(), "Carl");
    const auto talk = ana.direct_with(ben);
    const auto group = ana.group("Group", {&carl});
    const auto notes = ana.direct_with(ana);
    for (const auto conversation : {talk, group, notes, talk}) post_later(ana, conversation);
    CPPUNIT_ASSERT(ids(ana.get("/conversations")) == std::vector({talk, notes, group}));
    post_later(carl, group);
    CPPUNIT_ASSERT(ids(ana.get("/conversations")) == std::vector({group, talk, notes}));
  }

  void a_long_sidebar_comes_in_pages() {
    Person ana(house(), "Ana");
    std::set<std::uint64_t> all, met;
    for (int i = 0; i < 12; ++i) all.insert(ana.group("Group " + std::to_string(i), {}));
    Device anas = ana.device();
    Json ask{{"limit", 5}};
    std::string last = "9999";
    for (;;) {
      const Json page = anas.call("hello", ask);
      CPPUNIT_ASSERT(page["lines"].size() <= 5);
      for (const Json& line : page["lines"]) {
        CPPUNIT_ASSERT(met.insert(line["id"].get<std::uint64_t>()).second);
        CPPUNIT_ASSERT(line["last_at"].get<std::string>() <= last);
        last = line["last_at"];
      }
      if (!page.contains("next")) break;
      ask["after"] = page["next"];
    }
    CPPUNIT_ASSERT(met == all);
    for (const char* nonsense : {"nonsense!", "bm9uc2Vuc2U", ""}) {
      const Reply refused = anas.ask("hello", {{"after", nonsense}});
      CPPUNIT_ASSERT_EQUAL(std::string("invalid"), refused.code());
      CPPUNIT_ASSERT_EQUAL(Json("after"), refused.error["field"]);
    }
  }

  void everything_to_draw_it_is_there() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto talk = ana.direct_with(ben);
    Device bens = ben.device();
    bens.call("message.post", message(talk, "The newest"));
    Device anas = ana.device();
    const Json hello = anas.call("hello");
    CPPUNIT_ASSERT_EQUAL(Json(ana.id()), hello["me"]["id"]);
    const Json& line = hello["lines"][0];
    CPPUNIT_ASSERT_EQUAL(Json("The newest"), line["last_message"]["body"]);
    CPPUNIT_ASSERT_EQUAL(Json(1), line["unread"]);
    CPPUNIT_ASSERT_EQUAL(Json(ben.id()), line["peer"]);
    CPPUNIT_ASSERT(std::any_of(hello["people"].begin(), hello["people"].end(),
                               [&](const Json& p) { return p["id"] == ben.id() && p["name"] == "Ben"; }));
    CPPUNIT_ASSERT_EQUAL(Json("online"), hello["presence"][0]["state"]);
  }

  void people_are_found_by_the_beginning_of_a_word() {
    Person zoe(house(), "Zo\xC3\xAB Quaresma"), quinn(house(), "Quinn Zoller"), ana(house(), "Ana");
    const auto found = [&](const std::string& text) {
      std::set<std::uint64_t> out;
      for (const Json& one : ana.list("/people?text=" + text, "people"))
        out.insert(one["id"].get<std::uint64_t>());
      return out;
    };
    CPPUNIT_ASSERT(found("zoe") == std::set({zoe.id()}));
    CPPUNIT_ASSERT(found("ZO") == std::set({zoe.id(), quinn.id()}));
    CPPUNIT_ASSERT(found("qua") == std::set({zoe.id()}));
    CPPUNIT_ASSERT(found("aresma").empty());
    // In any order, and with a slip of the finger.
    CPPUNIT_ASSERT(found("quar%20zo") == std::set({zoe.id()}));
    for (const char* text : {"Quraesma", "quarezma", "zoe%20quarsma", "uaresma"})
      CPPUNIT_ASSERT_MESSAGE(text, found(text) == std::set({zoe.id()}));
    CPPUNIT_ASSERT(found("quatschma").empty());
    CPPUNIT_ASSERT(found("zo%C3%AB%20qu") == std::set({zoe.id()}));
    CPPUNIT_ASSERT(found(quinn.user_name()) == std::set({quinn.id()}));
    std::size_t everybody = 0;
    std::string after;
    do {
      const Json page = ana.get("/people?limit=2" + after);
      everybody += page["people"].size();
      after = page.contains("next") ? "&after=" + page["next"].get<std::string>() : "";
    } while (!after.empty());
    CPPUNIT_ASSERT_EQUAL(house().schema().number("SELECT COUNT(*) FROM person"), std::uint64_t{everybody});
  }

  void a_person_is_told_without_secrets() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const Json told = ana.get("/people/" + std::to_string(ben.id()));
    std::set<std::string> names;
    for (const auto& [name, value] : told.items()) names.insert(name);
    CPPUNIT_ASSERT(names == std::set<std::string>({"id", "user_name", "name", "role", "blocked"}));
    CPPUNIT_ASSERT_EQUAL(404, ana.ask("GET", "/people/999999").status);
  }

  void the_server_ends_well() { house().stop(); }
};
CPPUNIT_TEST_SUITE_REGISTRATION(SidebarTest);

}  // namespace hearth::story
