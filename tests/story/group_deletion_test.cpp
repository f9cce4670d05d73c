// A group is deleted: counted first, closed at once, removed beside everything else, and gone for everybody.
#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include "person.h"

namespace hearth::story {

class GroupDeletionTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(GroupDeletionTest);
  CPPUNIT_TEST(it_is_counted_first_and_nothing_changes);
  CPPUNIT_TEST(only_the_owner_deletes_and_says_which);
  CPPUNIT_TEST(it_can_be_taken_back_in_time);
  CPPUNIT_TEST(everybody_is_told_and_nothing_is_left);
  CPPUNIT_TEST(who_was_away_finds_it_gone);
  CPPUNIT_TEST(it_survives_a_kill_in_the_middle);
  CPPUNIT_TEST(a_decision_survives_a_kill_before_its_job_was_made);
  CPPUNIT_TEST(a_last_restart_finishes_what_nobody_sees_any_more);
  CPPUNIT_TEST_SUITE_END();

  static Json in(std::uint64_t conversation, Json more = Json::object()) {
    more["conversation"] = conversation;
    return more;
  }
  static std::string at(std::uint64_t conversation) {
    return "/conversations/" + std::to_string(conversation);
  }
  static HouseRules with_grace(std::uint32_t seconds) {
    HouseRules rules;
    rules.deletion_grace_seconds = seconds;
    return rules;
  }
  static bool is(const Json& event, std::uint64_t group) { return event["conversation"] == group; }

