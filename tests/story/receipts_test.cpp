// Sent, delivered, seen: how far each has got, and when.
#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include "person.h"

namespace hearth::story {

class ReceiptsTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(ReceiptsTest);
  CPPUNIT_TEST(ana_learns_that_ben_got_and_saw_it);
  CPPUNIT_TEST(many_who_read_at_once_are_one_change);
  CPPUNIT_TEST(watermarks_only_grow);
  CPPUNIT_TEST(nobody_reads_what_is_not_written);
  CPPUNIT_TEST(message_info_tells_each_persons_times);
  CPPUNIT_TEST(what_was_seen_survives_a_restart);
  CPPUNIT_TEST(who_posts_has_read_what_was_before);
  CPPUNIT_TEST(the_server_ends_well);
  CPPUNIT_TEST_SUITE_END();

  static House& house() {
    static House kHouse;
    return kHouse;
  }
  static std::string at(std::uint64_t conversation) {
    return "/conversations/" + std::to_string(conversation);
  }
  static Json marks(std::uint64_t conversation, int delivered, int read) {
    Json out{{"conversation", conversation}};
    if (delivered >= 0) out["delivered"] = delivered;
    if (read >= 0) out["read"] = read;
    return out;
  }
  static Json advance_of(const Json& event, const Person& person) {
    for (const Json& one : event["advances"])
      if (one["person"] == person.id()) return one;
    return {};
  }
  static auto that_tells_of(const Person& person) {
    return [&person](const Json& event) { return !advance_of(event, person).is_null(); };
  }
  static void post(Device& device, std::uint64_t conversation, int count) {
    for (int i = 0; i < count; ++i) device.call("message.post", message(conversation, "m"));
  }

  void ana_learns_that_ben_got_and_saw_it() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto talk = ana.direct_with(ben);
    Device anas = ana.device(), bens = ben.device();
    post(anas, talk, 2);
    CPPUNIT_ASSERT_EQUAL(Json(2), ben.get(at(talk))["unread"]);

    bens.call("receipt.advance", marks(talk, 2, -1));
    Json told = advance_of(anas.expect("receipt.advanced", that_tells_of(ben)), ben);
    CPPUNIT_ASSERT_EQUAL(Json(2), told["delivered_seq"]);
    CPPUNIT_ASSERT_EQUAL(Json(0), told["read_seq"]);

