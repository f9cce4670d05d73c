// Messages that change after they were posted: edited, deleted, reacted to, pinned; told at once, and told
// again to whoever was away.
#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include "person.h"

namespace hearth::story {

class ChangingTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(ChangingTest);
  CPPUNIT_TEST(an_edit_reaches_everybody_and_keeps_what_was_said);
  CPPUNIT_TEST(only_the_author_edits_and_only_what_they_have_seen);
  CPPUNIT_TEST(former_words_are_for_the_author_and_those_who_manage);
  CPPUNIT_TEST(deleted_words_are_gone_everywhere);
  CPPUNIT_TEST(managers_delete_what_lower_roles_wrote);
  CPPUNIT_TEST(a_reaction_is_told_in_few_words);
  CPPUNIT_TEST(a_crowd_reacts_and_each_finds_themselves);
  CPPUNIT_TEST(only_an_emoji_is_a_reaction);
  CPPUNIT_TEST(a_change_that_comes_too_late_leaves_no_gap);
  CPPUNIT_TEST(pins_are_for_all_and_by_those_who_manage);
  CPPUNIT_TEST(who_was_away_gets_each_change_once_in_its_newest_form);
  CPPUNIT_TEST(my_other_device_hears_of_it);
  CPPUNIT_TEST(it_outlives_a_kill);
  CPPUNIT_TEST(the_server_ends_well);
  CPPUNIT_TEST_SUITE_END();

  static House& house() {
    static House kHouse;
    return kHouse;
  }
  static Json in(std::uint64_t conversation, std::uint64_t seq, const std::string& name = {},
                 const Json& value = {}) {
    Json arguments{{"conversation", conversation}, {"seq", seq}};
    if (!name.empty()) arguments[name] = value;
    return arguments;
  }
  static std::string at(std::uint64_t conversation, const std::string& rest) {
    return "/conversations/" + std::to_string(conversation) + rest;
  }
  static std::uint64_t say(Device& device, std::uint64_t conversation, const std::string& body) {
    return device.call("message.post", message(conversation, body))["seq"];
  }
  static Json newest(Person& person, std::uint64_t conversation) {
    return person.get(at(conversation, "/messages"))["messages"].back();
  }

