// Groups: who comes, who goes, who may say so, and what the others hear of it.
#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include "person.h"

namespace hearth::story {

class GroupsTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(GroupsTest);
  CPPUNIT_TEST(everybody_hears_of_a_new_group);
  CPPUNIT_TEST(the_same_key_makes_a_group_once);
  CPPUNIT_TEST(who_is_added_hears_the_rest_and_sees_what_was_before);
  CPPUNIT_TEST(adding_members_again_changes_nothing);
  CPPUNIT_TEST(who_is_removed_hears_nothing_more);
  CPPUNIT_TEST(who_returns_sees_everything);
  CPPUNIT_TEST(who_leaves_is_gone_on_every_device);
  CPPUNIT_TEST(only_managers_add_and_remove);
  CPPUNIT_TEST(a_moderator_removes_members_but_not_the_owner);
  CPPUNIT_TEST(the_last_owner_hands_the_group_on_first);
  CPPUNIT_TEST(nobody_is_removed_from_a_talk_of_two);
  CPPUNIT_TEST(a_list_of_members_comes_in_pages);
  CPPUNIT_TEST(people_who_do_not_exist_are_named);
  CPPUNIT_TEST(the_server_ends_well);
  CPPUNIT_TEST_SUITE_END();

  static House& house() {
    static House kHouse;
    return kHouse;
  }
  static std::string at(std::uint64_t conversation) {
    return "/conversations/" + std::to_string(conversation);
  }
  static Json in(std::uint64_t conversation) { return {{"conversation", conversation}}; }
  static Json who(std::uint64_t conversation, const Person& person) {
    return {{"conversation", conversation}, {"person", person.id()}};
  }