    bens.call("receipt.advance", marks(talk, -1, 1));
    told = advance_of(anas.expect("receipt.advanced", that_tells_of(ben)), ben);
    CPPUNIT_ASSERT_EQUAL(Json(2), told["delivered_seq"]);
    CPPUNIT_ASSERT_EQUAL(Json(1), told["read_seq"]);
    CPPUNIT_ASSERT_EQUAL(Json(1), ben.get(at(talk))["unread"]);
  }

  void many_who_read_at_once_are_one_change() {
    Person ana(house(), "Ana"), ben(house(), "Ben"), carl(house(), "Carl"), dora(house(), "Dora");
    const auto group = ana.group("Readers", {&ben, &carl, &dora});
    Device anas = ana.device();
    post(anas, group, 3);
    const Json before = ana.get(at(group))["rev"];
    Device bens = ben.device(), carls = carl.device(), doras = dora.device();
    std::vector<std::uint64_t> sent;
    for (int seq = 1; seq <= 4; ++seq)
      for (Device* device : {&bens, &carls, &doras})
        sent.push_back(device->send("receipt.advance", marks(group, seq, seq)));
    std::size_t i = 0;
    for (int seq = 1; seq <= 4; ++seq)
      for (Device* device : {&bens, &carls, &doras})
        CPPUNIT_ASSERT(device->wait_reply(sent[i++]).error.is_null());
    std::set<std::uint64_t> done;
    std::uint64_t events = 0;
    while (done.size() < 3) {
      const Json event = anas.expect("receipt.advanced");
      ++events;
      for (const Json& one : event["advances"])
        if (one["read_seq"] == 4) done.insert(one["person"].get<std::uint64_t>());
    }
    // Twelve advances, gathered: as many changes of the conversation as half seconds that they took.
    CPPUNIT_ASSERT(events <= 6);
    CPPUNIT_ASSERT_EQUAL(Json(before.get<std::uint64_t>() + events), ana.get(at(group))["rev"]);
  }

  void watermarks_only_grow() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto talk = ana.direct_with(ben);
    Device anas = ana.device(), bens = ben.device();
    post(anas, talk, 5);
    bens.call("receipt.advance", marks(talk, 5, 4));
    anas.expect("receipt.advanced", that_tells_of(ben));
    const Json rev = ben.get(at(talk))["rev"];
    bens.call("receipt.advance", marks(talk, 2, 1));
    bens.call("receipt.advance", marks(talk, 5, 5));
    const Json next = anas.expect("receipt.advanced", that_tells_of(ben));
    CPPUNIT_ASSERT_EQUAL(Json(rev.get<int>() + 1), next["rev"]);  // the step back was no change
    CPPUNIT_ASSERT_EQUAL(Json(5), advance_of(next, ben)["read_seq"]);
  }

  void nobody_reads_what_is_not_written() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto talk = ana.direct_with(ben);
    Device anas = ana.device(), bens = ben.device();
    post(anas, talk, 1);
    bens.call("receipt.advance", marks(talk, 1000, 1000));
    CPPUNIT_ASSERT_EQUAL(Json(1),
                         advance_of(anas.expect("receipt.advanced", that_tells_of(ben)), ben)["read_seq"]);
    post(anas, talk, 1);
    CPPUNIT_ASSERT_EQUAL(Json(1), ben.get(at(talk))["unread"]);
  }

  void message_info_tells_each_persons_times() {
    Person ana(house(), "Ana"), ben(house(), "Ben"), carl(house(), "Carl"), dora(house(), "Dora");
    const auto group = ana.group("Info", {&ben, &carl, &dora});
    Device anas = ana.device(), bens = ben.device(), carls = carl.device();
    const Json posted = anas.call("message.post", message(group, "Who has seen it?"));
    bens.call("receipt.advance", marks(group, 2, 2));
    anas.expect("receipt.advanced", that_tells_of(ben));
    carls.call("receipt.advance", marks(group, 2, -1));
    anas.expect("receipt.advanced", that_tells_of(carl));

    std::map<std::uint64_t, Json> info;
    for (const Json& one : ana.list(at(group) + "/messages/2/receipts", "receipts"))
      info[one["person"].get<std::uint64_t>()] = one;
    CPPUNIT_ASSERT(info[ben.id()].contains("delivered_at") && info[ben.id()].contains("read_at"));
    CPPUNIT_ASSERT(info[ben.id()]["delivered_at"] >= posted["at"]);
    CPPUNIT_ASSERT(info[ben.id()]["read_at"] >= info[ben.id()]["delivered_at"]);
    CPPUNIT_ASSERT(info[carl.id()].contains("delivered_at") && !info[carl.id()].contains("read_at"));
    CPPUNIT_ASSERT(!info[dora.id()].contains("delivered_at") && !info[dora.id()].contains("read_at"));

    // Who read a later message read the earlier one then at the latest; its time stays when more is read.
    const Json then = info[ben.id()]["read_at"];
    post(anas, group, 1);
    bens.call("receipt.advance", marks(group, 3, 3));
    anas.expect("receipt.advanced", that_tells_of(ben));
    for (const Json& one : ana.list(at(group) + "/messages/2/receipts", "receipts"))
      if (one["person"] == ben.id()) CPPUNIT_ASSERT_EQUAL(then, one["read_at"]);
    CPPUNIT_ASSERT_EQUAL(404, ana.ask("GET", at(group) + "/messages/99/receipts").status);
    CPPUNIT_ASSERT_EQUAL(404, ana.ask("GET", at(group) + "/messages/0/receipts").status);
  }

  void what_was_seen_survives_a_restart() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto talk = ana.direct_with(ben);
    {
      Device anas = ana.device(), bens = ben.device();
      post(anas, talk, 3);
      bens.call("receipt.advance", marks(talk, 3, 2));
      house().restart();
    }
    const Json line = ben.get(at(talk));
    CPPUNIT_ASSERT_EQUAL(Json(3), line["delivered_seq"]);
    CPPUNIT_ASSERT_EQUAL(Json(2), line["read_seq"]);
    CPPUNIT_ASSERT_EQUAL(Json(1), line["unread"]);
    CPPUNIT_ASSERT_EQUAL(Json(0), ana.get(at(talk))["unread"]);
  }

  void who_posts_has_read_what_was_before() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto talk = ana.direct_with(ben);
    Device anas = ana.device(), bens = ben.device();
    post(anas, talk, 3);
    post(bens, talk, 1);
    CPPUNIT_ASSERT_EQUAL(Json(0), ben.get(at(talk))["unread"]);
    CPPUNIT_ASSERT_EQUAL(Json(4), ben.get(at(talk))["read_seq"]);
    for (const Json& member : ana.list(at(talk) + "/members", "members"))
      if (member["person"] == ben.id()) CPPUNIT_ASSERT_EQUAL(Json(4), member["read_seq"]);
  }

  void the_server_ends_well() { house().stop(); }
};
CPPUNIT_TEST_SUITE_REGISTRATION(ReceiptsTest);

}  // namespace hearth::story
