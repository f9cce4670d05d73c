// The server stops, is killed, is slow to be read from: nothing that was acknowledged is ever lost.
#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include <thread>

#include "person.h"

namespace hearth::story {

class StoppingTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(StoppingTest);
  CPPUNIT_TEST(sockets_are_told_to_come_back_later);
  CPPUNIT_TEST(what_was_acknowledged_before_a_stop_is_there_after_it);
  CPPUNIT_TEST(no_request_is_cut_by_a_stop);
  CPPUNIT_TEST(what_was_acknowledged_before_a_kill_is_there_after_it);
  CPPUNIT_TEST(a_slow_reader_is_closed_and_loses_nothing);
  CPPUNIT_TEST(a_silent_client_is_asked_and_then_let_go);
  CPPUNIT_TEST_SUITE_END();

  static std::string at(std::uint64_t conversation) {
    return "/conversations/" + std::to_string(conversation);
  }

  /// The bodies of all messages, by seq; fails where one is missing in between.
  static std::vector<std::string> whole_history(Person& person, std::uint64_t conversation) {
    std::vector<std::string> out;
    for (;;) {
      const Json page =
          person.get(at(conversation) + "/messages?limit=200&after=" + std::to_string(out.size()));
      for (const Json& one : page["messages"]) {
        CPPUNIT_ASSERT_EQUAL(Json(out.size() + 1), one["seq"]);
        out.push_back(one["body"]);
      }
      if (page["more_after"] == false) return out;
    }
  }

  /// Posts without waiting until the connection ends; which were acknowledged, with their places.
  static std::map<std::string, int> post_until_cut(Person& person, std::uint64_t conversation,
                                                   const std::function<void(std::size_t)>& acknowledged) {
    std::map<std::string, int> out;
    Device device = person.device();
    std::vector<std::pair<std::uint64_t, std::string>> sent;
    constexpr std::size_t kInFlight = 50;
    std::size_t done = 0;
    try {
      for (int i = 0;; ++i) {
        const std::string body = person.name() + " " + std::to_string(i);
        sent.emplace_back(device.send("message.post", message(conversation, body)), body);
        if (sent.size() - done < kInFlight) continue;
        const Reply reply = device.wait_reply(sent[done].first);
        if (!reply.error.is_null()) return out;  // it is stopping
        out[sent[done].second] = reply.ok["seq"];
        ++done;
        acknowledged(out.size());
      }
    } catch (const TooLate&) {
      throw;
    } catch (const std::runtime_error&) {
      return out;  // the connection has ended
    }
  }

  void sockets_are_told_to_come_back_later() {
    House house;
    Person ana(house, "Ana");
    Device anas = ana.device();
    house.begin_stop();
    std::string reason;
    CPPUNIT_ASSERT_EQUAL(1001, anas.wait_closed(&reason));
    const Json told = Json::parse(reason);
    CPPUNIT_ASSERT_EQUAL(Json("later"), told["retry"]);
    CPPUNIT_ASSERT(told["after_ms"][0] < told["after_ms"][1]);
    house.wait_stopped();
  }

  void acknowledged_survives(const std::function<void(House&)>& end) {
    House house;
    Person ana(house, "Ana"), ben(house, "Ben");
    const auto talk = ana.direct_with(ben);
    std::map<std::string, int> by_ana, by_ben;
    std::atomic<std::size_t> count = 0;
    std::thread writer([&] { by_ben = post_until_cut(ben, talk, [](std::size_t) {}); });
    by_ana = post_until_cut(ana, talk, [&](std::size_t n) {
      if (n == 400) end(house);
    });
    writer.join();
    CPPUNIT_ASSERT(by_ana.size() >= 400);
    house.start();
    const auto stored = whole_history(ana, talk);
    for (const auto& acknowledged : {by_ana, by_ben})
      for (const auto& [body, seq] : acknowledged) {
        CPPUNIT_ASSERT(static_cast<std::size_t>(seq) <= stored.size());
        CPPUNIT_ASSERT_EQUAL(body, stored[static_cast<std::size_t>(seq) - 1]);
      }
    CPPUNIT_ASSERT_EQUAL(stored.size(), std::set<std::string>(stored.begin(), stored.end()).size());
    // And both go on.
    Device anas = ana.device(), bens = ben.device();
    const Json posted = anas.call("message.post", message(talk, "We are back"));
    CPPUNIT_ASSERT_EQUAL(Json(stored.size() + 1), posted["seq"]);
    CPPUNIT_ASSERT_EQUAL(posted["rev"], bens.expect("message.posted")["rev"]);
    house.stop();
  }

  void what_was_acknowledged_before_a_stop_is_there_after_it() {
    acknowledged_survives([](House& house) { house.begin_stop(); });
  }

