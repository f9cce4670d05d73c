#include "chat/search_query.h"

#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include "base/text.h"
#include "chat/search_match.h"

namespace hearth::chat {

class SearchQueryTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(SearchQueryTest);
  CPPUNIT_TEST(words_and_phrases);
  CPPUNIT_TEST(only_the_last_word_may_be_begun);
  CPPUNIT_TEST(operators_take_values_and_quoted_values);
  CPPUNIT_TEST(days_begin_where_the_asker_is);
  CPPUNIT_TEST(texts_match_word_by_word);
  CPPUNIT_TEST(excerpts_never_cut_a_character);
  CPPUNIT_TEST_SUITE_END();

  /// "+a b* -c": each phrase with its sign; a star where its last word may be begun.
  static std::string said(std::string_view text) {
    const auto query = parse_search(text, 0);
    if (!query) return "refused";
    std::string out;
    for (const SearchPhrase& phrase : query->phrases) {
      if (!out.empty()) out += ' ';
      out += phrase.wanted ? '+' : '-';
      for (std::size_t i = 0; i < phrase.words.size(); ++i) out += (i > 0 ? "_" : "") + phrase.words[i];
      if (phrase.begun) out += '*';
    }
    return out;
  }
  static void same(const char* expected, std::string_view text) {
    CPPUNIT_ASSERT_EQUAL_MESSAGE(std::string(text), std::string(expected), said(text));
  }
  static Time at(std::string_view text) { return *parse_rfc3339(text); }

 public:
  void words_and_phrases() {
    same("+release +notes*", "Release notes");
    same("+release_notes", "\"Release notes\"");
    same("+release_notes +now", "“release notes” now ");
    same("+node_js +x", "node.js x");
    same("+a -b", "a -b");
    same("+a -b_c", "a -\"b c\"");
    same("+well_known +x", "well-known x");
    same("+東京_京都 +x", "東京都 x");
    same("+年* +x", "年 x");
    same("+a +b", "a\xE3\x80\x80 b");
    same("+unclosed_quote", "\"unclosed quote");
  }
  void only_the_last_word_may_be_begun() {
    same("+ab +cd*", "ab cd");
    same("+ab +cd", "ab cd ");
    same("+ab +c", "ab c");  // of one letter there would be too many
    same("+ab_cd*", "ab.cd");
    same("+ab -cd", "ab -cd");
    same("+ab +東*", "ab 東");
  }
  void operators_take_values_and_quoted_values() {
    const auto query = parse_search("From:ana in:\"Release train\" has:link has:code from:@ben x", 0);
    CPPUNIT_ASSERT(query);
    CPPUNIT_ASSERT((query->from == std::vector<std::string>{"ana", "@ben"}));
    CPPUNIT_ASSERT((query->in == std::vector<std::string>{"Release train"}));
    CPPUNIT_ASSERT((query->has == std::vector<Feature>{Feature::kLink, Feature::kCode}));
    same("+http_example", "http:example ");
    same("+from", "from ");
    for (const char* text : {"from:", "has:x", "before:x", "-from:a", "-x", "", "  ", "before:2026-01-01"})
      same("refused", text);
    std::string many;
    for (std::size_t i = 0; i <= kMostSearchTerms; ++i) many += "a ";
    same("refused", many);
  }
  void days_begin_where_the_asker_is() {
    const auto utc = parse_search("x after:2026-02-01 before:2026-03-01", 0);
    CPPUNIT_ASSERT(utc->not_before == at("2026-02-02T00:00:00Z") &&
                   utc->before == at("2026-03-01T00:00:00Z"));
    const auto india = parse_search("x on:2026-02-14", 330);
    CPPUNIT_ASSERT(india->not_before == at("2026-02-14T00:00:00+05:30"));
    CPPUNIT_ASSERT(india->before == at("2026-02-15T00:00:00+05:30"));
  }
  void texts_match_word_by_word() {
    const auto is = [](bool expected, std::string_view text, std::string_view query) {
      CPPUNIT_ASSERT_EQUAL_MESSAGE(std::string(query), expected,
                                   match(text, parse_search(query, 0)->phrases).has_value());
    };
    is(true, "The quick brown fox", "quick fox");
    is(true, "The quick brown fox", "\"QUICK brown\" fo");
    is(false, "The quick brown fox", "\"quick fox\"");
    is(false, "The quick brown fox", "quick -brown");
    is(true, "2024年度の計画", "年度の計");
    is(true, "今年", "年");
    is(false, "今年", "年度");
    is(true, "今年 report", "report 今年");
  }
  void excerpts_never_cut_a_character() {
    std::string text;
    for (int i = 0; i < 300; ++i) text += "äöü€😀";
    text += " needle ";
    for (int i = 0; i < 300; ++i) text += "äöü€😀";
    const auto found = match(text, parse_search("needle", 0)->phrases);
    CPPUNIT_ASSERT(found);
    for (std::size_t width = 1; width < 60; ++width)
      for (const Piece& piece : excerpt(text, *found, width)) CPPUNIT_ASSERT(is_utf8(piece.text));
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(SearchQueryTest);

}  // namespace hearth::chat
