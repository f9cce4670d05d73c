// Finding what was said: by words, in any language, and only what the asker may see.
#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include <chrono>

#include "person.h"

namespace hearth::story {

class SearchTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(SearchTest);
  CPPUNIT_TEST(words_are_found_however_they_are_written);
  CPPUNIT_TEST(languages_without_spaces_are_found_by_any_part);
  CPPUNIT_TEST(a_hit_shows_where_it_is);
  CPPUNIT_TEST(what_one_may_not_see_is_not_found);
  CPPUNIT_TEST(who_left_finds_nothing_there_any_more);
  CPPUNIT_TEST(edited_and_deleted_words_leave_the_index);
  CPPUNIT_TEST(operators_narrow_it);
  CPPUNIT_TEST(what_makes_no_sense_is_said_so);
  CPPUNIT_TEST(pages_come_newest_first_without_gap);
  CPPUNIT_TEST(the_best_come_first_when_asked_so);
  CPPUNIT_TEST(what_was_said_before_a_kill_is_found_after_it);
  CPPUNIT_TEST(the_server_ends_well);
  CPPUNIT_TEST_SUITE_END();

  static House& house() {
    static House kHouse;
    return kHouse;
  }
  static std::uint64_t say(Device& device, std::uint64_t conversation, const std::string& body) {
    return device.call("message.post", message(conversation, body))["seq"];
  }
  static Json look(Device& device, const std::string& text, Json more = Json::object()) {
    more["text"] = text;
    return device.call("message.search", more);
  }
  static std::vector<std::uint64_t> found(Device& device, const std::string& text,
                                          Json more = Json::object()) {
    std::vector<std::uint64_t> out;
    const Json page = look(device, text, std::move(more));
    for (const Json& hit : page["hits"]) out.push_back(hit["seq"]);
    return out;
  }
  /// Asks again until it is so: the index follows within about a second.
  template <class F>
  static void wait_until(const char* what, const F& is_so) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    while (!is_so()) CPPUNIT_ASSERT_MESSAGE(what, std::chrono::steady_clock::now() < end);
  }
  /// Everything that this device has posted is in the index.
  static void wait_indexed(Device& device, std::uint64_t conversation) {
    static int count = 0;
    const std::string mark = "mark" + std::to_string(++count) + "x" + std::to_string(conversation);
    say(device, conversation, mark);
    wait_until("the index follows", [&] { return !found(device, mark).empty(); });
  }
  using Seqs = std::vector<std::uint64_t>;

  void words_are_found_however_they_are_written() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto talk = ana.direct_with(ben);
    Device anas = ana.device(), bens = ben.device();
    const auto tea = say(anas, talk, "Shall we have **Crème brûlée** after the Meeting?");
    const auto file = say(anas, talk, "The fault is in `node_modules/router.js`, line 42");
    wait_indexed(anas, talk);
    for (const char* text : {"meeting", "MEETING", "meet", "creme", "crème brulee", "\"brulee after\"",
                             "after creme", "meeting -lunch"})
      CPPUNIT_ASSERT_MESSAGE(text, (found(bens, text) == Seqs{tea}));
    for (const char* text : {"router.js", "node_modules", "\"line 42\"", "42 line", "modules/router"})
      CPPUNIT_ASSERT_MESSAGE(text, (found(bens, text) == Seqs{file}));
    for (const char* text :
         {"\"after brulee\"", "eeting", "meeting -creme", "meeting lunch", "\"meet\"", "js.router"})
      CPPUNIT_ASSERT_MESSAGE(text, found(bens, text).empty());
  }

  void languages_without_spaces_are_found_by_any_part() {
    Person ana(house(), "Ana");
    const auto notes = ana.direct_with(ana);
    Device anas = ana.device();
    const auto chinese = say(anas, notes, "我们明天下午三点开会");
    const auto japanese = say(anas, notes, "来週の会議は東京タワーの近くです");
    const auto korean = say(anas, notes, "회의실에서 만나요");
    const auto thai = say(anas, notes, "ประชุมพรุ่งนี้บ่ายสองโมง");
    const auto russian = say(anas, notes, "Ёлка стоит в переговорной");
    wait_indexed(anas, notes);
    const auto only = [&](const char* text, std::uint64_t seq) {
      CPPUNIT_ASSERT_MESSAGE(text, (found(anas, text) == Seqs{seq}));
    };
    only("明天", chinese);
    only("下午三点", chinese);
    only("点开会", chinese);
    only("東京タワー", japanese);
    only("ﾀﾜｰ", japanese);
    only("회의", korean);
    only("의실", korean);
    only("พรุ่งนี้", thai);
    only("елка", russian);
    only("ПЕРЕГОВОРНОЙ", russian);
    CPPUNIT_ASSERT((found(anas, "会") == Seqs{japanese, chinese}));
    only("京", japanese);
    CPPUNIT_ASSERT(found(anas, "天明").empty());
    CPPUNIT_ASSERT(found(anas, "明下").empty());
  }

  void a_hit_shows_where_it_is() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto talk = ana.direct_with(ben);
    Device anas = ana.device();
    std::string around;
    for (int i = 0; i < 200; ++i) around += "padding ";
    say(anas, talk, around + "the **quick** brown\nfox " + around);
    wait_indexed(anas, talk);
    const Json hits = look(anas, "\"quick brown\" fox");
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, hits["hits"].size());
    const Json& hit = hits["hits"][0];
    CPPUNIT_ASSERT_EQUAL(Json(talk), hit["conversation"]);
    CPPUNIT_ASSERT_EQUAL(Json(ana.id()), hit["sender"]);
    CPPUNIT_ASSERT_EQUAL(Json(ana.id()), hits["people"][0]["id"]);
    std::string line;
    std::vector<std::string> marked;
    for (const Json& piece : hit["excerpt"]) {
      line += piece["text"].get<std::string>();
      if (piece["hit"].get<bool>()) marked.push_back(piece["text"]);
    }
    CPPUNIT_ASSERT((marked == std::vector<std::string>{"quick** brown", "fox"}));
    CPPUNIT_ASSERT(line.find("the **quick** brown fox padding") != std::string::npos);
    CPPUNIT_ASSERT(line.size() < 400);
    CPPUNIT_ASSERT(line.starts_with("…") && line.ends_with("…"));
  }

  void what_one_may_not_see_is_not_found() {
    Person ana(house(), "Ana"), ben(house(), "Ben"), eve(house(), "Eve");
    const auto group = ana.group("Plans", {&ben});
    Device anas = ana.device(), eves = eve.device();
    say(anas, group, "The plutonium arrives on Tuesday");
    wait_indexed(anas, group);
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, found(anas, "plutonium").size());
    for (const char* text : {"plutonium", "\"plutonium arrives\"", "pluto", "from:ana plutonium"})
      CPPUNIT_ASSERT_MESSAGE(text, found(eves, text).empty());
    // Not by naming the place, either: it is the same as one that does not exist.
    CPPUNIT_ASSERT_EQUAL(std::string("not_found"),
                         eves.ask("message.search", {{"text", "plutonium"}, {"conversation", group}}).code());
    CPPUNIT_ASSERT_EQUAL(std::string("invalid"),
                         eves.ask("message.search", {{"text", "in:Plans plutonium"}}).code());
  }

  void who_left_finds_nothing_there_any_more() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto group = ana.group("Choir", {&ben});
    Device anas = ana.device(), bens = ben.device();
    say(anas, group, "Rehearsal of the Requiem");
    wait_indexed(anas, group);
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, found(bens, "requiem").size());
    bens.call("group.leave", {{"conversation", group}});
    CPPUNIT_ASSERT(found(bens, "requiem").empty());
    anas.call("group.add", {{"conversation", group}, {"people", {ben.id()}}});
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, found(bens, "requiem").size());
  }

  void edited_and_deleted_words_leave_the_index() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto talk = ana.direct_with(ben);
    Device anas = ana.device();
    const auto seq = say(anas, talk, "The word is xylograph");
    wait_indexed(anas, talk);
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, found(anas, "xylograph").size());
    anas.call("message.edit", {{"conversation", talk}, {"seq", seq}, {"body", "The word is zeugmatic"}});
    CPPUNIT_ASSERT(found(anas, "xylograph").empty());  // at once: the text itself is looked at
    wait_until("the new word is found", [&] { return found(anas, "zeugmatic") == Seqs{seq}; });
    anas.call("message.delete", {{"conversation", talk}, {"seq", seq}});
    CPPUNIT_ASSERT(found(anas, "zeugmatic").empty());
    // And nothing tells any more that this message had these words.
    wait_until("the index forgets", [&] {
      return house().schema().number(
                 "SELECT COUNT(*) FROM search_posting p JOIN search_word w ON w.id = p.word_id"
                 " WHERE w.word IN ('xylograph', 'zeugmatic')") == 0;
    });
  }

  void operators_narrow_it() {
    Person ana(house(), "Ana Gram"), ben(house(), "Ben"), carl(house(), "Carl");
    const auto group = ana.group("Release train", {&ben, &carl});
    const auto other = ana.group("Kitchen", {&ben});
    const auto talk = ana.direct_with(ben);
    Device anas = ana.device(), bens = ben.device();
    const auto one = say(anas, group, "Deploy at noon, see https://example.org/plan");
    const auto two = say(bens, group, "Deploy done, `make release`");
    const auto three = say(anas, other, "Deploy the cake");
    const auto four = say(bens, talk, "Deploy nothing today");
    anas.call("reaction.add", {{"conversation", group}, {"seq", two}, {"emoji", "🎉"}});
    anas.call("message.pin", {{"conversation", group}, {"seq", one}});
    wait_indexed(anas, group);
    wait_indexed(anas, other);
    wait_indexed(anas, talk);
    wait_until("the pin is found", [&] { return found(anas, "deploy has:pin") == Seqs{one}; });
    // In whatever order: two of one millisecond may stand either way.
    const auto is = [&](const std::string& text, Seqs expected) {
      Seqs there = found(anas, text);
      std::ranges::sort(there);
      std::ranges::sort(expected);
      CPPUNIT_ASSERT_MESSAGE(text, there == expected);
    };
    is("deploy", {four, three, two, one});
    is("deploy from:me", {three, one});
    is("deploy from:" + ben.user_name(), {four, two});
    is("deploy from:@" + ana.user_name(), {three, one});
    is("deploy from:\"ana gram\"", {three, one});
    is("deploy in:\"release train\"", {two, one});
    is("deploy in:kitchen", {three});
    is("deploy in:@ben", {four});
    is("deploy in:kitchen in:@ben", {four, three});
    is("deploy has:link", {one});
    is("has:code in:release", {two});
    is("deploy has:reaction", {two});
    is("IN:Kitchen deploy", {three});
    is("deploy -cake -nothing", {two, one});
    is("deploy before:2020-01-01", {});
    is("deploy after:2020-01-01", {four, three, two, one});
    CPPUNIT_ASSERT((found(anas, "deploy", {{"conversation", group}}) == Seqs{two, one}));
    const std::string today = look(anas, "deploy")["hits"][0]["at"].get<std::string>().substr(0, 10);
    is("deploy on:" + today, {four, three, two, one});
    is("deploy after:" + today, {});
    CPPUNIT_ASSERT_EQUAL(std::size_t{4}, found(anas, "deploy on:" + today, {{"zone", "Z"}}).size());
  }

  void what_makes_no_sense_is_said_so() {
    Person ana(house(), "Ana");
    Device anas = ana.device();
    for (const char* text : {"-only", "has:nonsense", "before:yesterday", "on:2026-02-30",
                             "from:", "in:nowhere x", "from:nobody-here x", "...", "\"\"", "-from:ana x"}) {
      const Reply reply = anas.ask("message.search", {{"text", text}});
      CPPUNIT_ASSERT_EQUAL_MESSAGE(text, std::string("invalid"), reply.code());
      CPPUNIT_ASSERT_EQUAL_MESSAGE(text, Json("text"), reply.error["field"]);
    }
    CPPUNIT_ASSERT_EQUAL(Json("zone"),
                         anas.ask("message.search", {{"text", "x"}, {"zone", "CET"}}).error["field"]);
    CPPUNIT_ASSERT_EQUAL(Json("after"),
                         anas.ask("message.search", {{"text", "x"}, {"after", "x"}}).error["field"]);
    // What only looks like an operator is text.
    CPPUNIT_ASSERT(found(anas, "https://example.org:8080 note:this").empty());
    CPPUNIT_ASSERT_EQUAL(422, ana.ask("GET", "/search?text=-x").status);
  }

  void pages_come_newest_first_without_gap() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto talk = ana.direct_with(ben), group = ana.group("Many", {&ben});
    Device anas = ana.device();
    constexpr int kMessages = 45;
    for (int i = 0; i < kMessages; ++i) say(anas, i % 3 == 0 ? group : talk, "ostrich " + std::to_string(i));
    wait_indexed(anas, talk);
    wait_indexed(anas, group);
    std::vector<std::string> seen;
    Json more{{"limit", 20}};
    for (;;) {
      const Json page = look(anas, "ostrich", more);
      for (const Json& hit : page["hits"]) {
        std::string line;
        for (const Json& piece : hit["excerpt"]) line += piece["text"].get<std::string>();
        seen.push_back(line);
      }
      if (!page.contains("next")) break;
      more["after"] = page["next"];
    }
    CPPUNIT_ASSERT_EQUAL(std::size_t{kMessages}, seen.size());
    // Two of one millisecond may stand in either order.
    auto sorted = seen;
    std::ranges::sort(sorted);
    CPPUNIT_ASSERT(std::ranges::unique(sorted).empty());
    CPPUNIT_ASSERT(seen.front().starts_with("ostrich 4") && seen.back().size() == 9);
  }

  void the_best_come_first_when_asked_so() {
    Person ana(house(), "Ana");
    const auto notes = ana.direct_with(ana);
    Device anas = ana.device();
    const auto exact = say(anas, notes, "Budget review");
    std::string far = "The budget of the year";
    for (int i = 0; i < 60; ++i) far += " and so on";
    const auto loose = say(anas, notes, far + " until the review");
    wait_indexed(anas, notes);
    CPPUNIT_ASSERT((found(anas, "budget review") == Seqs{loose, exact}));
    CPPUNIT_ASSERT((found(anas, "budget review", {{"order", "best"}}) == Seqs{exact, loose}));
    const Json first = look(anas, "budget review", {{"order", "best"}, {"limit", 1}});
    CPPUNIT_ASSERT((found(anas, "budget review",
                          {{"order", "best"}, {"limit", 1}, {"after", first["next"]}}) == Seqs{loose}));
  }

  void what_was_said_before_a_kill_is_found_after_it() {
    Person ana(house(), "Ana");
    const auto notes = ana.direct_with(ana);
    std::uint64_t seq = 0;
    {
      Device anas = ana.device();
      seq = say(anas, notes, "Written a moment before the quake");
      house().kill();
    }
    house().start();
    Device anas = ana.device();
    wait_until("it is found", [&] { return found(anas, "quake") == Seqs{seq}; });
  }

  void the_server_ends_well() { house().stop(); }
};

CPPUNIT_TEST_SUITE_REGISTRATION(SearchTest);

}  // namespace hearth::story
