// What a group is, who has which role in it, who finds it: changed by those who may, heard by everybody in it
// at once, and by those who were away when they come back.
#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include <thread>

#include "person.h"

namespace hearth::story {

class GroupSettingsTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(GroupSettingsTest);
  CPPUNIT_TEST(a_new_name_is_heard_by_everybody_on_every_device);
  CPPUNIT_TEST(each_thing_that_is_new_is_a_change_of_its_own);
  CPPUNIT_TEST(what_is_so_already_changes_nothing);
  CPPUNIT_TEST(who_was_away_finds_the_group_as_it_is);
  CPPUNIT_TEST(a_description_can_be_taken_away);
  CPPUNIT_TEST(of_two_who_change_it_at_once_the_second_is_told);
  CPPUNIT_TEST(moderators_describe_and_admins_rename);
  CPPUNIT_TEST(roles_are_given_downwards_only);
  CPPUNIT_TEST(a_role_is_heard_of_and_kept);
  CPPUNIT_TEST(the_owner_hands_the_group_on);
  CPPUNIT_TEST(two_who_leave_at_once_do_not_leave_it_without_an_owner);
  CPPUNIT_TEST(who_added_and_removed_whom_is_kept);
  CPPUNIT_TEST(public_groups_are_found_by_name_in_pages);
  CPPUNIT_TEST(who_joins_hears_the_rest_and_the_others_hear_of_it);
  CPPUNIT_TEST(a_group_made_private_is_found_no_more_and_keeps_its_members);
  CPPUNIT_TEST(talks_of_two_have_no_settings);
  CPPUNIT_TEST(the_server_ends_well);
  CPPUNIT_TEST_SUITE_END();

  static House& house() {
    static House kHouse;
    return kHouse;
  }
  static std::string at(std::uint64_t conversation) {
    return "/conversations/" + std::to_string(conversation);
  }
  static Json in(std::uint64_t conversation, Json more = Json::object()) {
    more["conversation"] = conversation;
    return more;
  }
  static Json role(std::uint64_t group, const Person& person, const std::string& name) {
    return in(group, {{"person", person.id()}, {"role", name}});
  }
  static std::string code(Device& device, const std::string& command, const Json& arguments) {
    return device.ask(command, arguments).code();
  }