  void everybody_hears_of_a_new_group() {
    Person ana(house(), "Ana"), ben(house(), "Ben"), eve(house(), "Eve");
    Device anas = ana.device(), desk = ana.device(), bens = ben.device(), eves = eve.device();
    const Json line = anas.call("group.create", {{"key", new_key()},
                                                 {"name", "Lighthouse"},
                                                 {"description", "About light\nand houses"},
                                                 {"people", {ben.id()}}});
    CPPUNIT_ASSERT_EQUAL(Json("group"), line["kind"]);
    CPPUNIT_ASSERT_EQUAL(Json("private"), line["visibility"]);
    CPPUNIT_ASSERT_EQUAL(Json("owner"), line["role"]);
    CPPUNIT_ASSERT_EQUAL(Json(2), line["members"]);
    CPPUNIT_ASSERT_EQUAL(Json("created"), line["last_message"]["notice"]["what"]);
    for (Device* device : {&bens, &desk}) {
      const Json told = device->expect("conversation.joined");
      CPPUNIT_ASSERT_EQUAL(line["id"], told["conversation"]);
      CPPUNIT_ASSERT_EQUAL(Json("Lighthouse"), told["line"]["name"]);
      CPPUNIT_ASSERT_EQUAL(Json("About light\nand houses"), told["line"]["description"]);
    }
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, eves.count("conversation.joined"));
    bens.call("message.post", message(line["id"], "Thanks"));
    anas.expect("message.posted");
  }

  void the_same_key_makes_a_group_once() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    Device anas = ana.device(), bens = ben.device();
    const Json wish{{"key", new_key()}, {"name", "Once"}, {"people", {ben.id()}}};
    const auto first = anas.send("group.create", wish);
    const auto second = anas.send("group.create", wish);
    CPPUNIT_ASSERT_EQUAL(anas.wait_reply(first).ok["id"], anas.wait_reply(second).ok["id"]);
    bens.expect("conversation.joined");
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, bens.count("conversation.joined"));
  }

  void who_is_added_hears_the_rest_and_sees_what_was_before() {
    Person ana(house(), "Ana"), ben(house(), "Ben"), carl(house(), "Carl");
    const auto group = ana.group("Growing", {&ben});
    Device anas = ana.device(), bens = ben.device(), carls = carl.device();
    anas.call("message.post", message(group, "Before Carl"));
    const Json added = anas.call("group.add", {{"conversation", group}, {"people", {carl.id()}}});
    CPPUNIT_ASSERT_EQUAL(Json(carl.id()), added["members"][0]["person"]);

    const Json joined = carls.expect("conversation.joined");
    CPPUNIT_ASSERT_EQUAL(Json(3), joined["line"]["members"]);
    CPPUNIT_ASSERT_EQUAL(Json("member"), joined["line"]["role"]);
    const Json told = bens.expect("member.changed");
    CPPUNIT_ASSERT_EQUAL(Json("added"), told["message"]["notice"]["what"]);
    CPPUNIT_ASSERT_EQUAL(Json::array({carl.id()}), told["message"]["notice"]["people"]);
    CPPUNIT_ASSERT_EQUAL(Json(ana.id()), told["message"]["sender"]);
    CPPUNIT_ASSERT_EQUAL(Json(ana.id()), told["members"][0]["added_by"]);

    bens.call("message.post", message(group, "Hello Carl"));
    carls.expect("message.posted");
    const Json page = carl.get(at(group) + "/messages");
    CPPUNIT_ASSERT_EQUAL(Json("Before Carl"), page["messages"][1]["body"]);
  }

  void adding_members_again_changes_nothing() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto group = ana.group("Steady", {&ben});
    const Json rev = ana.get(at(group))["rev"];
    ana.post(at(group) + "/members", {{"people", {ben.id(), ben.id(), ana.id()}}});
    CPPUNIT_ASSERT_EQUAL(rev, ana.get(at(group))["rev"]);
  }

  void who_is_removed_hears_nothing_more() {
    Person ana(house(), "Ana"), ben(house(), "Ben"), carl(house(), "Carl");
    const auto group = ana.group("Shrinking", {&ben, &carl});
    Device anas = ana.device(), bens = ben.device(), carls = carl.device();
    anas.call("group.remove", who(group, carl));
    const Json gone = carls.expect("conversation.left");
    CPPUNIT_ASSERT_EQUAL(Json(ana.id()), gone["by"]);
    const Json told = bens.expect("member.changed");
    CPPUNIT_ASSERT_EQUAL(Json("removed"), told["message"]["notice"]["what"]);
    CPPUNIT_ASSERT_EQUAL(Json(ana.id()), told["members"][0]["removed_by"]);
    CPPUNIT_ASSERT(told["members"][0].contains("left_at"));

    anas.call("message.post", message(group, "Without Carl"));
    bens.expect("message.posted");
    anas.call("typing", {{"conversation", group}, {"typing", true}});
    bens.expect("typing");
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, carls.count("message.posted"));
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, carls.count("typing"));
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, carls.count("member.changed"));
    CPPUNIT_ASSERT_EQUAL(std::string("not_found"), carls.ask("message.list", in(group)).code());
    CPPUNIT_ASSERT_EQUAL(std::string("not_found"), carls.ask("message.post", message(group, "?")).code());
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, carl.get("/conversations")["lines"].size());
    CPPUNIT_ASSERT_EQUAL(Json(2), ana.get(at(group))["members"]);
    CPPUNIT_ASSERT_EQUAL(std::string("not_found"), anas.ask("group.remove", who(group, carl)).code());
  }

  void who_returns_sees_everything() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto group = ana.group("Return", {&ben});
    Device anas = ana.device(), bens = ben.device();
    bens.call("group.leave", in(group));
    bens.expect("conversation.left");
    anas.call("message.post", message(group, "Ben is away"));
    anas.call("group.add", {{"conversation", group}, {"people", {ben.id()}}});
    const Json joined = bens.expect("conversation.joined");
    const Json page = bens.call("message.list", in(group));
    CPPUNIT_ASSERT_EQUAL(Json(4), joined["line"]["seq"]);  // created, left, said, added
    CPPUNIT_ASSERT_EQUAL(std::size_t{4}, page["messages"].size());
    anas.call("message.post", message(group, "Welcome back"));
    bens.expect("message.posted");
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, bens.count("message.posted"));
  }

  void who_leaves_is_gone_on_every_device() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto group = ana.group("Farewell", {&ben});
    Device anas = ana.device(), phone = ben.device(), desk = ben.device();
    phone.call("group.leave", in(group));
    for (Device* device : {&phone, &desk})
      CPPUNIT_ASSERT_EQUAL(Json(ben.id()), device->expect("conversation.left")["by"]);
    CPPUNIT_ASSERT_EQUAL(Json("left"), anas.expect("member.changed")["message"]["notice"]["what"]);
    anas.call("message.post", message(group, "Alone now"));
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, desk.count("message.posted"));
  }

  void only_managers_add_and_remove() {
    Person ana(house(), "Ana"), ben(house(), "Ben"), carl(house(), "Carl"), dora(house(), "Dora");
    const auto group = ana.group("Rights", {&ben, &carl});
    Device bens = ben.device();
    const Json add{{"conversation", group}, {"people", {dora.id()}}};
    CPPUNIT_ASSERT_EQUAL(std::string("forbidden"), bens.ask("group.add", add).code());
    CPPUNIT_ASSERT_EQUAL(std::string("forbidden"), bens.ask("group.remove", who(group, carl)).code());
    CPPUNIT_ASSERT_EQUAL(403, ben.ask("POST", at(group) + "/members", {{"people", {dora.id()}}}).status);
    CPPUNIT_ASSERT_EQUAL(403, ben.ask("DELETE", at(group) + "/members/" + std::to_string(carl.id())).status);
    CPPUNIT_ASSERT_EQUAL(Json(3), ana.get(at(group))["members"]);
  }

  static void give_role(std::uint64_t group, Person& by, const Person& person, const std::string& role) {
    by.device().call("group.set_role", {{"conversation", group}, {"person", person.id()}, {"role", role}});
  }

  void a_moderator_removes_members_but_not_the_owner() {
    Person ana(house(), "Ana"), ben(house(), "Ben"), carl(house(), "Carl");
    const auto group = ana.group("Ranks", {&ben, &carl});
    give_role(group, ana, ben, "moderator");
    Device bens = ben.device();
    CPPUNIT_ASSERT_EQUAL(Json("moderator"), bens.call("conversation.get", in(group))["role"]);
    CPPUNIT_ASSERT_EQUAL(std::string("forbidden"), bens.ask("group.remove", who(group, ana)).code());
    const Reply self = bens.ask("group.remove", who(group, ben));
    CPPUNIT_ASSERT_EQUAL(std::string("invalid"), self.code());
    bens.call("group.remove", who(group, carl));
    bens.call("group.add", {{"conversation", group}, {"people", {carl.id()}}});
    Device anas = ana.device();
    anas.call("group.remove", who(group, ben));
  }

  void the_last_owner_hands_the_group_on_first() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto group = ana.group("Owned", {&ben});
    Device anas = ana.device();
    CPPUNIT_ASSERT_EQUAL(std::string("forbidden"), anas.ask("group.leave", in(group)).code());
    anas.call("group.remove", who(group, ben));
    anas.call("group.leave", in(group));  // alone in it
    CPPUNIT_ASSERT_EQUAL(std::string("not_found"), anas.ask("conversation.get", in(group)).code());
    const auto other = ana.group("Handed on", {&ben});
    anas.call("group.hand_on", who(other, ben));
    anas.call("group.leave", in(other));
    CPPUNIT_ASSERT_EQUAL(Json("owner"), ben.get(at(other))["role"]);
  }

  void nobody_is_removed_from_a_talk_of_two() {
    Person ana(house(), "Ana"), ben(house(), "Ben"), carl(house(), "Carl");
    const auto talk = ana.direct_with(ben);
    const auto notes = ana.direct_with(ana);
    Device anas = ana.device();
    for (const auto conversation : {talk, notes}) {
      CPPUNIT_ASSERT_EQUAL(std::string("forbidden"), anas.ask("group.remove", who(conversation, ben)).code());
      CPPUNIT_ASSERT_EQUAL(std::string("forbidden"), anas.ask("group.leave", in(conversation)).code());
      CPPUNIT_ASSERT_EQUAL(
          std::string("forbidden"),
          anas.ask("group.add", {{"conversation", conversation}, {"people", {carl.id()}}}).code());
    }
  }

  void a_list_of_members_comes_in_pages() {
    Person ana(house(), "Ana"), ben(house(), "Ben"), carl(house(), "Carl"), dora(house(), "Dora");
    const auto group = ana.group("Listed", {&ben, &carl, &dora});
    std::set<std::uint64_t> met;
    std::string after;
    int pages = 0;
    do {
      const Json page = ben.get(at(group) + "/members?limit=3" + after);
      for (const Json& member : page["members"])
        CPPUNIT_ASSERT(met.insert(member["person"].get<std::uint64_t>()).second);
      after = page.contains("next") ? "&after=" + page["next"].get<std::string>() : "";
      ++pages;
    } while (!after.empty());
    CPPUNIT_ASSERT_EQUAL(2, pages);
    CPPUNIT_ASSERT(met == std::set<std::uint64_t>({ana.id(), ben.id(), carl.id(), dora.id()}));
    CPPUNIT_ASSERT_EQUAL(422, ben.ask("GET", at(group) + "/members?after=nonsense!").status);
  }

  void people_who_do_not_exist_are_named() {
    Person ana(house(), "Ana");
    const HttpAnswer refused =
        ana.ask("POST", "/groups", {{"key", new_key()}, {"name", "Ghosts"}, {"people", {999999}}});
    CPPUNIT_ASSERT_EQUAL(422, refused.status);
    CPPUNIT_ASSERT_EQUAL(Json("people"), refused.json()["field"]);
  }

  void the_server_ends_well() { house().stop(); }
};
CPPUNIT_TEST_SUITE_REGISTRATION(GroupsTest);

}  // namespace hearth::story
