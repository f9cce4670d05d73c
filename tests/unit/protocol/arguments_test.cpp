#include "protocol/arguments.h"

#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

namespace hearth::protocol {

class ArgumentsTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(ArgumentsTest);
  CPPUNIT_TEST(reads_what_it_was_asked_to);
  CPPUNIT_TEST(names_the_field_that_is_wrong);
  CPPUNIT_TEST(refuses_what_is_no_object_or_says_a_thing_twice);
  CPPUNIT_TEST(text_is_normalised_and_bounded);
  CPPUNIT_TEST(urls_carry_any_type);
  CPPUNIT_TEST_SUITE_END();

  static std::string wrong_with(const std::string& json, auto&& ask) {
    const auto arguments = Arguments::from_json(json);
    CPPUNIT_ASSERT_MESSAGE(json, bool(arguments));
    Reader in(*arguments);
    ask(in);
    return in.complete() ? "" : in.refusal().reason.field;
  }
  static std::string body_of(const std::string& json) {
    const auto arguments = Arguments::from_json(json);
    Reader in(*arguments);
    std::string body;
    in.required("body", body, TextLimits{1, 10, true});
    return in.complete() ? body : "refused: " + in.refusal().reason.message;
  }

  void reads_what_it_was_asked_to() {
    const auto arguments = Arguments::from_json(
        R"({"conversation":9007199254740991,"people":[1,2,3],"typing":true,"state":"away","note":null})");
    Reader in(*arguments);
    chat::ConversationId conversation;
    std::vector<chat::PersonId> people;
    bool typing = false;
    chat::Presence state{};
    std::optional<std::string> note;
    in.required("conversation", conversation);
    in.required("people", people, ListLimits{1, 3});
    in.required("typing", typing);
    in.required("state", state);
    in.optional("note", note, TextLimits{1, 5, false});
    CPPUNIT_ASSERT(in.complete());
    CPPUNIT_ASSERT_EQUAL(kMaxIdValue, conversation.value);
    CPPUNIT_ASSERT_EQUAL(std::size_t{3}, people.size());
    CPPUNIT_ASSERT(typing && state == chat::Presence::kAway && !note);
  }

  void names_the_field_that_is_wrong() {
    const auto ask = [](Reader& in) {
      chat::PersonId person;
      std::vector<chat::PersonId> people;
      std::optional<std::uint32_t> limit;
      in.required("person", person);
      in.optional("limit", limit, NumberLimits{1, 200});
    };
    CPPUNIT_ASSERT_EQUAL(std::string(), wrong_with(R"({"person":1,"limit":200})", ask));
    for (const char* bad : {R"({})", R"({"person":null})", R"({"person":0})", R"({"person":-1})",
                            R"({"person":1.5})", R"({"person":"1"})", R"({"person":9007199254740992})",
                            R"({"person":[1]})", R"({"person":{"a":1}})"})
      CPPUNIT_ASSERT_EQUAL_MESSAGE(bad, std::string("person"), wrong_with(bad, ask));
    CPPUNIT_ASSERT_EQUAL(std::string("limit"), wrong_with(R"({"person":1,"limit":201})", ask));
    CPPUNIT_ASSERT_EQUAL(std::string("role"), wrong_with(R"({"person":1,"role":"owner"})", ask));
  }

  void refuses_what_is_no_object_or_says_a_thing_twice() {
    for (const char* bad : {"", "[]", "1", "null", "{", R"({"a":1,"a":2})", "{\"a\":\"\xff\"}",
                            R"({"a":1}{"b":2})", R"({"a":"\ud800"})", R"({"a":18446744073709551616})"})
      CPPUNIT_ASSERT_MESSAGE(bad, !Arguments::from_json(bad));
  }

  void text_is_normalised_and_bounded() {
    CPPUNIT_ASSERT_EQUAL(std::string("\u00e9"), body_of(R"({"body":"e\u0301"})"));
    CPPUNIT_ASSERT_EQUAL(std::string("a\nb"), body_of(R"({"body":"a\r\nb"})"));
    CPPUNIT_ASSERT_EQUAL(std::string("\U0001F600\U0001F600"), body_of("{\"body\":\"\U0001F600\U0001F600\"}"));
    for (const char* bad : {R"({"body":""})", R"({"body":" \n\t "})", R"({"body":"12345678901"})",
                            R"({"body":"a\u0000b"})", R"({"body":"a\u0007"})", R"({"body":"\u0085"})"})
      CPPUNIT_ASSERT_MESSAGE(bad, body_of(bad).starts_with("refused"));
  }

  void urls_carry_any_type() {
    auto arguments = Arguments::from_json("{}");
    CPPUNIT_ASSERT(arguments->add_from_url("people", "4,5"));
    CPPUNIT_ASSERT(arguments->add_from_url("limit", "7"));
    CPPUNIT_ASSERT(arguments->add_from_url("text", "caf\u00e9"));
    CPPUNIT_ASSERT(!arguments->add_from_url("limit", "8"));
    Reader in(*arguments);
    std::vector<chat::PersonId> people;
    std::uint32_t limit = 0;
    std::string text;
    in.required("people", people, ListLimits{1, 3});
    in.required("limit", limit, NumberLimits{1, 9});
    in.required("text", text, TextLimits{1, 10, false});
    CPPUNIT_ASSERT(in.complete());
    CPPUNIT_ASSERT(people.back() == chat::PersonId{5} && limit == 7 && text == "caf\u00e9");

    for (const char* bad : {"", "7x", "-1", "+1", "1 ", "99999999999999999999"}) {
      auto one = Arguments::from_json("{}");
      CPPUNIT_ASSERT(one->add_from_url("limit", bad));
      Reader reader(*one);
      reader.required("limit", limit, NumberLimits{1, 9});
      CPPUNIT_ASSERT_MESSAGE(bad, !reader.complete());
    }
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(ArgumentsTest);

}  // namespace hearth::protocol