  void a_new_name_is_heard_by_everybody_on_every_device() {
    Person ana(house(), "Ana"), ben(house(), "Ben"), eve(house(), "Eve");
    const auto group = ana.group("Lighthous", {&ben});
    Device anas = ana.device(), desk = ana.device(), bens = ben.device(), eves = eve.device();
    const Json line = anas.call("group.update", in(group, {{"name", "Lighthouse"}}));
    CPPUNIT_ASSERT_EQUAL(Json("Lighthouse"), line["name"]);
    for (Device* device : {&anas, &desk, &bens}) {
      const Json told = device->expect("conversation.changed");
      CPPUNIT_ASSERT_EQUAL(Json("Lighthouse"), told["name"]);
      CPPUNIT_ASSERT_EQUAL(line["rev"], told["rev"]);
      CPPUNIT_ASSERT_EQUAL(told["rev"], told["settings_rev"]);
      CPPUNIT_ASSERT_EQUAL(Json("renamed"), told["message"]["notice"]["what"]);
      CPPUNIT_ASSERT_EQUAL(Json("Lighthouse"), told["message"]["notice"]["name"]);
      CPPUNIT_ASSERT_EQUAL(Json(ana.id()), told["message"]["sender"]);
    }
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, eves.count("conversation.changed"));
    house().restart();
    CPPUNIT_ASSERT_EQUAL(Json("Lighthouse"), ben.get(at(group))["name"]);
  }

  void each_thing_that_is_new_is_a_change_of_its_own() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto group = ana.group("All", {&ben});
    Device anas = ana.device(), bens = ben.device();
    const auto before = anas.call("conversation.get", in(group))["rev"].get<std::uint64_t>();
    anas.call("group.update",
              in(group, {{"visibility", "public"}, {"description", "Everything"}, {"name", "All of it"}}));
    std::uint64_t rev = before;
    for (const char* what : {"renamed", "described", "made_public"}) {
      const Json told = bens.expect("conversation.changed");
      CPPUNIT_ASSERT_EQUAL(Json(what), told["message"]["notice"]["what"]);
      CPPUNIT_ASSERT_EQUAL(Json(++rev), told["rev"]);
    }
    const Json line = bens.call("conversation.get", in(group));
    CPPUNIT_ASSERT_EQUAL(Json("All of it"), line["name"]);
    CPPUNIT_ASSERT_EQUAL(Json("Everything"), line["description"]);
    CPPUNIT_ASSERT_EQUAL(Json("public"), line["visibility"]);
    CPPUNIT_ASSERT_EQUAL(Json(4), line["seq"]);
  }

  void what_is_so_already_changes_nothing() {
    Person ana(house(), "Ana");
    const auto group = ana.group("Same", {});
    Device anas = ana.device();
    const Json before = anas.call("conversation.get", in(group));
    CPPUNIT_ASSERT_EQUAL(
        before, anas.call("group.update",
                          in(group, {{"name", "Same"}, {"description", ""}, {"visibility", "private"}})));
    CPPUNIT_ASSERT_EQUAL(before, anas.call("group.update", in(group)));
  }

  void who_was_away_finds_the_group_as_it_is() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto group = ana.group("Old", {&ben});
    const auto known = ben.get(at(group))["rev"];
    ana.device().call("group.update", in(group, {{"name", "New"}, {"visibility", "public"}}));
    ana.device().call("group.set_role", role(group, ben, "admin"));
    Device bens = ben.device();
    const Json changes = bens.call("conversation.sync", in(group, {{"rev", known}}));
    CPPUNIT_ASSERT_EQUAL(Json("New"), changes["line"]["name"]);
    CPPUNIT_ASSERT_EQUAL(Json("public"), changes["line"]["visibility"]);
    CPPUNIT_ASSERT_EQUAL(Json("admin"), changes["line"]["role"]);
    CPPUNIT_ASSERT_EQUAL(std::size_t{3}, changes["messages"].size());
    CPPUNIT_ASSERT_EQUAL(Json("admin"), changes["members"].back()["role"]);
  }

  void a_description_can_be_taken_away() {
    Person ana(house(), "Ana");
    const auto group = ana.group("Described", {});
    Device anas = ana.device();
    anas.call("group.update", in(group, {{"description", "For now"}}));
    anas.expect("conversation.changed");
    const Json line = anas.call("group.update", in(group, {{"description", ""}}));
    CPPUNIT_ASSERT(!line.contains("description"));
    CPPUNIT_ASSERT(!anas.expect("conversation.changed").contains("description"));
    house().restart();
    CPPUNIT_ASSERT(!ana.get(at(group)).contains("description"));
  }

  void of_two_who_change_it_at_once_the_second_is_told() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto group = ana.group("Both", {&ben});
    Device anas = ana.device(), bens = ben.device();
    anas.call("group.set_role", role(group, ben, "admin"));
    const Json known = anas.call("conversation.get", in(group))["settings_rev"];
    const auto with = [&](const char* name) { return in(group, {{"name", name}, {"rev", known}}); };
    const auto hers = anas.send("group.update", with("Ana's"));
    const auto his = bens.send("group.update", with("Ben's"));
    const std::set<std::string> codes{anas.wait_reply(hers).code(), bens.wait_reply(his).code()};
    CPPUNIT_ASSERT(codes == std::set<std::string>({"", "conflict"}));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, bens.count("conversation.changed"));
    // Words in the conversation do not change its settings.
    anas.call("message.post", message(group, "Sorry"));
    const Json now = bens.call("conversation.get", in(group))["settings_rev"];
    bens.call("group.update", in(group, {{"name", "Ours"}, {"rev", now}}));
  }

  void moderators_describe_and_admins_rename() {
    Person ana(house(), "Ana"), ben(house(), "Ben"), carl(house(), "Carl"), dora(house(), "Dora");
    const auto group = ana.group("Table", {&ben, &carl, &dora});
    Device anas = ana.device(), bens = ben.device(), carls = carl.device(), doras = dora.device();
    anas.call("group.set_role", role(group, ben, "admin"));
    anas.call("group.set_role", role(group, carl, "moderator"));
    const Json name = in(group, {{"name", "Round table"}}), about = in(group, {{"description", "Knights"}}),
               open = in(group, {{"visibility", "public"}});
    for (const Json* what : {&name, &about, &open})
      CPPUNIT_ASSERT_EQUAL(std::string("forbidden"), code(doras, "group.update", *what));
    CPPUNIT_ASSERT_EQUAL(std::string("forbidden"), code(carls, "group.update", name));
    CPPUNIT_ASSERT_EQUAL(std::string("forbidden"), code(carls, "group.update", open));
    // Not even the part that one may.
    CPPUNIT_ASSERT_EQUAL(std::string("forbidden"),
                         code(carls, "group.update", in(group, {{"description", "x"}, {"name", "y"}})));
    CPPUNIT_ASSERT(!anas.call("conversation.get", in(group)).contains("description"));
    carls.call("group.update", about);
    bens.call("group.update", name);
    bens.call("group.update", open);
  }

  void roles_are_given_downwards_only() {
    Person ana(house(), "Ana"), ben(house(), "Ben"), carl(house(), "Carl"), dora(house(), "Dora"),
        eve(house(), "Eve");
    const auto group = ana.group("Ladder", {&ben, &carl, &dora});
    Device anas = ana.device(), bens = ben.device(), carls = carl.device(), doras = dora.device();
    anas.call("group.set_role", role(group, ben, "admin"));
    bens.call("group.set_role", role(group, carl, "moderator"));
    const auto refused = [&](Device& by, const Person& whom, const char* what) {
      return code(by, "group.set_role", role(group, whom, what));
    };
    CPPUNIT_ASSERT_EQUAL(std::string("forbidden"), refused(bens, carl, "admin"));  // not to one's own
    CPPUNIT_ASSERT_EQUAL(std::string("forbidden"), refused(bens, ben, "member"));  // nor oneself
    CPPUNIT_ASSERT_EQUAL(std::string("forbidden"), refused(bens, ana, "member"));  // nor above
    CPPUNIT_ASSERT_EQUAL(std::string("forbidden"),
                         refused(carls, dora, "moderator"));  // moderators appoint nobody
    CPPUNIT_ASSERT_EQUAL(std::string("forbidden"), refused(doras, carl, "member"));
    CPPUNIT_ASSERT_EQUAL(std::string("forbidden"), refused(anas, ana, "member"));
    CPPUNIT_ASSERT_EQUAL(std::string("invalid"), refused(anas, ben, "owner"));
    CPPUNIT_ASSERT_EQUAL(std::string("not_found"), refused(anas, eve, "moderator"));
    anas.call("group.set_role", role(group, dora, "admin"));
    CPPUNIT_ASSERT_EQUAL(std::string("forbidden"), refused(bens, dora, "member"));  // equals
    anas.call("group.set_role", role(group, ben, "member"));
    CPPUNIT_ASSERT_EQUAL(std::string("forbidden"), refused(bens, carl, "member"));
  }

  void a_role_is_heard_of_and_kept() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto group = ana.group("Crew", {&ben});
    Device anas = ana.device(), bens = ben.device(), phone = ben.device();
    const Json set = role(group, ben, "moderator");
    anas.call("group.set_role", set);
    for (Device* device : {&bens, &phone, &anas}) {
      const Json told = device->expect("member.changed");
      CPPUNIT_ASSERT_EQUAL(Json("moderator"), told["members"][0]["role"]);
      CPPUNIT_ASSERT_EQUAL(Json("role_given"), told["message"]["notice"]["what"]);
      CPPUNIT_ASSERT_EQUAL(Json("moderator"), told["message"]["notice"]["role"]);
    }
    // Nobody has come: the conversation is not new to them.
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, phone.count("conversation.joined"));
    anas.call("group.set_role", set);
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, bens.count("member.changed"));
    house().restart();
    CPPUNIT_ASSERT_EQUAL(Json("moderator"), ben.get(at(group))["role"]);
  }

  void the_owner_hands_the_group_on() {
    Person ana(house(), "Ana"), ben(house(), "Ben"), carl(house(), "Carl"), eve(house(), "Eve");
    const auto group = ana.group("Heirloom", {&ben, &carl});
    Device anas = ana.device(), bens = ben.device();
    const auto to = [&](const Person& person) { return in(group, {{"person", person.id()}}); };
    CPPUNIT_ASSERT_EQUAL(std::string("forbidden"), code(bens, "group.hand_on", to(ben)));
    CPPUNIT_ASSERT_EQUAL(std::string("not_found"), code(anas, "group.hand_on", to(eve)));
    CPPUNIT_ASSERT_EQUAL(std::string("invalid"), code(anas, "group.hand_on", to(ana)));
    anas.call("group.hand_on", to(ben));
    const Json told = bens.expect("member.changed");
    CPPUNIT_ASSERT_EQUAL(Json("handed_on"), told["message"]["notice"]["what"]);
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, told["members"].size());
    CPPUNIT_ASSERT_EQUAL(Json("owner"), bens.call("conversation.get", in(group))["role"]);
    CPPUNIT_ASSERT_EQUAL(Json("admin"), anas.call("conversation.get", in(group))["role"]);
    CPPUNIT_ASSERT_EQUAL(std::string("forbidden"), code(anas, "group.hand_on", to(carl)));
    CPPUNIT_ASSERT_EQUAL(std::string("forbidden"), code(bens, "group.leave", in(group)));
  }

  /// The one hands on and leaves while the other, just made owner, leaves too.
  void two_who_leave_at_once_do_not_leave_it_without_an_owner() {
    Person ana(house(), "Ana"), ben(house(), "Ben"), carl(house(), "Carl");
    Device anas = ana.device(), bens = ben.device();
    for (int round = 0; round < 20; ++round) {
      const auto group = ana.group("Tug", {&ben, &carl});
      const auto handed = anas.send("group.hand_on", in(group, {{"person", ben.id()}}));
      const auto hers = anas.send("group.leave", in(group));
      const auto his = bens.send("group.leave", in(group));
      anas.wait_reply(handed), anas.wait_reply(hers), bens.wait_reply(his);
      int owners = 0;
      for (const Json& member : carl.list(at(group) + "/members", "members"))
        owners += member["role"] == "owner" ? 1 : 0;
      CPPUNIT_ASSERT_EQUAL(1, owners);
    }
  }

  void who_added_and_removed_whom_is_kept() {
    Person ana(house(), "Ana"), ben(house(), "Ben"), carl(house(), "Carl"), eve(house(), "Eve");
    const auto group = ana.group("Chronicle", {&ben});
    Device anas = ana.device(), bens = ben.device();
    anas.call("group.set_role", role(group, ben, "moderator"));
    bens.call("group.add", in(group, {{"people", {carl.id()}}}));
    anas.call("group.remove", in(group, {{"person", carl.id()}}));
    anas.call("group.hand_on", in(group, {{"person", ben.id()}}));
    anas.call("group.leave", in(group));
    house().restart();

    const auto name_of = [&](const Json& id) {
      return id == ana.id() ? "ana" : id == ben.id() ? "ben" : "carl";
    };
    std::vector<std::string> told;
    std::string after;
    do {
      const Json page = ben.get(at(group) + "/members/history?limit=3" + after);
      for (const Json& e : page["events"]) {
        CPPUNIT_ASSERT(e.contains("at"));
        told.push_back(std::string(name_of(e["by"])) + " " + e["what"].get<std::string>() + " " +
                       name_of(e["person"]) + " " + e["role"].get<std::string>());
      }
      after = page.contains("next") ? "&after=" + page["next"].get<std::string>() : "";
    } while (!after.empty());
    const std::vector<std::string> expected{"ana left ana admin",      "ana handed_on ben owner",
                                            "ana handed_on ana admin", "ana removed carl member",
                                            "ben added carl member",   "ana role_given ben moderator",
                                            "ana added ben member",    "ana created ana owner"};
    CPPUNIT_ASSERT_EQUAL(Json(expected), Json(told));
    CPPUNIT_ASSERT_EQUAL(422, ben.ask("GET", at(group) + "/members/history?after=nonsense!").status);
    CPPUNIT_ASSERT_EQUAL(404, ana.ask("GET", at(group) + "/members/history").status);
  }

  void public_groups_are_found_by_name_in_pages() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    Device anas = ana.device(), bens = ben.device();
    for (const char* name :
         {"Zürich walkers", "Zurich runners", "Swimming in Zürich", "Zürich secret", "Basel"}) {
      const bool open = std::string(name) != "Zürich secret";
      anas.call("group.create", {{"key", new_key()},
                                 {"name", name},
                                 {"description", "Sports"},
                                 {"visibility", open ? "public" : "private"},
                                 {"people", Json::array()}});
    }
    std::vector<std::string> names;
    Json ask{{"text", "zUR"}, {"limit", 2}};
    for (;;) {
      const Json page = bens.call("group.browse", ask);
      for (const Json& group : page["groups"]) {
        names.push_back(group["name"]);
        CPPUNIT_ASSERT_EQUAL(Json("Sports"), group["description"]);
        CPPUNIT_ASSERT_EQUAL(Json(1), group["members"]);
        CPPUNIT_ASSERT_EQUAL(Json(false), group["joined"]);
      }
      if (!page.contains("next")) break;
      ask["after"] = page["next"];
    }
    CPPUNIT_ASSERT_EQUAL(Json({"Swimming in Zürich", "Zurich runners", "Zürich walkers"}), Json(names));
    const Json mine = anas.call("group.browse", {{"text", "basel"}});
    CPPUNIT_ASSERT_EQUAL(Json(true), mine["groups"][0]["joined"]);
    CPPUNIT_ASSERT_EQUAL(std::string("invalid"), code(bens, "group.browse", {{"after", "nonsense"}}));
  }

  void who_joins_hears_the_rest_and_the_others_hear_of_it() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    Device anas = ana.device(), bens = ben.device(), phone = ben.device();
    const auto group = ana.group("Open door", {});
    anas.call("message.post", message(group, "Come in"));
    CPPUNIT_ASSERT_EQUAL(std::string("not_found"), code(bens, "group.join", in(group)));
    anas.call("group.update", in(group, {{"visibility", "public"}}));
    CPPUNIT_ASSERT_EQUAL(std::string("not_found"), code(bens, "message.list", in(group)));
    const Json line = bens.call("group.join", in(group));
    CPPUNIT_ASSERT_EQUAL(Json("member"), line["role"]);
    CPPUNIT_ASSERT_EQUAL(Json(2), line["members"]);
    CPPUNIT_ASSERT_EQUAL(Json("joined"), line["last_message"]["notice"]["what"]);
    // What was before is not new to them; that they have come is.
    CPPUNIT_ASSERT_EQUAL(Json(1), line["unread"]);
    CPPUNIT_ASSERT_EQUAL(Json("Open door"), phone.expect("conversation.joined")["line"]["name"]);
    CPPUNIT_ASSERT_EQUAL(Json(ben.id()), anas.expect("member.changed")["members"][0]["person"]);
    anas.call("message.post", message(group, "Hello"));
    phone.expect("message.posted");
    // Created, said, made public, joined, said.
    CPPUNIT_ASSERT_EQUAL(std::size_t{5}, bens.call("message.list", in(group))["messages"].size());
    // Once more, as after an answer that was lost: nothing new.
    const Json again = bens.call("group.join", in(group));
    CPPUNIT_ASSERT_EQUAL(Json(2), again["members"]);
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, anas.count("member.changed"));
  }

  void a_group_made_private_is_found_no_more_and_keeps_its_members() {
    Person ana(house(), "Ana"), ben(house(), "Ben"), eve(house(), "Eve");
    Device anas = ana.device(), bens = ben.device(), eves = eve.device();
    const auto group = ana.group("Closing door", {});
    anas.call("group.update", in(group, {{"visibility", "public"}}));
    bens.call("group.join", in(group));
    anas.call("group.update", in(group, {{"visibility", "private"}}));
    CPPUNIT_ASSERT_EQUAL(std::string("not_found"), code(eves, "group.join", in(group)));
    CPPUNIT_ASSERT_EQUAL(std::string("not_found"), code(eves, "group.get", in(group)));
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, eves.call("group.browse", {{"text", "closing"}})["groups"].size());
    CPPUNIT_ASSERT_EQUAL(Json("made_private"), bens.expect("conversation.changed", [](const Json& event) {
      return event["visibility"] == "private";
    })["message"]["notice"]["what"]);
    bens.call("message.post", message(group, "Still here"));
  }

  void talks_of_two_have_no_settings() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto talk = ana.direct_with(ben);
    Device anas = ana.device();
    CPPUNIT_ASSERT_EQUAL(std::string("forbidden"), code(anas, "group.update", in(talk, {{"name", "Us"}})));
    CPPUNIT_ASSERT_EQUAL(std::string("forbidden"),
                         code(anas, "group.set_role", role(talk, ben, "moderator")));
    CPPUNIT_ASSERT_EQUAL(std::string("forbidden"), code(anas, "group.delete", in(talk, {{"dry_run", true}})));
  }

  void the_server_ends_well() { house().stop(); }
};
CPPUNIT_TEST_SUITE_REGISTRATION(GroupSettingsTest);

}  // namespace hearth::story