  /// In whichever table: rows that still name it.
  static std::uint64_t rows_left(House& house, std::uint64_t group) {
    std::uint64_t rows =
        house.schema().number("SELECT COUNT(*) FROM conversation WHERE id = " + std::to_string(group));
    for (const auto& table :
         house.schema().run("SELECT table_name FROM information_schema.columns"
                            " WHERE table_schema = DATABASE() AND column_name = 'conversation_id'"))
      rows += house.schema().number("SELECT COUNT(*) FROM " + table.at(0) +
                                    " WHERE conversation_id = " + std::to_string(group));
    return rows;
  }
  /// Nobody is told when the last rows have gone: one looks until they have.
  static void wait_until_nothing_is_left(House& house, std::uint64_t group) {
    house.wait_log([&](const std::string& log) {
      return log.find("\"hearth.job.kind\":\"group.delete\"") != std::string::npos &&
             rows_left(house, group) == 0;
    });
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{0}, rows_left(house, group));
  }

  /// So many more messages, as if they had been said; the house is restarted for it.
  static void fill(House& house, std::uint64_t group, const Person& by, int messages) {
    house.stop();
    const std::string id = std::to_string(group), n = std::to_string(messages);
    house.schema().run(
        "INSERT INTO message (conversation_id, seq, rev, sender_id, client_key, kind, created_at, body)"
        " SELECT " +
        id + ", h.seq + s.seq, h.rev + s.seq, " + std::to_string(by.id()) +
        ", UNHEX(LPAD(HEX(s.seq), 32, '0')), 1, NOW(3), CONCAT('word ', s.seq)"
        " FROM seq_1_to_" +
        n + " s JOIN conversation_head h ON h.conversation_id = " + id);
    house.schema().run("UPDATE conversation_head SET seq = seq + " + n + ", rev = rev + " + n +
                       " WHERE conversation_id = " + id);
    house.start();
  }

  void it_is_counted_first_and_nothing_changes() {
    House house;
    Person ana(house, "Ana"), ben(house, "Ben"), carl(house, "Carl");
    const auto group = ana.group("Counted", {&ben, &carl});
    Device anas = ana.device(), bens = ben.device();
    for (int i = 0; i < 3; ++i) anas.call("message.post", message(group, "Word"));
    anas.call("message.edit", in(group, {{"seq", 2}, {"body", "Other words"}}));
    anas.call("message.pin", in(group, {{"seq", 2}}));
    bens.call("reaction.add", in(group, {{"seq", 2}, {"emoji", "👍"}}));
    bens.call("reaction.add", in(group, {{"seq", 3}, {"emoji", "👍"}}));
    const Json before = anas.call("conversation.get", in(group));
    const Json counted = anas.call("group.delete", in(group, {{"dry_run", true}}));
    CPPUNIT_ASSERT_EQUAL(Json(4), counted["messages"]);
    CPPUNIT_ASSERT_EQUAL(Json(1), counted["versions"]);
    CPPUNIT_ASSERT_EQUAL(Json(2), counted["reactions"]);
    CPPUNIT_ASSERT_EQUAL(Json(1), counted["pins"]);
    CPPUNIT_ASSERT_EQUAL(Json(3), counted["members"]);
    CPPUNIT_ASSERT(!counted.contains("state"));
    CPPUNIT_ASSERT_EQUAL(before, anas.call("conversation.get", in(group)));
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{0},
                         house.schema().number("SELECT COUNT(*) FROM job WHERE kind = 'group.delete'"));
    house.stop();
  }

  void only_the_owner_deletes_and_says_which() {
    House house(with_grace(3600));
    Person ana(house, "Ana"), ben(house, "Ben");
    const auto group = ana.group("Mine", {&ben});
    Device anas = ana.device(), bens = ben.device();
    anas.call("group.set_role", in(group, {{"person", ben.id()}, {"role", "admin"}}));
    for (const char* command : {"group.delete", "group.deletion", "group.keep"})
      CPPUNIT_ASSERT_EQUAL(std::string("forbidden"), bens.ask(command, in(group)).code());
    CPPUNIT_ASSERT_EQUAL(Json("name"), anas.ask("group.delete", in(group)).error["field"]);
    CPPUNIT_ASSERT_EQUAL(Json("name"),
                         anas.ask("group.delete", in(group, {{"name", "mine"}})).error["field"]);
    anas.call("message.post", message(group, "Still open"));
    const Json begun = anas.call("group.delete", in(group, {{"name", "Mine"}}));
    CPPUNIT_ASSERT_EQUAL(Json("waiting"), begun["state"]);
    CPPUNIT_ASSERT(begun.contains("removal_at"));
    // Asked again, as after an answer that was lost: the same.
    CPPUNIT_ASSERT_EQUAL(begun["removal_at"],
                         anas.call("group.delete", in(group, {{"name", "Mine"}}))["removal_at"]);
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{1},
                         house.schema().number("SELECT COUNT(*) FROM job WHERE kind = 'group.delete'"));
    house.stop();
  }

  void it_can_be_taken_back_in_time() {
    House house(with_grace(3600));
    Person ana(house, "Ana"), ben(house, "Ben");
    const auto group = ana.group("Second thoughts", {&ben});
    Device anas = ana.device(), bens = ben.device();
    anas.call("group.delete", in(group, {{"name", "Second thoughts"}}));
    const Json closed = bens.expect("conversation.changed");
    CPPUNIT_ASSERT_EQUAL(Json("waiting"), closed["deletion"]);
    CPPUNIT_ASSERT_EQUAL(Json("deleting"), closed["message"]["notice"]["what"]);
    CPPUNIT_ASSERT_EQUAL(std::string("closed"), bens.ask("message.post", message(group, "Wait")).code());
    // Nothing was said by the settings.
    CPPUNIT_ASSERT_EQUAL(Json(1), closed["settings_rev"]);
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, bens.call("message.list", in(group))["messages"].size());
    house.restart();
    Device again = ana.device(), his = ben.device();
    CPPUNIT_ASSERT_EQUAL(Json("waiting"), his.call("conversation.get", in(group))["deletion"]);
    CPPUNIT_ASSERT_EQUAL(std::string("closed"), his.ask("message.post", message(group, "Wait")).code());
    const Json kept = again.call("group.keep", in(group));
    CPPUNIT_ASSERT(!kept.contains("deletion"));
    const Json opened = his.expect("conversation.changed");
    CPPUNIT_ASSERT(!opened.contains("deletion"));
    CPPUNIT_ASSERT_EQUAL(Json("kept"), opened["message"]["notice"]["what"]);
    his.call("message.post", message(group, "Thanks"));
    CPPUNIT_ASSERT_EQUAL(
        std::uint64_t{0},
        house.schema().number("SELECT COUNT(*) FROM job WHERE kind = 'group.delete' AND state IN (1, 2)"));
    house.restart();
    CPPUNIT_ASSERT(!ben.get(at(group)).contains("deletion"));
    house.stop();
  }

  void everybody_is_told_and_nothing_is_left() {
    House house;
    Person ana(house, "Ana"), ben(house, "Ben"), carl(house, "Carl"), dora(house, "Dora");
    const auto group = ana.group("Farewell", {&ben, &carl});
    const auto other = ana.group("Stays", {&ben});
    Device anas = ana.device(), bens = ben.device(), phone = ben.device(), carls = carl.device(),
           doras = dora.device();
    carls.call("group.leave", in(group));
    for (int i = 0; i < 5; ++i) bens.call("message.post", message(group, "Word"));
    bens.call("message.post", message(other, "Something else"));
    bens.call("message.edit", in(group, {{"seq", 4}, {"body", "Better words"}}));
    anas.call("message.pin", in(group, {{"seq", 5}}));
    anas.call("reaction.add", in(group, {{"seq", 5}, {"emoji", "👍"}}));
    anas.call("receipt.advance", in(group, {{"read", 5}}));
    phone.expect("receipt.advanced", [&](const Json& event) { return is(event, group); });
    anas.call("group.delete", in(group, {{"name", "Farewell"}}));
    for (Device* device : {&anas, &bens, &phone}) {
      const Json gone = device->expect("conversation.deleted");
      CPPUNIT_ASSERT_EQUAL(Json(group), gone["conversation"]);
      CPPUNIT_ASSERT_EQUAL(Json("Farewell"), gone["name"]);
      CPPUNIT_ASSERT_EQUAL(Json("Ana"), gone["by"]["name"]);
    }
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, carls.count("conversation.deleted"));
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, doras.count("conversation.deleted"));
    for (const char* command : {"conversation.get", "message.list", "group.get", "group.deletion"})
      CPPUNIT_ASSERT_EQUAL(std::string("not_found"), anas.ask(command, in(group)).code());
    CPPUNIT_ASSERT_EQUAL(std::string("not_found"), bens.ask("message.post", message(group, "?")).code());
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, bens.call("hello")["lines"].size());
    wait_until_nothing_is_left(house, group);
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, bens.call("message.list", in(other))["messages"].size());
    house.restart();
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, ana.get("/conversations")["lines"].size());
    house.stop();
  }

  void who_was_away_finds_it_gone() {
    House house;
    Person ana(house, "Ana"), ben(house, "Ben");
    const auto group = ana.group("Meanwhile", {&ben});
    const auto known = ben.get(at(group))["rev"];
    Device anas = ana.device();
    {
      Device bens = ben.device();
      bens.drop();
    }
    anas.call("group.delete", in(group, {{"name", "Meanwhile"}}));
    anas.expect("conversation.deleted");
    Device bens = ben.device();
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, bens.call("hello")["lines"].size());
    CPPUNIT_ASSERT_EQUAL(std::string("not_found"),
                         bens.ask("conversation.sync", in(group, {{"rev", known}})).code());
    house.stop();
  }

  void it_survives_a_kill_in_the_middle() {
    House house;
    Person ana(house, "Ana"), ben(house, "Ben");
    const auto group = ana.group("Long story", {&ben});
    fill(house, group, ben, 60'000);
    Json total;
    std::uint64_t before = 0;
    {
      Device anas = ana.device(), desk = ana.device(), bens = ben.device();
      anas.call("group.delete", in(group, {{"name", "Long story"}}));
      for (Device* device : {&anas, &desk}) {
        const Json told =
            device->expect("deletion.progressed", [](const Json& event) { return event["done"] > 0; });
        before = told["done"].get<std::uint64_t>();
        total = told["total"];
        CPPUNIT_ASSERT(before < total.get<std::uint64_t>());
      }
      const Json removing = bens.expect("conversation.changed",
                                        [](const Json& event) { return event["deletion"] == "removing"; });
      CPPUNIT_ASSERT(!removing.contains("message"));
      // That it is there and who is in it can be seen; what was said is not handed out in pieces.
      CPPUNIT_ASSERT_EQUAL(std::string("closed"), bens.ask("message.list", in(group)).code());
      CPPUNIT_ASSERT_EQUAL(std::size_t{2}, bens.call("member.list", in(group))["members"].size());
      const Json changes =
          bens.call("conversation.sync", in(group, {{"rev", removing["rev"].get<int>() - 1}}));
      CPPUNIT_ASSERT_EQUAL(std::size_t{0}, changes["messages"].size());
      CPPUNIT_ASSERT_EQUAL(Json("removing"), changes["line"]["deletion"]);
      CPPUNIT_ASSERT_EQUAL(std::size_t{0}, bens.count("deletion.progressed"));
      CPPUNIT_ASSERT_EQUAL(std::string("conflict"), anas.ask("group.keep", in(group)).code());
    }
    house.kill();
    const auto left = house.schema().number("SELECT COUNT(*) FROM message WHERE conversation_id = " +
                                            std::to_string(group));
    CPPUNIT_ASSERT(left > 0 && left < 60'000);
    // As time would have it.
    house.schema().run("UPDATE job SET lease_until = '2020-01-01' WHERE state = 2");
    house.start();
    Device anas = ana.device(), bens = ben.device();
    const Reply far = anas.ask("group.deletion", in(group));
    if (far.error.is_null()) {
      CPPUNIT_ASSERT_EQUAL(total, far.ok["total"]);
      CPPUNIT_ASSERT(far.ok["done"].get<std::uint64_t>() >= before);
      CPPUNIT_ASSERT_EQUAL(std::string("closed"), bens.ask("message.post", message(group, "?")).code());
    }
    bens.expect("conversation.deleted");
    wait_until_nothing_is_left(house, group);
    house.stop();
  }

  void a_decision_survives_a_kill_before_its_job_was_made() {
    House house(with_grace(3600));
    Person ana(house, "Ana");
    const auto group = ana.group("Decided", {});
    ana.device().call("group.delete", in(group, {{"name", "Decided"}}));
    house.kill();
    house.schema().run("DELETE FROM job WHERE kind = 'group.delete'");
    house.schema().run("UPDATE conversation SET removal_at = '2020-01-01' WHERE id = " +
                       std::to_string(group));
    house.start();
    wait_until_nothing_is_left(house, group);
    house.stop();
  }

  void a_last_restart_finishes_what_nobody_sees_any_more() {
    House house;
    Person ana(house, "Ana"), ben(house, "Ben");
    const auto group = ana.group("Remains", {&ben});
    ana.device().call("message.post", message(group, "Last words"));
    house.kill();
    // As a kill leaves it that strikes when everybody has been told.
    house.schema().run(
        "UPDATE conversation SET deletion = 2, deletion_by = created_by, deleted_at = NOW(3) WHERE id = " +
        std::to_string(group));
    house.start();
    CPPUNIT_ASSERT_EQUAL(404, ben.ask("GET", at(group)).status);
    wait_until_nothing_is_left(house, group);
    house.stop();
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(GroupDeletionTest);

}  // namespace hearth::story
