#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include "base/text.h"

namespace hearth {

class EmojiTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(EmojiTest);
  CPPUNIT_TEST(one_emoji_is_one_however_it_is_made);
  CPPUNIT_TEST(anything_else_is_not);
  CPPUNIT_TEST_SUITE_END();

 public:
  void one_emoji_is_one_however_it_is_made() {
    for (const char* text :
         {"👍", "👍🏽", "❤️", "❤", "👩🏽‍💻", "👨‍👩‍👧‍👦", "🏳️‍🌈",
          "🇦🇹", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "1️⃣", "#️⃣", "🧑‍🧑‍🧒‍🧒"})
      CPPUNIT_ASSERT_MESSAGE(text, is_emoji(text));
  }
  void anything_else_is_not() {
    for (const char* text :
         {"", "a", "1", "ok", "👍👍", "👍 ", " 👍", "<b>", ":smile:", "é", "🇦", "🇦🇹🇩🇪", "\xF0\x9F", "👍\n",
          "\xE2\x80\x8D", "\xEF\xB8\x8F", "❤\xEF\xB8\x8E", "1\xEF\xB8\x8F", "中"})
      CPPUNIT_ASSERT_MESSAGE(text, !is_emoji(text));
    std::string endless = "👍";
    for (int i = 0; i < 100; ++i) endless += "\xE2\x80\x8D👍";
    CPPUNIT_ASSERT(!is_emoji(endless));
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(EmojiTest);

}  // namespace hearth
