// Programs that ask again: the same request with the same Idempotency-Key changes nothing twice, and who
// edits what has changed meanwhile is told instead of overwriting it.
#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include "person.h"

namespace hearth::story {

class AgainTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(AgainTest);
  CPPUNIT_TEST(the_same_request_is_answered_and_not_done_again);
  CPPUNIT_TEST(a_refusal_is_given_again_as_well);
  CPPUNIT_TEST(a_key_stands_for_one_request_of_one_person);
  CPPUNIT_TEST(while_it_is_under_way_the_second_has_to_wait);
  CPPUNIT_TEST(what_was_never_finished_may_be_sent_again);
  CPPUNIT_TEST(answers_outlive_a_kill_and_not_a_day);
  CPPUNIT_TEST(of_one_person_only_so_many_are_kept);
  CPPUNIT_TEST(a_message_takes_its_key_from_the_field);
  CPPUNIT_TEST(who_edits_what_they_have_not_seen_is_told);
  CPPUNIT_TEST(who_holds_the_message_is_not_sent_it_again);
  CPPUNIT_TEST(the_server_ends_well);
  CPPUNIT_TEST_SUITE_END();

  static House& house() {
    static House kHouse;
    return kHouse;
  }
  static Headers key(const std::string& value) { return {{"Idempotency-Key", "\"" + value + "\""}}; }
  static std::string at(std::uint64_t conversation) {
    return "/api/v1/conversations/" + std::to_string(conversation);
  }

