// Somebody was away: what happened meanwhile is there when they come back, each thing once.
#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include "person.h"

namespace hearth::story {

class AbsenceTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(AbsenceTest);
  CPPUNIT_TEST(ben_drops_and_resumes_after_what_he_held);
  CPPUNIT_TEST(who_has_everything_is_told_nothing);
  CPPUNIT_TEST(a_long_absence_comes_in_pages);
  CPPUNIT_TEST(too_far_behind_means_anew);
  CPPUNIT_TEST(a_rev_from_the_future_means_anew);
  CPPUNIT_TEST(history_pages_backward_from_the_newest);
  CPPUNIT_TEST(history_pages_forward_and_around);
  CPPUNIT_TEST(history_at_its_ends);
  CPPUNIT_TEST(only_one_place_in_history_at_a_time);
  CPPUNIT_TEST(pages_are_never_too_heavy_for_a_slow_line);
  CPPUNIT_TEST(the_server_ends_well);
  CPPUNIT_TEST_SUITE_END();

  static House& house() {
    static House kHouse;
    return kHouse;
  }
  static std::string at(std::uint64_t conversation) {
    return "/conversations/" + std::to_string(conversation);
  }
  static void post(Device& device, std::uint64_t conversation, int from, int to) {
    std::vector<std::uint64_t> sent;
    for (int i = from; i <= to; ++i)
      sent.push_back(device.send("message.post", message(conversation, "m" + std::to_string(i))));
    for (const auto number : sent) CPPUNIT_ASSERT(device.wait_reply(number).error.is_null());
  }
  static std::vector<int> seqs(const Json& page) {
    std::vector<int> out;
    for (const Json& one : page["messages"]) out.push_back(one["seq"]);
    return out;
  }
  static std::vector<int> run(int from, int to) {
    std::vector<int> out;
    for (int i = from; i <= to; ++i) out.push_back(i);
    return out;
  }

  void ben_drops_and_resumes_after_what_he_held() {
    Person ana(house(), "Ana"), ben(house(), "Ben"), carl(house(), "Carl");
    const auto group = ana.group("Tower", {&ben});
    Device anas = ana.device();
    Json held;
    {
      Device bens = ben.device();
      post(anas, group, 2, 7);
      held = bens.expect("message.posted", [](const Json& e) { return e["message"]["seq"] == 7; })["rev"];
      bens.drop();
    }
    post(anas, group, 8, 10);
    anas.call("group.add", {{"conversation", group}, {"people", {carl.id()}}});
    post(anas, group, 12, 12);

    Device back = ben.device();
    const Json hello = back.call("hello");
    CPPUNIT_ASSERT_EQUAL(Json(group), hello["lines"][0]["id"]);
    CPPUNIT_ASSERT_EQUAL(Json(12), hello["lines"][0]["seq"]);
    CPPUNIT_ASSERT_EQUAL(Json(12), hello["lines"][0]["unread"]);  // he has told of nothing that he saw
    const Json changes = back.call("conversation.sync", {{"conversation", group}, {"rev", held}});
    CPPUNIT_ASSERT_EQUAL(Json(false), changes["reset"]);
    CPPUNIT_ASSERT_EQUAL(Json(false), changes["more"]);
    CPPUNIT_ASSERT(seqs(changes) == run(8, 12));
    CPPUNIT_ASSERT_EQUAL(Json("added"), changes["messages"][3]["notice"]["what"]);
    const auto& members = changes["members"];
    CPPUNIT_ASSERT(
        std::any_of(members.begin(), members.end(), [&](const Json& m) { return m["person"] == carl.id(); }));
    // What he holds now is what a fresh look shows.
    const Json fresh = ben.get(at(group) + "/messages");
    CPPUNIT_ASSERT_EQUAL(fresh["messages"].back(), changes["messages"].back());
    CPPUNIT_ASSERT_EQUAL(ben.get(at(group))["rev"], changes["rev"]);
  }

