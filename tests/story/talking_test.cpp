// People talk: what one says, the others hear, once, in one order.
#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include "person.h"

namespace hearth::story {

class TalkingTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(TalkingTest);
  CPPUNIT_TEST(ana_posts_and_ben_hears_it_once);
  CPPUNIT_TEST(the_same_key_is_stored_once_whatever_way_it_comes);
  CPPUNIT_TEST(parallel_retries_are_stored_once);
  CPPUNIT_TEST(a_key_is_the_senders_own);
  CPPUNIT_TEST(everybody_sees_the_same_order_without_gaps);
  CPPUNIT_TEST(a_reply_names_the_message_it_answers);
  CPPUNIT_TEST(ones_other_devices_hear_what_one_says);
  CPPUNIT_TEST(over_rest_is_as_good_as_over_the_socket);
  CPPUNIT_TEST(any_text_arrives_as_it_was_written);
  CPPUNIT_TEST(a_text_that_is_too_long_is_refused_by_name);
  CPPUNIT_TEST(an_empty_talk_is_no_approach);
  CPPUNIT_TEST(notes_to_self_are_a_conversation_of_one);
  CPPUNIT_TEST(typing_is_told_to_the_others_only);
  CPPUNIT_TEST(who_posts_too_fast_is_told_when_to_go_on);
  CPPUNIT_TEST(the_server_ends_well);
  CPPUNIT_TEST_SUITE_END();

  static House& house() {
    static House kHouse;
    return kHouse;
  }
  static auto with_body(const std::string& body) {
    return [body](const Json& event) { return event["message"]["body"] == body; };
  }

  void ana_posts_and_ben_hears_it_once() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto talk = ana.direct_with(ben);
    Device anas = ana.device(), bens = ben.device();

    const Json posted = anas.call("message.post", message(talk, "Hello Ben"));
    CPPUNIT_ASSERT_EQUAL(Json(1), posted["seq"]);
    CPPUNIT_ASSERT_EQUAL(Json(2), posted["rev"]);  // 1 was the making of the conversation
    CPPUNIT_ASSERT_EQUAL(Json(false), posted["repeated"]);

