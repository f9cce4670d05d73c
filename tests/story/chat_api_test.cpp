// The chat API of the trade, word for word as it is asked for; and what goes through it is what everybody
// sees.
#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>
#include "base/clock.h"
#include "person.h"

namespace hearth::story {

class ChatApiTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(ChatApiTest);
  CPPUNIT_TEST(a_program_signs_in_and_sends);
  CPPUNIT_TEST(what_is_sent_is_live_on_the_page_and_the_other_way_round);
  CPPUNIT_TEST(the_status_follows_the_message);
  CPPUNIT_TEST(pages_have_the_newest_first_and_a_total);
  CPPUNIT_TEST(the_same_key_sends_once);
  CPPUNIT_TEST(numbers_of_messages_never_change);
  CPPUNIT_TEST(who_may_not_is_refused);
  CPPUNIT_TEST(what_is_wrong_is_told_field_by_field);
  CPPUNIT_TEST(the_server_ends_well);
  CPPUNIT_TEST_SUITE_END();

  static House& house() {
    static House kHouse;
    return kHouse;
  }
  static HttpAnswer send(Person& from, const Json& to, const Json& text, Headers more = {}) {
    return from.ask_at("POST", "/api/chat/send", {{"receiver_id", to}, {"message", text}}, std::move(more));
  }
  static Json page(Person& person, const Person& with, const std::string& query = "") {
    const HttpAnswer answer = person.ask_at("GET", "/api/chat/messages/" + std::to_string(with.id()) + query);
    CPPUNIT_ASSERT_EQUAL_MESSAGE(answer.body, 200, answer.status);
    return answer.json();
  }
  static HttpAnswer read(Person& person, const Json& id) {
    return person.ask_at("PATCH", "/api/chat/read/" + id.dump());
  }