  void who_has_everything_is_told_nothing() {
    Person ana(house(), "Ana");
    const auto notes = ana.direct_with(ana);
    Device anas = ana.device();
    const Json rev = anas.call("message.post", message(notes, "Note"))["rev"];
    const Json changes = anas.call("conversation.sync", {{"conversation", notes}, {"rev", rev}});
    CPPUNIT_ASSERT(changes["messages"].empty() && changes["members"].empty());
    CPPUNIT_ASSERT_EQUAL(rev, changes["rev"]);
  }

  void a_long_absence_comes_in_pages() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto talk = ana.direct_with(ben);
    Device anas = ana.device(), bens = ben.device();
    post(anas, talk, 1, 95);
    Json rev = 0;
    std::vector<int> got;
    for (bool more = true; more;) {
      const Json page = bens.call("conversation.sync", {{"conversation", talk}, {"rev", rev}, {"limit", 10}});
      CPPUNIT_ASSERT(page["messages"].size() <= 10);
      CPPUNIT_ASSERT(page["rev"] > rev);
      for (const int seq : seqs(page)) got.push_back(seq);
      rev = page["rev"];
      more = page["more"];
    }
    CPPUNIT_ASSERT(got == run(1, 95));
    CPPUNIT_ASSERT_EQUAL(ben.get(at(talk))["rev"], rev);
  }

  void too_far_behind_means_anew() {
    Person ana(house(), "Ana");
    const auto notes = ana.direct_with(ana);
    Device anas = ana.device();
    post(anas, notes, 1, 5100);
    const Json changes = anas.call("conversation.sync", {{"conversation", notes}, {"rev", 1}});
    CPPUNIT_ASSERT_EQUAL(Json(true), changes["reset"]);
    CPPUNIT_ASSERT(changes["messages"].empty());
    CPPUNIT_ASSERT_EQUAL(Json(5100), changes["line"]["seq"]);
  }

  void a_rev_from_the_future_means_anew() {
    Person ana(house(), "Ana");
    const auto notes = ana.direct_with(ana);
    const Json changes = ana.get(at(notes) + "/changes?rev=900");
    CPPUNIT_ASSERT_EQUAL(Json(true), changes["reset"]);
  }

  void history_pages_backward_from_the_newest() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto talk = ana.direct_with(ben);
    Device anas = ana.device();
    post(anas, talk, 1, 25);
    Json page = ben.get(at(talk) + "/messages?limit=10");
    CPPUNIT_ASSERT(seqs(page) == run(16, 25));
    CPPUNIT_ASSERT_EQUAL(Json(true), page["more_before"]);
    CPPUNIT_ASSERT_EQUAL(Json(false), page["more_after"]);
    CPPUNIT_ASSERT_EQUAL(Json(ana.id()), page["people"][0]["id"]);
    page = ben.get(at(talk) + "/messages?limit=10&before=16");
    CPPUNIT_ASSERT(seqs(page) == run(6, 15));
    page = ben.get(at(talk) + "/messages?limit=10&before=6");
    CPPUNIT_ASSERT(seqs(page) == run(1, 5));
    CPPUNIT_ASSERT_EQUAL(Json(false), page["more_before"]);
    CPPUNIT_ASSERT_EQUAL(Json(true), page["more_after"]);
  }

  void history_pages_forward_and_around() {
    Person ana(house(), "Ana");
    const auto notes = ana.direct_with(ana);
    Device anas = ana.device();
    post(anas, notes, 1, 40);
    CPPUNIT_ASSERT(seqs(ana.get(at(notes) + "/messages?limit=10&after=20")) == run(21, 30));
    const auto around = seqs(ana.get(at(notes) + "/messages?limit=11&around=20"));
    CPPUNIT_ASSERT_EQUAL(std::size_t{11}, around.size());
    CPPUNIT_ASSERT(around == run(15, 25));
  }

  void history_at_its_ends() {
    Person ana(house(), "Ana");
    const auto notes = ana.direct_with(ana);
    Device anas = ana.device();
    CPPUNIT_ASSERT(seqs(ana.get(at(notes) + "/messages")).empty());
    post(anas, notes, 1, 3);
    CPPUNIT_ASSERT(seqs(ana.get(at(notes) + "/messages?before=1")).empty());
    CPPUNIT_ASSERT(seqs(ana.get(at(notes) + "/messages?before=0")).empty());
    CPPUNIT_ASSERT(seqs(ana.get(at(notes) + "/messages?after=3")).empty());
    CPPUNIT_ASSERT(seqs(ana.get(at(notes) + "/messages?after=900")).empty());
    CPPUNIT_ASSERT(seqs(ana.get(at(notes) + "/messages?before=900")) == run(1, 3));
    CPPUNIT_ASSERT(seqs(ana.get(at(notes) + "/messages?around=2&limit=1")) == run(2, 2));
    CPPUNIT_ASSERT(seqs(ana.get(at(notes) + "/messages?before=9007199254740991")) == run(1, 3));
    CPPUNIT_ASSERT(seqs(ana.get(at(notes) + "/messages?after=9007199254740991")).empty());
    CPPUNIT_ASSERT(seqs(ana.get(at(notes) + "/messages?around=9007199254740991")).size() <= 3);
  }

  void only_one_place_in_history_at_a_time() {
    Person ana(house(), "Ana");
    const auto notes = ana.direct_with(ana);
    const HttpAnswer refused = ana.ask("GET", at(notes) + "/messages?before=3&after=1");
    CPPUNIT_ASSERT_EQUAL(422, refused.status);
    CPPUNIT_ASSERT_EQUAL(std::string("invalid"), refused.code());
  }

  void pages_are_never_too_heavy_for_a_slow_line() {
    Person ana(house(), "Ana");
    const auto notes = ana.direct_with(ana);
    Device anas = ana.device();
    const std::string heavy(15'000, 'x');
    for (int i = 0; i < 30; ++i) anas.call("message.post", message(notes, heavy));
    const auto whole = [](const HttpAnswer& answer) {
      CPPUNIT_ASSERT_EQUAL(200, answer.status);
      CPPUNIT_ASSERT(answer.body.size() < 200'000);
      return seqs(answer.json());
    };
    CPPUNIT_ASSERT(whole(ana.ask("GET", at(notes) + "/messages")) == run(23, 30));
    CPPUNIT_ASSERT(whole(ana.ask("GET", at(notes) + "/messages?before=23")) == run(15, 22));
    CPPUNIT_ASSERT(whole(ana.ask("GET", at(notes) + "/messages?after=3")) == run(4, 11));
    CPPUNIT_ASSERT(whole(ana.ask("GET", at(notes) + "/messages?around=15")) == run(11, 18));
    const Json page = ana.get(at(notes) + "/messages?around=15");
    CPPUNIT_ASSERT(page["more_before"] == true && page["more_after"] == true);
    std::vector<int> got;
    Json rev = 0;
    for (bool more = true; more;) {
      const HttpAnswer changes = ana.ask("GET", at(notes) + "/changes?limit=500&rev=" + rev.dump());
      for (const int seq : whole(changes)) got.push_back(seq);
      rev = changes.json()["rev"];
      more = changes.json()["more"];
    }
    CPPUNIT_ASSERT(got == run(1, 30));
    // The sidebar shows last messages.
    std::set<std::uint64_t> groups, met;
    for (int i = 0; i < 12; ++i) {
      groups.insert(ana.group("Heavy", {}));
      ana.post(at(*groups.rbegin()) + "/messages", {{"key", new_key()}, {"body", heavy}});
    }
    std::string after;
    do {
      const HttpAnswer hello = ana.ask("GET", "/conversations?limit=200" + after);
      CPPUNIT_ASSERT(hello.body.size() < 200'000);
      const Json lines = hello.json()["lines"];
      for (const Json& line : lines) CPPUNIT_ASSERT(met.insert(line["id"].get<std::uint64_t>()).second);
      after = hello.json().contains("next") ? "&after=" + hello.json()["next"].get<std::string>() : "";
    } while (!after.empty());
    CPPUNIT_ASSERT_EQUAL(groups.size() + 1, met.size());
  }

  void the_server_ends_well() { house().stop(); }
};
CPPUNIT_TEST_SUITE_REGISTRATION(AbsenceTest);

}  // namespace hearth::story