    const Json heard = bens.expect("message.posted");
    CPPUNIT_ASSERT_EQUAL(Json(talk), heard["conversation"]);
    CPPUNIT_ASSERT_EQUAL(posted["rev"], heard["rev"]);
    CPPUNIT_ASSERT_EQUAL(posted["seq"], heard["message"]["seq"]);
    CPPUNIT_ASSERT_EQUAL(posted["at"], heard["message"]["at"]);
    CPPUNIT_ASSERT_EQUAL(Json(ana.id()), heard["message"]["sender"]);
    CPPUNIT_ASSERT_EQUAL(Json("Hello Ben"), heard["message"]["body"]);
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, bens.count("message.posted"));
    // Her own connection knows from the reply.
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, anas.count("message.posted"));
  }

  void the_same_key_is_stored_once_whatever_way_it_comes() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto talk = ana.direct_with(ben);
    Device first = ana.device(), second = ana.device(), bens = ben.device();
    const Json said = message(talk, "Only once");

    const Json stored = first.call("message.post", said);
    const Json again = second.call("message.post", said);
    const Json rest = ana.post("/conversations/" + std::to_string(talk) + "/messages",
                               {{"key", said["key"]}, {"body", "Only once"}});
    for (const Json& reply : {again, rest}) {
      CPPUNIT_ASSERT_EQUAL(Json(true), reply["repeated"]);
      CPPUNIT_ASSERT_EQUAL(stored["seq"], reply["seq"]);
      CPPUNIT_ASSERT_EQUAL(stored["rev"], reply["rev"]);
      CPPUNIT_ASSERT_EQUAL(stored["at"], reply["at"]);
    }
    first.call("message.post", message(talk, "And then"));
    bens.expect("message.posted", with_body("Only once"));
    bens.expect("message.posted", with_body("And then"));
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, bens.count("message.posted"));
    CPPUNIT_ASSERT_EQUAL(std::size_t{2},
                         ben.get("/conversations/" + std::to_string(talk) + "/messages")["messages"].size());
  }

  void parallel_retries_are_stored_once() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto talk = ana.direct_with(ben);
    std::vector<Device> devices;
    for (int i = 0; i < 4; ++i) devices.push_back(ana.device());
    std::vector<std::string> keys;
    for (int i = 0; i < 25; ++i) keys.push_back(new_key());

    std::vector<std::vector<std::uint64_t>> sent(devices.size());
    for (const auto& key : keys)
      for (std::size_t d = 0; d < devices.size(); ++d)
        sent[d].push_back(devices[d].send("message.post", message(talk, "once: " + key, key)));
    for (std::size_t k = 0; k < keys.size(); ++k) {
      int stored = 0;
      std::set<Json> places;
      for (std::size_t d = 0; d < devices.size(); ++d) {
        const Json reply = devices[d].wait_reply(sent[d][k]).ok;
        stored += reply["repeated"] == false ? 1 : 0;
        places.insert(reply["seq"]);
      }
      CPPUNIT_ASSERT_EQUAL(1, stored);
      CPPUNIT_ASSERT_EQUAL(std::size_t{1}, places.size());
    }
    CPPUNIT_ASSERT_EQUAL(Json(keys.size()), ben.get("/conversations/" + std::to_string(talk))["seq"]);
  }

  void a_key_is_the_senders_own() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto talk = ana.direct_with(ben);
    const std::string key = new_key();
    Device anas = ana.device(), bens = ben.device();
    anas.call("message.post", message(talk, "Mine", key));
    const Json his = bens.call("message.post", message(talk, "Mine too", key));
    CPPUNIT_ASSERT_EQUAL(Json(false), his["repeated"]);
    CPPUNIT_ASSERT_EQUAL(Json(2), his["seq"]);
  }

  void everybody_sees_the_same_order_without_gaps() {
    Person ana(house(), "Ana"), ben(house(), "Ben"), carl(house(), "Carl");
    const auto group = ana.group("Everybody talks", {&ben, &carl});
    Device anas = ana.device(), bens = ben.device(), carls = carl.device();
    constexpr int kEach = 40;
    std::vector<std::uint64_t> sent_by_ana, sent_by_ben;
    for (int i = 0; i < kEach; ++i) {
      sent_by_ana.push_back(anas.send("message.post", message(group, "a" + std::to_string(i))));
      sent_by_ben.push_back(bens.send("message.post", message(group, "b" + std::to_string(i))));
    }
    std::uint64_t seq = 1, rev = 1;  // the notice of the founding
    std::string a = "a0", b = "b0";
    for (int i = 0; i < 2 * kEach; ++i) {
      const Json heard = carls.expect("message.posted");
      CPPUNIT_ASSERT_EQUAL(Json(++seq), heard["message"]["seq"]);
      CPPUNIT_ASSERT_EQUAL(Json(++rev), heard["rev"]);
      // Each of them is heard in the order in which they wrote.
      const std::string body = heard["message"]["body"];
      std::string& awaited = body[0] == 'a' ? a : b;
      CPPUNIT_ASSERT_EQUAL(awaited, body);
      awaited = body[0] + std::to_string(std::stoi(body.substr(1)) + 1);
    }
    for (int i = 0; i < kEach; ++i) {
      CPPUNIT_ASSERT(anas.wait_reply(sent_by_ana[static_cast<std::size_t>(i)]).error.is_null());
      CPPUNIT_ASSERT(bens.wait_reply(sent_by_ben[static_cast<std::size_t>(i)]).error.is_null());
    }
  }

  void a_reply_names_the_message_it_answers() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto talk = ana.direct_with(ben);
    Device anas = ana.device(), bens = ben.device();
    anas.call("message.post", message(talk, "Tea?"));
    Json answer = message(talk, "Yes");
    answer["reply_to"] = 1;
    bens.call("message.post", answer);
    CPPUNIT_ASSERT_EQUAL(Json(1), anas.expect("message.posted")["message"]["reply_to"]);
    for (const int nothing : {0, 3, 1000}) {
      answer = message(talk, "To what?");
      answer["reply_to"] = nothing;
      const Reply refused = bens.ask("message.post", answer);
      CPPUNIT_ASSERT_EQUAL(std::string("invalid"), refused.code());
      CPPUNIT_ASSERT_EQUAL(Json("reply_to"), refused.error["field"]);
    }
  }

  void ones_other_devices_hear_what_one_says() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto talk = ana.direct_with(ben);
    Device phone = ana.device(), desk = ana.device();
    phone.call("message.post", message(talk, "From the phone"));
    desk.expect("message.posted", with_body("From the phone"));
    CPPUNIT_ASSERT_EQUAL(Json(0), ana.get("/conversations/" + std::to_string(talk))["unread"]);
  }

  void over_rest_is_as_good_as_over_the_socket() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto talk = ana.direct_with(ben);
    Device anas = ana.device(), bens = ben.device();
    const HttpAnswer answer = ana.ask("POST", "/conversations/" + std::to_string(talk) + "/messages",
                                      {{"key", new_key()}, {"body", "By REST"}});
    CPPUNIT_ASSERT_EQUAL(201, answer.status);
    bens.expect("message.posted", with_body("By REST"));
    anas.expect("message.posted", with_body("By REST"));  // a request is no connection that knows already
  }

  void any_text_arrives_as_it_was_written() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto talk = ana.direct_with(ben);
    Device anas = ana.device(), bens = ben.device();
    std::string longest;
    for (int i = 0; i < 16000; ++i) longest += "\xF0\x9F\xA6\x8A";  // as long as allowed, four bytes each
    const std::vector<std::string> texts{
        "   two spaces in front, a tab\tinside\n\n```cpp\nint x = 1;\n```\n",
        "\"quotes\", back\\slash, </script>, \xE2\x80\xA8, 100 %, ' OR 1=1 --",
        "\xD8\xB3\xD9\x84\xD8\xA7\xD9\x85 \xE4\xBD\xA0\xE5\xA5\xBD "
        "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x9A\x80",
        longest,
    };
    for (const auto& text : texts) {
      anas.call("message.post", message(talk, text));
      CPPUNIT_ASSERT_EQUAL(text, bens.expect("message.posted")["message"]["body"].get<std::string>());
    }
    const Json page = ben.get("/conversations/" + std::to_string(talk) + "/messages");
    for (std::size_t i = 0; i < texts.size(); ++i)
      CPPUNIT_ASSERT_EQUAL(texts[i], page["messages"][i]["body"].get<std::string>());
    // Two ways to write the same letter are stored in one (NFC).
    anas.call("message.post", message(talk, "cafe\xCC\x81"));
    bens.expect("message.posted", with_body("caf\xC3\xA9"));
  }

  void a_text_that_is_too_long_is_refused_by_name() {
    Person ana(house(), "Ana");
    const auto notes = ana.direct_with(ana);
    Device anas = ana.device();
    for (const std::string& body : {std::string(), std::string(16001, 'x')}) {
      const Reply refused = anas.ask("message.post", message(notes, body));
      CPPUNIT_ASSERT_EQUAL(std::string("invalid"), refused.code());
      CPPUNIT_ASSERT_EQUAL(Json("body"), refused.error["field"]);
    }
    const Reply refused = anas.ask("message.post", message(notes, "x", std::string(65, 'k')));
    CPPUNIT_ASSERT_EQUAL(Json("key"), refused.error["field"]);
  }

  void an_empty_talk_is_no_approach() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    Device bens = ben.device();
    const auto talk = ana.direct_with(ben);
    CPPUNIT_ASSERT_EQUAL(talk, ana.direct_with(ben));
    CPPUNIT_ASSERT_EQUAL(talk, ben.direct_with(ana));
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, bens.count("conversation.joined"));
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, ben.get("/conversations")["lines"].size());
    Device anas = ana.device();
    anas.call("message.post", message(talk, "Now it is one"));
    bens.expect("message.posted", with_body("Now it is one"));
    const Json hello = ben.get("/conversations");
    CPPUNIT_ASSERT_EQUAL(Json(talk), hello["lines"][0]["id"]);
    CPPUNIT_ASSERT_EQUAL(Json(ana.id()), hello["lines"][0]["peer"]);
    CPPUNIT_ASSERT_EQUAL(Json(1), hello["lines"][0]["unread"]);
  }

  void notes_to_self_are_a_conversation_of_one() {
    Person ana(house(), "Ana");
    Device phone = ana.device(), desk = ana.device();
    const Json line = phone.call("direct.open", {{"person", ana.id()}});
    CPPUNIT_ASSERT_EQUAL(Json("self"), line["kind"]);
    CPPUNIT_ASSERT_EQUAL(Json(1), line["members"]);
    CPPUNIT_ASSERT(!line.contains("peer"));
    phone.call("message.post", message(line["id"], "Buy milk"));
    desk.expect("message.posted", with_body("Buy milk"));
    CPPUNIT_ASSERT_EQUAL(line["id"], desk.call("direct.open", {{"person", ana.id()}})["id"]);
  }

  void typing_is_told_to_the_others_only() {
    Person ana(house(), "Ana"), ben(house(), "Ben"), eve(house(), "Eve");
    const auto talk = ana.direct_with(ben);
    Device anas = ana.device(), bens = ben.device(), eves = eve.device();
    anas.call("typing", {{"conversation", talk}, {"typing", true}});
    const Json seen = bens.expect("typing");
    CPPUNIT_ASSERT_EQUAL(Json(ana.id()), seen["person"]);
    CPPUNIT_ASSERT_EQUAL(Json(true), seen["typing"]);
    CPPUNIT_ASSERT(!seen.contains("rev"));
    anas.call("typing", {{"conversation", talk}, {"typing", false}});
    CPPUNIT_ASSERT_EQUAL(Json(false), bens.expect("typing")["typing"]);
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, anas.count("typing"));
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, eves.count("typing"));
  }

  void who_posts_too_fast_is_told_when_to_go_on() {
    HouseRules rules;
    rules.messages_per_minute = 40;  // in bursts of ten
    House strict(rules);
    Person ana(strict, "Ana");
    const auto notes = ana.direct_with(ana);
    Device anas = ana.device();
    Reply reply;
    int stored = 0;
    while ((reply = anas.ask("message.post", message(notes, "more"))).error.is_null() && stored < 100)
      ++stored;
    CPPUNIT_ASSERT(stored >= 10 && stored < 20);
    CPPUNIT_ASSERT_EQUAL(std::string("too_many"), reply.code());
    CPPUNIT_ASSERT(reply.error["retry_after_ms"] > 0 && reply.error["retry_after_ms"] <= 1500);
    const HttpAnswer rest = ana.ask("POST", "/conversations/" + std::to_string(notes) + "/messages",
                                    {{"key", new_key()}, {"body", "by another way"}});
    CPPUNIT_ASSERT_EQUAL(429, rest.status);
    CPPUNIT_ASSERT(!rest.header("retry-after").empty());
    strict.stop();
  }

  void the_server_ends_well() { house().stop(); }
};
CPPUNIT_TEST_SUITE_REGISTRATION(TalkingTest);

}  // namespace hearth::story