  void an_edit_reaches_everybody_and_keeps_what_was_said() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto talk = ana.direct_with(ben);
    Device anas = ana.device(), bens = ben.device();
    const auto seq = say(anas, talk, "See you at five");
    const Json changed = anas.call("message.edit", in(talk, seq, "body", "See you at **six**"));
    const Json told = bens.expect("message.changed");
    CPPUNIT_ASSERT_EQUAL(changed["message"], told["message"]);
    CPPUNIT_ASSERT_EQUAL(Json("See you at **six**"), told["message"]["body"]);
    CPPUNIT_ASSERT(told["message"].contains("edited_at"));
    CPPUNIT_ASSERT_EQUAL(told["rev"], told["message"]["rev"]);
    CPPUNIT_ASSERT_EQUAL(newest(ben, talk), told["message"]);
    const Json versions = ana.get(at(talk, "/messages/" + std::to_string(seq) + "/versions"));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, versions["versions"].size());
    CPPUNIT_ASSERT_EQUAL(Json("See you at five"), versions["versions"][0]["body"]);
    CPPUNIT_ASSERT_EQUAL(told["message"]["at"], versions["versions"][0]["at"]);
  }

  void only_the_author_edits_and_only_what_they_have_seen() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto group = ana.group("Words", {&ben});
    Device anas = ana.device(), bens = ben.device();
    const auto seq = say(bens, group, "Mine");
    // Not even the owner of the group puts words into somebody's mouth.
    CPPUNIT_ASSERT_EQUAL(std::string("forbidden"),
                         anas.ask("message.edit", in(group, seq, "body", "No")).code());
    const Json rev = newest(ben, group)["rev"];
    bens.call("message.edit", in(group, seq, "body", "Mine, better"));
    Json late = in(group, seq, "body", "Mine, from the other device");
    late["rev"] = rev;
    CPPUNIT_ASSERT_EQUAL(std::string("conflict"), bens.ask("message.edit", late).code());
    CPPUNIT_ASSERT_EQUAL(Json("Mine, better"), newest(ana, group)["body"]);
    CPPUNIT_ASSERT_EQUAL(Json("body"), bens.ask("message.edit", in(group, seq, "body", "")).error["field"]);
    CPPUNIT_ASSERT_EQUAL(std::string("not_found"),
                         bens.ask("message.edit", in(group, 99, "body", "x")).code());
    CPPUNIT_ASSERT_EQUAL(std::string("forbidden"),
                         anas.ask("message.edit", in(group, 1, "body", "x")).code());
  }

  void former_words_are_for_the_author_and_those_who_manage() {
    Person ana(house(), "Ana"), ben(house(), "Ben"), carl(house(), "Carl");
    const auto group = ana.group("Drafts", {&ben, &carl});
    Device bens = ben.device();
    const auto seq = say(bens, group, "a");
    for (const char* body : {"b", "c", "d"}) bens.call("message.edit", in(group, seq, "body", body));
    const std::string versions = at(group, "/messages/" + std::to_string(seq) + "/versions");
    CPPUNIT_ASSERT_EQUAL(403, carl.ask("GET", versions).status);
    for (Person* person : {&ana, &ben})
      CPPUNIT_ASSERT_EQUAL(std::size_t{3}, person->list(versions, "versions").size());
    // In pages, oldest first.
    const Json first = ben.get(versions + "?limit=2");
    CPPUNIT_ASSERT_EQUAL(Json("a"), first["versions"][0]["body"]);
    const Json second = ben.get(versions + "?limit=2&after=" + first["next"].get<std::string>());
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, second["versions"].size());
    CPPUNIT_ASSERT_EQUAL(Json("c"), second["versions"][0]["body"]);
    CPPUNIT_ASSERT(!second.contains("next"));
    CPPUNIT_ASSERT_EQUAL(422, ben.ask("GET", versions + "?after=nonsense").status);
  }

  void deleted_words_are_gone_everywhere() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto talk = ana.direct_with(ben);
    Device anas = ana.device(), bens = ben.device();
    const auto seq = say(anas, talk, "The password is plover-4711");
    anas.call("message.edit", in(talk, seq, "body", "The password is plover-4711, sorry"));
    bens.call("reaction.add", in(talk, seq, "emoji", "👀"));
    // In a talk of two nobody manages.
    CPPUNIT_ASSERT_EQUAL(std::string("forbidden"), bens.ask("message.delete", in(talk, seq)).code());
    anas.call("message.delete", in(talk, seq));
    const Json told =
        bens.expect("message.changed", [](const Json& e) { return e["message"].contains("deleted_at"); });
    CPPUNIT_ASSERT_EQUAL(Json(""), told["message"]["body"]);
    CPPUNIT_ASSERT(!told["message"].contains("reactions"));
    for (const char* table : {"message", "message_version", "reaction"})
      CPPUNIT_ASSERT_EQUAL_MESSAGE(
          table, std::uint64_t{0},
          house().schema().number("SELECT COUNT(*) FROM " + std::string(table) +
                                  " WHERE conversation_id = " + std::to_string(talk) +
                                  (std::string(table) == "message" ? " AND body LIKE '%plover%'" : "")));
    CPPUNIT_ASSERT_EQUAL(Json(""), ben.get("/conversations")["lines"][0]["last_message"]["body"]);
    for (const char* command : {"message.delete", "message.pin", "message.versions", "reaction.list"})
      CPPUNIT_ASSERT_EQUAL_MESSAGE(command, std::string("not_found"),
                                   anas.ask(command, in(talk, seq)).code());
    CPPUNIT_ASSERT_EQUAL(std::string("not_found"),
                         bens.ask("reaction.add", in(talk, seq, "emoji", "👀")).code());
  }

  void managers_delete_what_lower_roles_wrote() {
    Person ana(house(), "Ana"), ben(house(), "Ben"), carl(house(), "Carl");
    const auto group = ana.group("Order", {&ben, &carl});
    Device anas = ana.device(), bens = ben.device(), carls = carl.device();
    const auto by_owner = say(anas, group, "Rules"), by_ben = say(bens, group, "Noise");
    CPPUNIT_ASSERT_EQUAL(std::string("forbidden"), carls.ask("message.delete", in(group, by_ben)).code());
    CPPUNIT_ASSERT_EQUAL(std::string("forbidden"), bens.ask("message.delete", in(group, by_owner)).code());
    anas.call("message.delete", in(group, by_ben));
    const auto again = say(bens, group, "Noise again");
    bens.call("group.leave", {{"conversation", group}});
    anas.call("message.delete", in(group, again));  // though Ben has gone
    CPPUNIT_ASSERT_EQUAL(std::string("forbidden"), anas.ask("message.delete", in(group, 1)).code());
  }

  void a_reaction_is_told_in_few_words() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto talk = ana.direct_with(ben);
    Device anas = ana.device(), bens = ben.device();
    const auto seq = say(anas, talk, "Cake in the kitchen");
    bens.call("reaction.add", in(talk, seq, "emoji", "🍰"));
    const Json told = anas.expect("reaction.changed");
    CPPUNIT_ASSERT_EQUAL(Json(ben.id()), told["person"]);
    CPPUNIT_ASSERT_EQUAL(Json(true), told["added"]);
    CPPUNIT_ASSERT_EQUAL(Json({{"emoji", "🍰"}, {"count", 1}, {"people", {ben.id()}}}), told["reaction"]);
    CPPUNIT_ASSERT(!told.contains("message"));
    CPPUNIT_ASSERT_EQUAL(Json::array({told["reaction"]}), newest(ana, talk)["reactions"]);
    CPPUNIT_ASSERT_EQUAL(told["rev"], newest(ana, talk)["rev"]);
    bens.call("reaction.add", in(talk, seq, "emoji", "🍰"));  // the same once more is the same
    CPPUNIT_ASSERT_EQUAL(Json(1), newest(ana, talk)["reactions"][0]["count"]);
    bens.call("reaction.remove", in(talk, seq, "emoji", "🍰"));
    const Json gone = anas.expect("reaction.changed", [](const Json& e) { return e["added"] == false; });
    CPPUNIT_ASSERT_EQUAL(Json(0), gone["reaction"]["count"]);
    CPPUNIT_ASSERT(!newest(ana, talk).contains("reactions"));
  }

  void a_crowd_reacts_and_each_finds_themselves() {
    Person owner(house(), "Owner");
    std::vector<std::unique_ptr<Person>> crowd;
    std::vector<const Person*> people;
    for (int i = 0; i < 11; ++i)
      people.push_back(crowd.emplace_back(std::make_unique<Person>(house(), "P" + std::to_string(i))).get());
    const auto group = owner.group("Crowd", people);
    Device owners = owner.device();
    const auto seq = say(owners, group, "Who comes?");
    const std::string reactions = at(group, "/messages/" + std::to_string(seq) + "/reactions");
    for (const auto& person : crowd)
      CPPUNIT_ASSERT_EQUAL(200, person->ask("PUT", reactions + "/%F0%9F%8E%89").status);
    const Json for_owner = newest(owner, group)["reactions"][0];
    CPPUNIT_ASSERT_EQUAL(Json(11), for_owner["count"]);
    CPPUNIT_ASSERT_EQUAL(std::size_t{8}, for_owner["people"].size());
    const Json for_last = newest(*crowd[10], group)["reactions"][0];
    CPPUNIT_ASSERT_EQUAL(Json(11), for_last["count"]);
    CPPUNIT_ASSERT_EQUAL(Json(crowd[10]->id()), for_last["people"].back());
    const Json first = owner.get(reactions + "?limit=6");
    CPPUNIT_ASSERT_EQUAL(Json(crowd[0]->id()), first["reactors"][0]["person"]);
    CPPUNIT_ASSERT_EQUAL(std::size_t{6}, first["people"].size());
    const Json rest = owner.get(reactions + "?limit=6&after=" + first["next"].get<std::string>());
    CPPUNIT_ASSERT_EQUAL(std::size_t{5}, rest["reactors"].size());
    CPPUNIT_ASSERT(!rest.contains("next"));
  }

  void only_an_emoji_is_a_reaction() {
    Person ana(house(), "Ana");
    const auto notes = ana.direct_with(ana);
    Device anas = ana.device();
    const auto seq = say(anas, notes, "Note");
    for (const char* text : {"", "x", "<script>", "👍👍", ":smile:"}) {
      const Reply reply = anas.ask("reaction.add", in(notes, seq, "emoji", text));
      CPPUNIT_ASSERT_EQUAL_MESSAGE(text, std::string("invalid"), reply.code());
      CPPUNIT_ASSERT_EQUAL(Json("emoji"), reply.error["field"]);
    }
    CPPUNIT_ASSERT_EQUAL(std::string("not_found"),
                         anas.ask("reaction.add", in(notes, 0, "emoji", "👍")).code());
    CPPUNIT_ASSERT_EQUAL(std::string("not_found"),
                         anas.ask("reaction.add", in(notes, 99, "emoji", "👍")).code());
  }

  void a_change_that_comes_too_late_leaves_no_gap() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto talk = ana.direct_with(ben);
    Device anas = ana.device(), bens = ben.device();
    const auto seq = say(anas, talk, "Short-lived");
    anas.call("message.delete", in(talk, seq));
    CPPUNIT_ASSERT_EQUAL(std::string("not_found"),
                         bens.ask("reaction.add", in(talk, seq, "emoji", "👀")).code());
    say(anas, talk, "Next");
    std::uint64_t expected = 0;
    for (const char* event : {"message.posted", "message.changed", "message.changed", "message.posted"}) {
      const Json told = bens.next_event();
      CPPUNIT_ASSERT_EQUAL(Json(event), told["on"]);
      if (expected != 0) CPPUNIT_ASSERT_EQUAL(Json(expected), told["rev"]);
      expected = told["rev"].get<std::uint64_t>() + 1;
    }
  }

  void pins_are_for_all_and_by_those_who_manage() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto group = ana.group("Board", {&ben});
    Device anas = ana.device(), bens = ben.device();
    const auto seq = say(bens, group, "Wifi: see the fridge");
    CPPUNIT_ASSERT_EQUAL(std::string("forbidden"), bens.ask("message.pin", in(group, seq)).code());
    anas.call("message.pin", in(group, seq));
    const Json told = bens.expect("message.changed");
    CPPUNIT_ASSERT_EQUAL(Json(ana.id()), told["message"]["pinned_by"]);
    CPPUNIT_ASSERT_EQUAL(told["message"], ben.list(at(group, "/pins"), "messages").at(0));
    const auto second = say(bens, group, "Printer: second floor");
    anas.call("message.pin", in(group, second));
    const Json page = ben.get(at(group, "/pins?limit=1"));
    CPPUNIT_ASSERT_EQUAL(Json(second), page["messages"][0]["seq"]);
    const Json rest = ben.get(at(group, "/pins?limit=1&after=" + page["next"].get<std::string>()));
    CPPUNIT_ASSERT_EQUAL(Json(seq), rest["messages"][0]["seq"]);
    anas.call("message.unpin", in(group, seq));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, ben.list(at(group, "/pins"), "messages").size());
    // Of two people either may.
    const auto talk = ana.direct_with(ben);
    const auto said = say(anas, talk, "Our address");
    bens.call("message.pin", in(talk, said));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, ana.list(at(talk, "/pins"), "messages").size());
  }

  void who_was_away_gets_each_change_once_in_its_newest_form() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto talk = ana.direct_with(ben);
    Device anas = ana.device();
    const auto one = say(anas, talk, "one"), two = say(anas, talk, "two");
    Json held;
    {
      Device bens = ben.device();
      held = bens.call("conversation.get", {{"conversation", talk}})["rev"];
      bens.drop();
    }
    for (const char* body : {"one!", "one!!", "one!!!"})
      anas.call("message.edit", in(talk, one, "body", body));
    anas.call("reaction.add", in(talk, one, "emoji", "👍"));
    anas.call("message.delete", in(talk, two));
    const auto three = say(anas, talk, "three");
    anas.call("message.pin", in(talk, three));
    Device back = ben.device();
    const Json changes = back.call("conversation.sync", {{"conversation", talk}, {"rev", held}});
    CPPUNIT_ASSERT_EQUAL(std::size_t{3}, changes["messages"].size());
    CPPUNIT_ASSERT_EQUAL(Json("one!!!"), changes["messages"][0]["body"]);
    CPPUNIT_ASSERT_EQUAL(Json(1), changes["messages"][0]["reactions"][0]["count"]);
    CPPUNIT_ASSERT(changes["messages"][1].contains("deleted_at"));
    CPPUNIT_ASSERT(changes["messages"][2].contains("pinned_at"));
    CPPUNIT_ASSERT_EQUAL(ben.get(at(talk, "/messages"))["messages"], changes["messages"]);
  }

  void my_other_device_hears_of_it() {
    Person ana(house(), "Ana");
    const auto notes = ana.direct_with(ana);
    Device phone = ana.device(), desk = ana.device();
    const auto seq = say(phone, notes, "Milk");
    phone.call("message.edit", in(notes, seq, "body", "Milk and bread"));
    CPPUNIT_ASSERT_EQUAL(Json("Milk and bread"), desk.expect("message.changed")["message"]["body"]);
    phone.call("reaction.add", in(notes, seq, "emoji", "✅"));
    CPPUNIT_ASSERT_EQUAL(Json(ana.id()), desk.expect("reaction.changed")["person"]);
  }

  void it_outlives_a_kill() {
    Person ana(house(), "Ana");
    const auto notes = ana.direct_with(ana);
    std::uint64_t seq = 0;
    Json before;
    {
      Device anas = ana.device();
      seq = say(anas, notes, "draft");
      anas.call("message.edit", in(notes, seq, "body", "final"));
      anas.call("reaction.add", in(notes, seq, "emoji", "🔥"));
      anas.call("message.pin", in(notes, seq));
      before = newest(ana, notes);
      house().kill();
    }
    house().start();
    Device back = ana.device();
    CPPUNIT_ASSERT_EQUAL(before, back.call("message.list", {{"conversation", notes}})["messages"].back());
  }

  void the_server_ends_well() { house().stop(); }
};
CPPUNIT_TEST_SUITE_REGISTRATION(ChangingTest);

}  // namespace hearth::story
