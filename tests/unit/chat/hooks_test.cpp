#include "chat/hooks.h"

#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include "chat/flood_guard.h"

namespace hearth::chat {

class HooksTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(HooksTest);
  CPPUNIT_TEST(asking_may_change_and_refuse_in_order);
  CPPUNIT_TEST(a_rule_that_throws_refuses);
  CPPUNIT_TEST(what_an_owner_registered_goes_with_it);
  CPPUNIT_TEST(telling_runs_aside);
  CPPUNIT_TEST(the_flood_guard_stops_a_flood_and_says_when_again);
  CPPUNIT_TEST_SUITE_END();

  struct Gathered : Aside {
    std::vector<std::function<void()>> tasks;
    void run(std::function<void()> task) override { tasks.push_back(std::move(task)); }
  };
  Gathered aside_;
  Hooks hooks_{aside_};
  Caller who_{PersonId{1}, SessionId{1}, 0};

  std::optional<Refusal> post(std::string& body) {
    MessageDraft draft{who_, ConversationId{5}, body, {}};
    return hooks_.message_posting.ask(draft);
  }

 public:
  void asking_may_change_and_refuse_in_order() {
    hooks_.message_posting.add("polite", [](MessageDraft& d) -> std::optional<Refusal> {
      d.body += ", please";
      return {};
    });
    hooks_.message_posting.add("strict", [](MessageDraft& d) -> std::optional<Refusal> {
      if (d.body.find("key") == std::string::npos) return {};
      return Refusal{RefusalCode::kRefusedByPlugin, "No keys", {}, 0};
    });
    std::string body = "tea";
    CPPUNIT_ASSERT(!post(body));
    CPPUNIT_ASSERT_EQUAL(std::string("tea, please"), body);
    body = "my key";
    CPPUNIT_ASSERT_EQUAL(std::string("No keys"), post(body)->message);
  }

  void a_rule_that_throws_refuses() {
    hooks_.message_posting.add(
        "broken", [](MessageDraft&) -> std::optional<Refusal> { throw std::runtime_error("oops"); });
    std::string body = "tea";
    CPPUNIT_ASSERT(post(body)->code == RefusalCode::kRefusedByPlugin);
  }

  void what_an_owner_registered_goes_with_it() {
    const auto refuse_all = [](MessageDraft&) -> std::optional<Refusal> { return Refusal{}; };
    hooks_.message_posting.add("a", refuse_all);
    std::string body = "tea";
    CPPUNIT_ASSERT(post(body));
    hooks_.remove("a");
    CPPUNIT_ASSERT(!post(body));
  }

  void telling_runs_aside() {
    std::string heard;
    hooks_.message_posted.tell(aside_, MessagePosted{});
    CPPUNIT_ASSERT(aside_.tasks.empty());
    hooks_.message_posted.add("log", [&](const MessagePosted& event) { heard = event.message.body; });
    MessagePosted event;
    event.message.body = "tea";
    hooks_.message_posted.tell(aside_, event);
    CPPUNIT_ASSERT_EQUAL(std::string(), heard);
    aside_.tasks.front()();
    CPPUNIT_ASSERT_EQUAL(std::string("tea"), heard);
  }

  void the_flood_guard_stops_a_flood_and_says_when_again() {
    const FloodGuard guard(hooks_, 40);
    std::string body = "tea";
    for (int i = 0; i < 10; ++i) CPPUNIT_ASSERT(!post(body));
    const auto refusal = post(body);
    CPPUNIT_ASSERT(refusal && refusal->code == RefusalCode::kTooMany);
    CPPUNIT_ASSERT(refusal->retry_after_ms > 0 && refusal->retry_after_ms <= 1501);
    who_.person = PersonId{2};
    CPPUNIT_ASSERT(!post(body));
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(HooksTest);

}  // namespace hearth::chat