  void the_same_request_is_answered_and_not_done_again() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto group = ana.group("Kites", {});
    Device watching = ana.device();
    const Json body{{"people", {ben.id()}}};
    const HttpAnswer first = ana.ask_at("POST", at(group) + "/members", body, key("add ben"));
    const HttpAnswer again = ana.ask_at("POST", at(group) + "/members", body, key("add ben"));
    CPPUNIT_ASSERT_EQUAL_MESSAGE(first.body, 200, first.status);
    CPPUNIT_ASSERT_EQUAL(200, again.status);
    CPPUNIT_ASSERT_EQUAL(first.body, again.body);
    CPPUNIT_ASSERT_EQUAL(std::string(""), first.header("idempotency-replayed"));
    CPPUNIT_ASSERT_EQUAL(std::string("true"), again.header("idempotency-replayed"));
    watching.call("ping");
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, watching.count("member.changed"));
  }

  void a_refusal_is_given_again_as_well() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto group = ana.group("Kites", {&ben});
    const HttpAnswer first = ben.ask_at("POST", at(group) + "/members", {{"people", {ana.id()}}}, key("no"));
    CPPUNIT_ASSERT_EQUAL(403, first.status);
    const HttpAnswer again = ben.ask_at("POST", at(group) + "/members", {{"people", {ana.id()}}}, key("no"));
    CPPUNIT_ASSERT_EQUAL(403, again.status);
    CPPUNIT_ASSERT_EQUAL(std::string("application/problem+json"), again.header("content-type"));
  }

  void a_key_stands_for_one_request_of_one_person() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    CPPUNIT_ASSERT_EQUAL(200, ana.ask_at("POST", "/api/v1/direct", {{"person", ben.id()}}, key("k")).status);
    const HttpAnswer other = ana.ask_at("POST", "/api/v1/direct", {{"person", ana.id()}}, key("k"));
    CPPUNIT_ASSERT_EQUAL(422, other.status);
    CPPUNIT_ASSERT_EQUAL(std::string("key_reused"), other.code());
    CPPUNIT_ASSERT_EQUAL(200, ben.ask_at("POST", "/api/v1/direct", {{"person", ana.id()}}, key("k")).status);
    CPPUNIT_ASSERT_EQUAL(400, ana.ask_at("POST", "/api/v1/direct", {{"person", ana.id()}}, key("")).status);
    CPPUNIT_ASSERT_EQUAL(
        400, ana.ask_at("POST", "/api/v1/direct", {{"person", ana.id()}}, key(std::string(256, 'k'))).status);
  }

  void while_it_is_under_way_the_second_has_to_wait() {
    Person ana(house(), "Ana");
    CPPUNIT_ASSERT_EQUAL(200,
                         ana.ask_at("POST", "/api/v1/direct", {{"person", ana.id()}}, key("slow")).status);
    // As it is while the first is being carried out.
    house().schema().run("UPDATE replay SET status = 0 WHERE person_id = " + std::to_string(ana.id()));
    const HttpAnswer second = ana.ask_at("POST", "/api/v1/direct", {{"person", ana.id()}}, key("slow"));
    CPPUNIT_ASSERT_EQUAL(409, second.status);
    CPPUNIT_ASSERT_EQUAL(std::string("in_flight"), second.code());
    CPPUNIT_ASSERT_EQUAL(std::string("1"), second.header("retry-after"));
  }

  void what_was_never_finished_may_be_sent_again() {
    Person ana(house(), "Ana");
    CPPUNIT_ASSERT_EQUAL(200,
                         ana.ask_at("POST", "/api/v1/direct", {{"person", ana.id()}}, key("died")).status);
    house().schema().run(
        "UPDATE replay SET status = 0, began_at = began_at - INTERVAL 61 SECOND WHERE person_id = " +
        std::to_string(ana.id()));
    const HttpAnswer again = ana.ask_at("POST", "/api/v1/direct", {{"person", ana.id()}}, key("died"));
    CPPUNIT_ASSERT_EQUAL(200, again.status);
    CPPUNIT_ASSERT_EQUAL(std::string(""), again.header("idempotency-replayed"));
  }

  void answers_outlive_a_kill_and_not_a_day() {
    Person ana(house(), "Ana");
    const HttpAnswer first = ana.ask_at("POST", "/api/v1/direct", {{"person", ana.id()}}, key("kept"));
    house().kill();
    house().start();
    const HttpAnswer again = ana.ask_at("POST", "/api/v1/direct", {{"person", ana.id()}}, key("kept"));
    CPPUNIT_ASSERT_EQUAL(first.body, again.body);
    CPPUNIT_ASSERT_EQUAL(std::string("true"), again.header("idempotency-replayed"));
    house().schema().run("UPDATE replay SET began_at = began_at - INTERVAL 25 HOUR WHERE person_id = " +
                         std::to_string(ana.id()));
    const HttpAnswer late = ana.ask_at("POST", "/api/v1/direct", {{"person", ana.id()}}, key("kept"));
    CPPUNIT_ASSERT_EQUAL(std::string(""), late.header("idempotency-replayed"));
  }

  void of_one_person_only_so_many_are_kept() {
    Person ana(house(), "Ana");
    const std::string me = std::to_string(ana.id());
    house().schema().run("INSERT INTO replay (person_id, key_hash, request_hash, began_at, status) SELECT " +
                         me +
                         ", UNHEX(SHA2(seq, 256)), '', UTC_TIMESTAMP(3) - INTERVAL (2000 - seq) SECOND, 200 "
                         "FROM seq_1_to_1200");
    CPPUNIT_ASSERT_EQUAL(
        200, ana.ask_at("POST", "/api/v1/direct", {{"person", ana.id()}}, key("one more")).status);
    const auto kept = house().schema().number("SELECT COUNT(*) FROM replay WHERE person_id = " + me);
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{1000}, kept);
    const HttpAnswer again = ana.ask_at("POST", "/api/v1/direct", {{"person", ana.id()}}, key("one more"));
    CPPUNIT_ASSERT_EQUAL(std::string("true"), again.header("idempotency-replayed"));
  }

  void a_message_takes_its_key_from_the_field() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto talk = ana.direct_with(ben);
    const HttpAnswer first = ana.ask_at("POST", at(talk) + "/messages", {{"body", "Tea?"}}, key("tea"));
    const HttpAnswer again = ana.ask_at("POST", at(talk) + "/messages", {{"body", "Tea?"}}, key("tea"));
    CPPUNIT_ASSERT_EQUAL_MESSAGE(first.body, 201, first.status);
    CPPUNIT_ASSERT_EQUAL(Json(true), again.json()["repeated"]);
    CPPUNIT_ASSERT_EQUAL(first.json()["seq"], again.json()["seq"]);
    // The same as the argument of that name, over the socket too.
    Device device = ana.device();
    CPPUNIT_ASSERT_EQUAL(Json(true), device.call("message.post", message(talk, "Tea?", "tea"))["repeated"]);
    CPPUNIT_ASSERT_EQUAL(
        422,
        ana.ask_at("POST", at(talk) + "/messages", {{"key", "coffee"}, {"body", "Tea?"}}, key("tea")).status);
    CPPUNIT_ASSERT_EQUAL(std::size_t{1},
                         ben.list("/conversations/" + std::to_string(talk) + "/messages", "messages").size());
  }

  void who_edits_what_they_have_not_seen_is_told() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto talk = ana.direct_with(ben);
    ana.device().call("message.post", message(talk, "Tea at four?"));
    const std::string path = at(talk) + "/messages/1";
    const HttpAnswer mine = ana.ask_at("GET", path);
    const std::string etag = mine.header("etag");
    CPPUNIT_ASSERT_EQUAL("\"" + mine.json()["rev"].dump() + "\"", etag);
    const HttpAnswer edited = ana.ask_at("PATCH", path, {{"body", "Tea at five?"}}, {{"If-Match", etag}});
    CPPUNIT_ASSERT_EQUAL_MESSAGE(edited.body, 200, edited.status);
    CPPUNIT_ASSERT_EQUAL(ana.ask_at("GET", path).header("etag"), edited.header("etag"));
    const HttpAnswer late = ana.ask_at("PATCH", path, {{"body", "Tea at six?"}}, {{"If-Match", etag}});
    CPPUNIT_ASSERT_EQUAL(412, late.status);
    CPPUNIT_ASSERT_EQUAL(std::string("precondition_failed"), late.code());
    CPPUNIT_ASSERT_EQUAL(412, ana.ask_at("PATCH", path, {{"body", "x"}}, {{"If-Match", "\"other\""}}).status);
    CPPUNIT_ASSERT_EQUAL(422,
                         ana.ask_at("PATCH", path, {{"body", "x"}, {"rev", 1}}, {{"If-Match", etag}}).status);
    CPPUNIT_ASSERT_EQUAL(Json("Tea at five?"), ben.ask_at("GET", path).json()["body"]);
    CPPUNIT_ASSERT_EQUAL(200, ana.ask_at("PATCH", path, {{"body", "Tea!"}}, {{"If-Match", "*"}}).status);
    // Without a condition the argument says the same in its own words.
    CPPUNIT_ASSERT_EQUAL(409, ana.ask_at("PATCH", path, {{"body", "x"}, {"rev", 1}}).status);
  }

  void who_holds_the_message_is_not_sent_it_again() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto talk = ana.direct_with(ben);
    ana.device().call("message.post", message(talk, "Tea?"));
    const std::string path = at(talk) + "/messages/1";
    const std::string etag = ben.ask_at("GET", path).header("etag");
    const HttpAnswer held = ben.ask_at("GET", path, nullptr, {{"If-None-Match", "\"0\", W/" + etag}});
    CPPUNIT_ASSERT_EQUAL(304, held.status);
    CPPUNIT_ASSERT(held.body.empty());
    ana.device().call("reaction.add", {{"conversation", talk}, {"seq", 1}, {"emoji", "🍵"}});
    const HttpAnswer news = ben.ask_at("GET", path, nullptr, {{"If-None-Match", etag}});
    CPPUNIT_ASSERT_EQUAL(200, news.status);
    CPPUNIT_ASSERT_EQUAL(Json("🍵"), news.json()["reactions"][0]["emoji"]);
    CPPUNIT_ASSERT_EQUAL(404, ben.ask_at("GET", at(talk) + "/messages/2").status);
  }

  void the_server_ends_well() { house().stop(); }
};

CPPUNIT_TEST_SUITE_REGISTRATION(AgainTest);

}  // namespace hearth::story
