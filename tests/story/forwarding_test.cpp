// Passing a message on: the words, who wrote them first and when; not where.
#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include "person.h"

namespace hearth::story {

class ForwardingTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(ForwardingTest);
  CPPUNIT_TEST(words_are_passed_on_with_who_wrote_them);
  CPPUNIT_TEST(one_reads_here_and_writes_there);
  CPPUNIT_TEST(passing_on_again_names_who_wrote_it_first);
  CPPUNIT_TEST(the_server_ends_well);
  CPPUNIT_TEST_SUITE_END();

  static House& house() {
    static House kHouse;
    return kHouse;
  }
  static std::uint64_t say(Device& device, std::uint64_t conversation, const std::string& body) {
    return device.call("message.post", message(conversation, body))["seq"];
  }
  static Json forward(std::uint64_t conversation, std::uint64_t seq, std::uint64_t to,
                      const std::string& key = new_key()) {
    return {{"conversation", conversation}, {"seq", seq}, {"to", to}, {"key", key}};
  }
  static Json newest(Person& person, std::uint64_t conversation) {
    return person.get("/conversations/" + std::to_string(conversation) + "/messages")["messages"].back();
  }

  void words_are_passed_on_with_who_wrote_them() {
    Person ana(house(), "Ana"), ben(house(), "Ben"), carl(house(), "Carl");
    const auto from = ana.group("Here", {&ben}), to = ben.direct_with(carl);
    Device anas = ana.device(), bens = ben.device(), phone = ben.device(), carls = carl.device();
    const auto seq = say(anas, from, "The gate is open, @" + ben.user_name());
    Json ask = forward(from, seq, to);
    ask["comment"] = "Look";
    const Json first = bens.call("message.forward", ask);
    const Json why = carls.expect("message.posted")["message"],
               what = carls.expect("message.posted")["message"];
    CPPUNIT_ASSERT_EQUAL(Json("Look"), why["body"]);
    CPPUNIT_ASSERT_EQUAL(Json("The gate is open, @" + ben.user_name()), what["body"]);
    CPPUNIT_ASSERT_EQUAL(Json(ben.id()), what["sender"]);
    const Json original = newest(ana, from);
    CPPUNIT_ASSERT_EQUAL(Json({{"person", ana.id()}, {"at", original["at"]}}), what["forwarded"]);
    // Nobody is addressed anew, and nothing says where it comes from.
    CPPUNIT_ASSERT(!what.contains("mentions"));
    CPPUNIT_ASSERT_EQUAL(what, newest(carl, to));
    phone.expect("message.posted",
                 [&](const Json& e) { return e["conversation"] == to && e["message"] == what; });
    // The same key again is the same message.
    const Json again = bens.call("message.forward", ask);
    CPPUNIT_ASSERT(again["repeated"] == true && again["seq"] == first["seq"]);
    CPPUNIT_ASSERT_EQUAL(first["seq"], newest(carl, to)["seq"]);
  }

  void one_reads_here_and_writes_there() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto hers = ana.group("Hers", {}), his = ben.group("His", {});
    Device anas = ana.device(), bens = ben.device();
    const auto seq = say(anas, hers, "Hers alone");
    CPPUNIT_ASSERT_EQUAL(std::string("not_found"),
                         bens.ask("message.forward", forward(hers, seq, his)).code());
    CPPUNIT_ASSERT_EQUAL(std::string("not_found"),
                         anas.ask("message.forward", forward(hers, seq, his)).code());
    CPPUNIT_ASSERT_EQUAL(std::string("not_found"),
                         anas.ask("message.forward", forward(hers, 99, hers)).code());
    CPPUNIT_ASSERT_EQUAL(std::string("forbidden"),
                         anas.ask("message.forward", forward(hers, 1, hers)).code());
    anas.call("message.delete", {{"conversation", hers}, {"seq", seq}});
    CPPUNIT_ASSERT_EQUAL(std::string("not_found"),
                         anas.ask("message.forward", forward(hers, seq, hers)).code());
  }

  void passing_on_again_names_who_wrote_it_first() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto talk = ana.direct_with(ben), notes = ben.direct_with(ben);
    Device anas = ana.device(), bens = ben.device();
    const auto seq = say(anas, talk, "Wise words");
    const std::uint64_t once = bens.call("message.forward", forward(talk, seq, notes))["seq"];
    bens.call("message.forward", forward(notes, once, talk));
    house().restart();
    const Json back = newest(ana, talk);
    CPPUNIT_ASSERT_EQUAL(Json(ben.id()), back["sender"]);
    CPPUNIT_ASSERT_EQUAL(Json(ana.id()), back["forwarded"]["person"]);
  }

  void the_server_ends_well() { house().stop(); }
};
CPPUNIT_TEST_SUITE_REGISTRATION(ForwardingTest);

}  // namespace hearth::story