  void a_program_signs_in_and_sends() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    HttpClient http = house().http();
    const HttpAnswer in =
        http.post("/api/auth/login", {{"username", ana.user_name()}, {"password", ana.password()}});
    CPPUNIT_ASSERT_EQUAL_MESSAGE(in.body, 200, in.status);
    const Json tokens = in.json();
    CPPUNIT_ASSERT_EQUAL(std::size_t{4}, tokens.size());
    CPPUNIT_ASSERT_EQUAL(Json("Bearer"), tokens["token_type"]);
    CPPUNIT_ASSERT(tokens["expires_in"].get<int>() > 0 &&
                   !tokens["refresh_token"].get<std::string>().empty());
    const HttpAnswer sent =
        http.ask("POST", "/api/chat/send", {{"receiver_id", ben.id()}, {"message", "Hello"}},
                 {{"Authorization", "Bearer " + tokens["access_token"].get<std::string>()}});
    CPPUNIT_ASSERT_EQUAL_MESSAGE(sent.body, 201, sent.status);
    Json message = sent.json();
    CPPUNIT_ASSERT(message["id"].is_number_unsigned());
    // To the second, as in the trade's own examples.
    const auto at = message["created_at"].get<std::string>();
    CPPUNIT_ASSERT_EQUAL_MESSAGE(at, std::string("2024-03-22T12:00:00Z").size(), at.size());
    CPPUNIT_ASSERT_MESSAGE(at, parse_rfc3339(at).has_value());
    message.erase("id"), message.erase("created_at");
    CPPUNIT_ASSERT_EQUAL(
        Json({{"sender_id", ana.id()}, {"receiver_id", ben.id()}, {"message", "Hello"}, {"status", "sent"}}),
        message);
    const Json refreshed =
        http.post("/api/v1/auth/refresh", {{"refresh_token", tokens["refresh_token"]}}).json();
    CPPUNIT_ASSERT(refreshed.contains("access_token"));
    house().schema().run(
        "UPDATE person SET email = 'ana@example.org', email_key = 'ana@example.org' WHERE id = " +
        std::to_string(ana.id()));
    CPPUNIT_ASSERT_EQUAL(
        200,
        http.post("/api/auth/login", {{"email", "ana@example.org"}, {"password", ana.password()}}).status);
  }

  void what_is_sent_is_live_on_the_page_and_the_other_way_round() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    Device his = ben.device(), other_of_his = ben.device();
    send(ana, ben.id(), "Are you there?");
    const Json event = his.expect("message.posted");
    CPPUNIT_ASSERT_EQUAL(Json("Are you there?"), event["message"]["body"]);
    other_of_his.expect("message.posted");
    his.call("message.post", message(event["conversation"], "I **am**."));
    const Json got = page(ana, ben);
    CPPUNIT_ASSERT_EQUAL(Json("I **am**."), got["data"][0]["message"]);
    CPPUNIT_ASSERT_EQUAL(Json(ben.id()), got["data"][0]["sender_id"]);
    CPPUNIT_ASSERT_EQUAL(Json(ana.id()), got["data"][0]["receiver_id"]);
    // After a cut it is there as any other.
    his.drop();
    send(ana, ben.id(), "Good.");
    Device back = ben.device();
    const Json changes =
        back.call("conversation.sync", {{"conversation", event["conversation"]}, {"rev", event["rev"]}});
    CPPUNIT_ASSERT_EQUAL(Json("Good."), changes["messages"].back()["body"]);
  }

  void the_status_follows_the_message() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const Json sent = send(ana, ben.id(), "Tea?").json();
    CPPUNIT_ASSERT_EQUAL(Json("sent"), page(ana, ben)["data"][0]["status"]);
    Device hers = ana.device();
    CPPUNIT_ASSERT_EQUAL(Json("delivered"), page(ben, ana)["data"][0]["status"]);
    CPPUNIT_ASSERT_EQUAL(Json("delivered"), page(ana, ben)["data"][0]["status"]);
    const HttpAnswer seen = read(ben, sent["id"]);
    CPPUNIT_ASSERT_EQUAL_MESSAGE(seen.body, 200, seen.status);
    Json expected = sent;
    expected["status"] = "read";
    CPPUNIT_ASSERT_EQUAL(expected, seen.json());
    CPPUNIT_ASSERT_EQUAL(Json("read"), page(ana, ben)["data"][0]["status"]);
    // The sender's open page hears of it.
    hers.expect("receipt.advanced", [&](const Json& e) {
      for (const Json& one : e["advances"])
        if (one["person"] == ben.id() && one["read_seq"] == 1) return true;
      return false;
    });
    const Json notes = send(ana, ana.id(), "Milk").json();
    CPPUNIT_ASSERT_EQUAL(Json("read"), notes["status"]);
    CPPUNIT_ASSERT_EQUAL(200, read(ana, notes["id"]).status);
  }

  void pages_have_the_newest_first_and_a_total() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    CPPUNIT_ASSERT_EQUAL(Json({{"data", Json::array()}, {"meta", {{"current_page", 1}, {"total", 0}}}}),
                         page(ana, ben));
    CPPUNIT_ASSERT(ana.list("/conversations", "lines").empty());  // looking makes nothing
    // Long ones, so that one answer of the verb does not hold a page.
    const std::string much(15'000, 'x');
    for (int i = 1; i <= 25; ++i)
      send(i % 2 == 0 ? ana : ben, i % 2 == 0 ? ben.id() : ana.id(), std::to_string(i) + much);
    const Json first = page(ana, ben), second = page(ana, ben, "?page=2"),
               third = page(ana, ben, "?page=3&per_page=10");
    CPPUNIT_ASSERT_EQUAL(std::size_t{20}, first["data"].size());
    CPPUNIT_ASSERT_EQUAL(std::size_t{5}, second["data"].size());
    CPPUNIT_ASSERT_EQUAL(std::size_t{5}, third["data"].size());
    CPPUNIT_ASSERT_EQUAL(Json({{"current_page", 3}, {"total", 25}}), third["meta"]);
    Json all = first["data"];
    for (const Json& one : second["data"]) all.push_back(one);
    for (std::size_t i = 0; i < all.size(); ++i)
      CPPUNIT_ASSERT_EQUAL(Json(std::to_string(25 - i) + much), all[i]["message"]);
    CPPUNIT_ASSERT(page(ana, ben, "?page=99")["data"].empty());
    CPPUNIT_ASSERT(page(ana, ben, "?page=4294967295&per_page=100")["data"].empty());
    // A deleted one keeps its place, and nothing else.
    Device hers = ana.device();
    const auto talk = ana.direct_with(ben);
    hers.call("message.delete", {{"conversation", talk}, {"seq", 24}});
    const Json after = page(ben, ana);
    CPPUNIT_ASSERT_EQUAL(Json(""), after["data"][1]["message"]);
    CPPUNIT_ASSERT_EQUAL(Json(25), after["meta"]["total"]);
  }

  void the_same_key_sends_once() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const HttpAnswer first = send(ana, ben.id(), "Once", {{"Idempotency-Key", "abc"}});
    const HttpAnswer again = send(ana, ben.id(), "Once", {{"Idempotency-Key", "abc"}});
    CPPUNIT_ASSERT_EQUAL(201, again.status);
    CPPUNIT_ASSERT_EQUAL(first.body, again.body);
    CPPUNIT_ASSERT_EQUAL(422, send(ana, ben.id(), "Twice", {{"Idempotency-Key", "abc"}}).status);
    CPPUNIT_ASSERT_EQUAL(Json(1), page(ana, ben)["meta"]["total"]);
  }

  void numbers_of_messages_never_change() {
    Person ana(house(), "Ana"), ben(house(), "Ben"), cleo(house(), "Cleo");
    const Json one = send(ana, ben.id(), "1").json()["id"], two = send(ben, ana.id(), "2").json()["id"],
               other = send(ana, cleo.id(), "1").json()["id"];
    CPPUNIT_ASSERT(one < two && one != other && two != other);
    CPPUNIT_ASSERT(two.get<std::uint64_t>() < (std::uint64_t{1} << 53));
    house().restart();
    const Json page_of_ben = page(ben, ana);
    CPPUNIT_ASSERT_EQUAL(two, page_of_ben["data"][0]["id"]);
    CPPUNIT_ASSERT_EQUAL(one, page_of_ben["data"][1]["id"]);
  }

  static void must_be(int status, const std::string& code, const HttpAnswer& answer) {
    CPPUNIT_ASSERT_EQUAL_MESSAGE(answer.body, status, answer.status);
    CPPUNIT_ASSERT_EQUAL(code, answer.code());
  }

  void who_may_not_is_refused() {
    Person ana(house(), "Ana"), ben(house(), "Ben"), cleo(house(), "Cleo");
    const Json sent = send(ana, ben.id(), "Secret").json();
    const auto group = ana.group("Group", {&ben});
    const std::uint64_t in_group = (group << 25) + 1;
    must_be(404, "not_found", read(cleo, sent["id"]));
    must_be(404, "not_found", read(ben, in_group));
    must_be(404, "not_found", read(ben, sent["id"].get<std::uint64_t>() + 1));
    must_be(404, "not_found", read(ben, 1));
    must_be(403, "forbidden", read(ana, sent["id"]));
    must_be(404, "not_found", send(ana, 999'999, "Anybody?"));
    must_be(404, "not_found", ana.ask_at("GET", "/api/chat/messages/999999"));
    CPPUNIT_ASSERT(page(cleo, ana)["data"].empty());
    HttpClient http = house().http();
    must_be(401, "not_signed_in", http.post("/api/chat/send", {{"receiver_id", 1}, {"message", "Hello"}}));
    must_be(401, "wrong_credentials",
            http.post("/api/auth/login", {{"username", ana.user_name()}, {"password", "no idea at all"}}));
  }

  void what_is_wrong_is_told_field_by_field() {
    Person ana(house(), "Ana");
    const HttpAnswer empty = ana.ask_at("POST", "/api/chat/send", Json::object());
    must_be(422, "invalid", empty);
    CPPUNIT_ASSERT_EQUAL(Json("receiver_id"), empty.json()["errors"][0]["field"]);
    CPPUNIT_ASSERT_EQUAL(Json("message"), empty.json()["errors"][1]["field"]);
    const HttpAnswer blank = send(ana, ana.id(), "  ");
    must_be(422, "invalid", blank);
    CPPUNIT_ASSERT_EQUAL(Json("message"), blank.json()["field"]);
    must_be(422, "invalid", send(ana, "two", "Hello"));
    must_be(422, "invalid", ana.ask_at("GET", "/api/chat/messages/1?page=0"));
    must_be(422, "invalid", ana.ask_at("GET", "/api/chat/messages/1?per_page=1000"));
    must_be(422, "invalid", ana.ask_at("PATCH", "/api/chat/read/none"));
    must_be(422, "invalid", house().http().post("/api/auth/login", {{"password", "x"}}));
  }

  void the_server_ends_well() { house().stop(); }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ChatApiTest);

}  // namespace hearth::story
