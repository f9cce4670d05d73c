#include "chat/mentions.h"

#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

namespace hearth::chat {

class MentionsTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(MentionsTest);
  CPPUNIT_TEST(finds_names_that_begin_a_word);
  CPPUNIT_TEST(finds_none_in_other_words);
  CPPUNIT_TEST(finds_none_in_code);
  CPPUNIT_TEST(finds_those_beside_code);
  CPPUNIT_TEST(a_full_stop_may_be_of_the_name_or_of_the_sentence);
  CPPUNIT_TEST(names_are_found_once_and_not_without_end);
  CPPUNIT_TEST(takes_no_longer_than_the_text_is);
  CPPUNIT_TEST_SUITE_END();

  static std::string found(std::string_view text) {
    std::string out;
    for (const std::string& name : find_mentions(text)) out += (out.empty() ? "" : " ") + name;
    return out;
  }
  static void must_find(const std::string& names, const std::string& text) {
    CPPUNIT_ASSERT_EQUAL_MESSAGE(text, names, found(text));
  }

  void finds_names_that_begin_a_word() {
    must_find("ana", "@ana");
    must_find("ana", "Hello @Ana!");
    must_find("ana ben.o", "@ana, (@ben.o)");
    must_find("ana", "**@ana** *@ana* ~~@ana~~ > @ana");
    must_find("ana_", "_@ana_");  // the tail may be the mark's
    must_find("ana", "- @ana\n  does it");
    must_find("ana", "> @ana said so");
    must_find("ana", "one\n@ana");
    must_find("a-b_c9", "@a-b_c9");
    must_find("all here", "@all @here");
    must_find("ana", "«@ana» 👍@ana —@ana");
    must_find("ana", "请@ana看");
  }

  void finds_none_in_other_words() {
    must_find("", "ana@example.org");
    must_find("", "ana.maria+x@example.org");
    must_find("", "@ana@example.org");
    must_find("", "https://example.org/@ana");
    must_find("", "npm i @scope/pack @scope2/x");
    must_find("", "é@ana @anaé ß@ana");
    must_find("", "@ @a @9lives @-x a@b");
    must_find("", "@@ana");
    must_find("", "\\@ana");
    must_find("", "@" + std::string(33, 'a'));
  }

  void finds_none_in_code() {
    must_find("", "`@ana`");
    must_find("", "``a ` @ana``");
    must_find("", "`a\n@ana`");
    must_find("", "```\n@ana\n```");
    must_find("", "~~~ts\n@ana\n```\n@ana\n~~~");
    must_find("", "```\n@ana, and never closed");
    must_find("", "    @ana");
    must_find("", "text\n\n    @ana\n");
    must_find("", "> ```\n> @ana\n> ```");
    must_find("", "````\n```\n@ana\n````");
  }

  void finds_those_beside_code() {
    must_find("ana", "`a` @ana `b`");
    must_find("ana", "` @ana");
    must_find("ana", "`a @ana ``");
    must_find("ana", "\\`@ana`");
    must_find("ana", "`one\n\n@ana two`");
    must_find("ana", "```\ncode\n```\n@ana");
    must_find("ana", "``` one line ``` @ana");
    must_find("ana", "text\n    @ana goes on");
  }

  void a_full_stop_may_be_of_the_name_or_of_the_sentence() {
    must_find("ana.", "Ask @ana.");
    CPPUNIT_ASSERT(without_tail("ana.") == "ana");
    CPPUNIT_ASSERT(without_tail("ana").empty());
    must_find("ana" + std::string(29, '.'), "@ana" + std::string(100, '.'));
  }

  void names_are_found_once_and_not_without_end() {
    must_find("ana", "@ana @ANA @ana");
    std::string many;
    for (int i = 0; i < 1000; ++i) many += "@name" + std::to_string(i) + ' ';
    CPPUNIT_ASSERT_EQUAL(kMostMentions, find_mentions(many).size());
  }

  /// The longest message there is, of what is hardest: far less than a look at each pair of places would
  /// take.
  void takes_no_longer_than_the_text_is() {
    for (const std::string part :
         {"`", "` `` ``` ", "@", "@a", "> ", "\\", "`@ana` ", "```\n", "é@", "~~~\n"}) {
      std::string text = "@x";
      while (text.size() < 4'000'000) text += part;
      CPPUNIT_ASSERT(find_mentions(text).size() <= kMostMentions);
    }
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(MentionsTest);

}  // namespace hearth::chat