  void what_was_acknowledged_before_a_kill_is_there_after_it() {
    acknowledged_survives([](House& house) { house.kill(); });
  }

  void no_request_is_cut_by_a_stop() {
    House house;
    Person ana(house, "Ana");
    // A request that is half sent when the stop begins is finished; and a running one: hashing takes its
    // time.
    HttpClient half(house.port()), running(house.port());
    const std::string body = Json{
        {"user_name", "late"},
        {"name", "Late"},
        {"password", "a very late bird sings"},
        {"as", "program"}}.dump();
    const std::string head =
        "POST /api/v1/auth/register HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        "Content-Length: " +
        std::to_string(body.size()) + "\r\n\r\n";
    running.stream().write(head + body);
    std::string name = body;
    name.replace(name.rfind("late"), 4, "slow");
    half.stream().write(head + name.substr(0, 20));
    CPPUNIT_ASSERT_EQUAL(200, house.http().get("/health").status);  // they were accepted before this one
    house.begin_stop();
    CPPUNIT_ASSERT_EQUAL(201, running.read_answer().status);
    half.stream().write(name.substr(20));
    CPPUNIT_ASSERT_EQUAL(201, half.read_answer().status);
    house.wait_stopped();
  }

  void a_slow_reader_is_closed_and_loses_nothing() {
    House house;
    Person ana(house, "Ana"), ben(house, "Ben");
    const auto talk = ana.direct_with(ben);
    Device slow(house, ben.token(), ByteStream::connect(house.port(), 65536));
    Device anas = ana.device();
    // Ben's device reads nothing. The kernel's buffers take some four megabytes, the outbox a quarter of one.
    const std::string body(15000, 'x');
    constexpr int kPosted = 420;
    for (int i = 0; i < kPosted; i += 20) {
      std::vector<std::uint64_t> sent;
      for (int j = 0; j < 20; ++j) sent.push_back(anas.send("message.post", message(talk, body)));
      for (const auto number : sent) CPPUNIT_ASSERT(anas.wait_reply(number).error.is_null());
    }
    int heard = 0;
    int code = 0;
    Json rev = 1;
    while (code == 0) {
      const auto frame = slow.socket().next();
      if (!frame) break;
      if (frame->opcode == 8) {
        code = frame->close_code;
        CPPUNIT_ASSERT_EQUAL(Json("later"), Json::parse(frame->payload)["retry"]);
      } else {
        const Json event = Json::parse(frame->payload);
        if (event["on"] != "message.posted") continue;
        CPPUNIT_ASSERT_EQUAL(Json(++heard), event["message"]["seq"]);  // up to the end without a gap
        rev = event["rev"];
      }
    }
    CPPUNIT_ASSERT_EQUAL(4429, code);
    CPPUNIT_ASSERT(heard < kPosted);
    Device back = ben.device();
    std::set<int> seqs;
    for (bool more = true; more;) {
      const Json page =
          back.call("conversation.sync", {{"conversation", talk}, {"rev", rev}, {"limit", 500}});
      for (const Json& one : page["messages"]) CPPUNIT_ASSERT(seqs.insert(one["seq"].get<int>()).second);
      rev = page["rev"];
      more = page["more"];
    }
    CPPUNIT_ASSERT_EQUAL(static_cast<std::size_t>(kPosted - heard), seqs.size());
    CPPUNIT_ASSERT_EQUAL(heard + 1, *seqs.begin());
    house.stop();
  }

  void a_silent_client_is_asked_and_then_let_go() {
    HouseRules rules;
    rules.heartbeat_seconds = 5;
    House house(rules);
    Person ana(house, "Ana");
    Device lively = ana.device(), dead = ana.device();
    CPPUNIT_ASSERT_EQUAL(Json(5000), lively.welcome()["heartbeat_ms"]);
    // The dead one reads, but never answers a ping.
    std::string bytes;
    ByteStream& cable = dead.socket().stream();
    for (std::string part = " "; !part.empty();) {
      lively.call("ping");  // who says something now and then may stay
      if (!cable.is_readable(std::chrono::milliseconds(200))) continue;
      bytes += part = cable.read();
    }
    const bool asked = bytes.starts_with(std::string("\x89\0", 2));
    const auto close = bytes.find('\x88');
    CPPUNIT_ASSERT(close != std::string::npos && bytes.size() > close + 4);
    const int code =
        static_cast<unsigned char>(bytes[close + 2]) << 8 | static_cast<unsigned char>(bytes[close + 3]);
    CPPUNIT_ASSERT(asked);
    CPPUNIT_ASSERT_EQUAL(4408, code);
    lively.call("ping");
    house.stop();
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(StoppingTest);

}  // namespace hearth::story
