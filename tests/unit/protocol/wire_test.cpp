#include "protocol/wire.gen.h"

#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include <set>

namespace hearth::protocol {

class WireTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(WireTest);
  CPPUNIT_TEST(an_event_is_one_object_without_unset_fields);
  CPPUNIT_TEST(lists_may_be_empty);
  CPPUNIT_TEST(a_refusal_says_what_it_has_to_say);
  CPPUNIT_TEST(every_command_has_a_route_of_its_own);
  CPPUNIT_TEST(close_reasons_fit_into_a_close_frame);
  CPPUNIT_TEST_SUITE_END();

  void an_event_is_one_object_without_unset_fields() {
    chat::MessagePosted event{chat::ConversationId{12}, 57, {}};
    event.message.seq = 40;
    event.message.rev = 57;
    event.message.sender = chat::PersonId{3};
    event.message.at = *parse_rfc3339("2026-03-22T12:00:00Z");
    event.message.body = "a \"b\" <c>\n";
    std::string out;
    append(out, event);
    CPPUNIT_ASSERT_EQUAL(
        std::string(
            R"({"on":"message.posted","conversation":12,"rev":57,"message":{"seq":40,"rev":57,"sender":3,)"
            R"("at":"2026-03-22T12:00:00.000Z","kind":"text","body":"a \"b\" \u003cc>\n"}})"),
        out);
  }

  void lists_may_be_empty() {
    std::string out;
    append(out, chat::Presences{});
    append(out, chat::Done{});
    CPPUNIT_ASSERT_EQUAL(std::string(R"({"presence":[]}{})"), out);
  }

  void a_refusal_says_what_it_has_to_say() {
    std::string out;
    append_refusal(out, {chat::RefusalCode::kTooMany, "Slow down.", "", 1500});
    CPPUNIT_ASSERT_EQUAL(std::string(R"({"code":"too_many","message":"Slow down.","retry_after_ms":1500})"),
                         out);
  }

  void every_command_has_a_route_of_its_own() {
    std::set<std::string> routes;
    for (const Command& command : commands()) {
      CPPUNIT_ASSERT(find_command(command.name) == &command);
      CPPUNIT_ASSERT(routes.insert(std::string(command.method) + " " + std::string(command.path)).second);
    }
    CPPUNIT_ASSERT(find_command("no.such") == nullptr);
  }

  void close_reasons_fit_into_a_close_frame() {
    for (const Close& close : {kCloseGoingAway, kCloseProtocol, kCloseSignedOut, kCloseLost, kCloseSlow})
      CPPUNIT_ASSERT(close.reason.size() <= 123);
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(WireTest);

}  // namespace hearth::protocol
