// Two people talk: what one says, the other hears, once.
#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include "person.h"

namespace hearth::story {

class TalkingTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(TalkingTest);
  CPPUNIT_TEST(ana_posts_and_ben_hears_it_once);
  CPPUNIT_TEST_SUITE_END();

  static House& house() {
    static House kHouse;
    return kHouse;
  }

  void ana_posts_and_ben_hears_it_once() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto talk = ana.direct_with(ben);
    Device anas = ana.device(), bens = ben.device();

    const Json posted = anas.call("message.post", message(talk, "Hello Ben"));
    CPPUNIT_ASSERT_EQUAL(1, posted["seq"].get<int>());

    const Json heard = bens.expect("message.posted");
    CPPUNIT_ASSERT_EQUAL(std::string("Hello Ben"), heard["message"]["body"].get<std::string>());
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(TalkingTest);

}  // namespace hearth::story
