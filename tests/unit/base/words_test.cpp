#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include "base/words.h"

namespace hearth {

class WordsTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(WordsTest);
  CPPUNIT_TEST(words_are_runs_of_letters_and_digits);
  CPPUNIT_TEST(case_accents_and_width_do_not_matter);
  CPPUNIT_TEST(marks_that_are_letters_stay);
  CPPUNIT_TEST(scripts_without_spaces_are_cut_into_pairs);
  CPPUNIT_TEST(a_character_alone_is_found_by_the_beginning_of_a_word);
  CPPUNIT_TEST(places_are_those_of_the_text);
  CPPUNIT_TEST(long_words_are_cut_between_characters);
  CPPUNIT_TEST(there_are_never_more_than_asked_for);
  CPPUNIT_TEST(malformed_text_parts_words);
  CPPUNIT_TEST_SUITE_END();

  static std::string said(std::string_view text, std::size_t most = 1000) {
    std::string out;
    for (const Word& word : words_of(text, most)) {
      if (!out.empty()) out += '|';
      out += word.folded;
      if (word.kind == Word::Kind::kTail) out += '.';
      if (word.kind == Word::Kind::kAlone) out += '!';
    }
    return out;
  }
  static void same(const char* expected, const char* text) {
    CPPUNIT_ASSERT_EQUAL_MESSAGE(text, std::string(expected), said(text));
  }

 public:
  void words_are_runs_of_letters_and_digits() {
    same("hello|world", "Hello, world!");
    same("node|js|v20", "node.js@v20");
    same("https|example|org|a|b", "https://example.org/a_b");
    same("don|t", "don't");
    same("", " ... \n 🎉");
    same("", "");
  }
  void case_accents_and_width_do_not_matter() {
    same("eva", "Éva");
    same("eva", "E\xCC\x81va");  // the accent as a character of its own
    same("strasse", "STRAßE");
    same("εν", "ἓν");
    same("abc", "ＡＢＣ");
    same("مرحبا", "مَرْحَبًا");
    same("и", "й");
  }
  void marks_that_are_letters_stay() {
    CPPUNIT_ASSERT(said("कि") != said("का"));
    same("कि", "कि");
  }
  void scripts_without_spaces_are_cut_into_pairs() {
    same("你好|好世|世界|界.", "你好世界");
    same("東京|京タ|タワ|ワー|ー.", "東京タワー");
    same("タワ|ワー|ー.", "ﾀﾜｰ");  // halfwidth, as old systems write it
    same("회의|의실|실.", "회의실");
    same("iphone|手机|机.|2024|年!", "iPhone手机 2024年");
    same("ที่นี่|นี่.", "ที่นี่");  // with their marks
  }
  void a_character_alone_is_found_by_the_beginning_of_a_word() {
    same("界!", "界");
    const auto text = words_of("世界", 9);
    CPPUNIT_ASSERT(text[0].folded.starts_with("世"));
    CPPUNIT_ASSERT(text[1].folded.starts_with("界"));
  }
  void places_are_those_of_the_text() {
    const std::string text = "Über  Größe";
    const auto words = words_of(text, 9);
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, words.size());
    CPPUNIT_ASSERT_EQUAL(std::string("Größe"), text.substr(words[1].begin, words[1].end - words[1].begin));
  }
  void long_words_are_cut_between_characters() {
    std::string text;
    for (int i = 0; i < 100; ++i) text += "ж";
    CPPUNIT_ASSERT_EQUAL(kLongestWord, said(text).size());
    CPPUNIT_ASSERT_EQUAL(kLongestWord - 1, said("a" + text).size());
  }
  void there_are_never_more_than_asked_for() { CPPUNIT_ASSERT_EQUAL(std::string("a|b"), said("a b c d", 2)); }
  void malformed_text_parts_words() {
    CPPUNIT_ASSERT_EQUAL(std::string("a|b"), said("a\xFF\xC3\xE4"
                                                  "b"));
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(WordsTest);

}  // namespace hearth
