#include "demo/phrases.h"

#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include <set>
#include <stdexcept>

namespace hearth::demo {

class PhrasesTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(PhrasesTest);
  CPPUNIT_TEST(a_talk_is_put_together_from_its_rules);
  CPPUNIT_TEST(what_was_chosen_once_in_a_talk_stays);
  CPPUNIT_TEST(nobody_repeats_themselves_while_there_is_something_else_to_say);
  CPPUNIT_TEST(code_keeps_its_braces);
  CPPUNIT_TEST(a_beat_may_be_left_out);
  CPPUNIT_TEST(what_a_book_lacks_the_shared_one_has);
  CPPUNIT_TEST(mistakes_are_found_when_the_book_is_read);
  CPPUNIT_TEST_SUITE_END();

  /// One message of the plot `plot_x` of this book.
  static std::string say(std::string_view text, std::uint64_t seed = 1, const Phrases* shared = nullptr) {
    const Phrases book(text, shared);
    Dice dice(seed);
    Scene scene;
    scene.cast['a'] = {"ana", "Ana"};
    return book.compose(*book.choose_plot("plot_x", dice, scene).at(0).pieces, dice, scene);
  }

  void a_talk_is_put_together_from_its_rules() {
    CPPUNIT_ASSERT_EQUAL(
        std::string("Hi Ana (@ana), Bolt 7 is loose."),
        say("# a comment\n\n[plot_x]\n\"\"\"\na: Hi {~a} ({@a}), {^part} {#7-7} is {loose|loose}."
            "\n\"\"\"\n[part]\nbolt\n"));
  }

  void what_was_chosen_once_in_a_talk_stays() {
    const std::string_view book = "[plot_x]\n\"\"\"\na: {=n} {=n} {=n} {n}\n\"\"\"\n[n]\n{#0-999999}\n";
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      const std::string said = say(book, seed);
      const std::string first = said.substr(0, said.find(' '));
      CPPUNIT_ASSERT_EQUAL(first + " " + first + " " + first, said.substr(0, said.rfind(' ')));
      CPPUNIT_ASSERT(said.substr(said.rfind(' ') + 1) != first);
    }
  }

  void nobody_repeats_themselves_while_there_is_something_else_to_say() {
    const Phrases book("[plot_x]\n\"\"\"\na: {w}\n\"\"\"\n[w]\none\ntwo\nthree\nfour\nfive\nsix\n");
    Dice dice(3);
    Scene scene;
    const auto beats = book.choose_plot("plot_x", dice, scene);
    std::string before;
    std::set<std::string> said;
    for (int i = 0; i < 300; ++i) {
      const std::string now = book.compose(*beats[0].pieces, dice, scene);
      CPPUNIT_ASSERT(now != before);
      said.insert(now);
      before = now;
    }
    CPPUNIT_ASSERT_EQUAL(std::size_t{6}, said.size());
  }

  void code_keeps_its_braces() {
    CPPUNIT_ASSERT_EQUAL(
        std::string("{ \"a\": {} }\nif (x) {\n}"),
        say("[plot_x]\n\"\"\"\na: {c}\n\"\"\"\n[c]\n\"\"\"\n{ \"a\": {} }\nif (x) {\n}\n\"\"\"\n"));
  }

  void a_beat_may_be_left_out() {
    const Phrases book("[plot_x]\n\"\"\"\na: Yes\nb?: No\n\"\"\"\n");
    Dice dice(1);
    Scene scene;
    std::set<std::size_t> lengths;
    for (int i = 0; i < 100; ++i) lengths.insert(book.choose_plot("plot_x", dice, scene).size());
    CPPUNIT_ASSERT(lengths == (std::set<std::size_t>{1, 2}));
  }

  void what_a_book_lacks_the_shared_one_has() {
    const Phrases shared("[tool]\nhammer\n[colour]\nred\n");
    CPPUNIT_ASSERT_EQUAL(std::string("blue hammer"),
                         say("[plot_x]\n\"\"\"\na: {colour} {tool}\n\"\"\"\n[colour]\nblue\n", 1, &shared));
  }

  void mistakes_are_found_when_the_book_is_read() {
    for (const char* wrong :
         {"stray\n", "[a]\n{b}\n", "[a]\n{open\n", "[a]\n\"\"\"\nno end\n", "[a]\n[b]\nx\n",
          "[a]\nx\n[a]\ny\n", "[a]\n{#9-1}\n", "[a]\n{Not one|{b}}\n", "[plot_x]\nno plot\n"})
      CPPUNIT_ASSERT_THROW_MESSAGE(wrong, Phrases{wrong}, std::invalid_argument);
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(PhrasesTest);

}  // namespace hearth::demo
