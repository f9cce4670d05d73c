#include "demo/organisation.h"

#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "demo/cast.h"
#include "demo/groups.h"

namespace hearth::demo {

using namespace chat;

/// All of Ambermill as seed 1 makes it.
class OrganisationTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(OrganisationTest);
  CPPUNIT_TEST(it_is_as_large_as_promised);
  CPPUNIT_TEST(the_same_seed_says_the_same_another_another);
  CPPUNIT_TEST(another_day_moves_the_times_and_nothing_else);
  CPPUNIT_TEST(every_conversation_could_have_happened_in_the_log);
  CPPUNIT_TEST(nobody_writes_before_coming_or_after_going);
  CPPUNIT_TEST(texts_are_what_the_protocol_takes);
  CPPUNIT_TEST(many_languages_are_spoken);
  CPPUNIT_TEST(there_is_code_and_markdown_and_emoji);
  CPPUNIT_TEST(some_is_edited_answered_and_taken_back);
  CPPUNIT_TEST(people_react_and_pin);
  CPPUNIT_TEST(scrolling_does_not_bore);
  CPPUNIT_TEST(people_have_something_left_to_read_but_not_everything);
  CPPUNIT_TEST(receipts_only_move_forward);
  CPPUNIT_TEST(names_are_unique_and_plain);
  CPPUNIT_TEST(the_admin_comes_late_to_a_few_groups);
  CPPUNIT_TEST_SUITE_END();

  static constexpr PersonId kAdmin{500};

  static Script script(std::uint64_t seed, const char* until) {
    Script script;
    script.seed = seed;
    script.until = *parse_rfc3339(until);
    for (std::uint64_t i = 0; i < cast().size(); ++i) script.people.emplace_back(1001 + i);
    script.admin = kAdmin;
    return script;
  }
  static std::vector<ImportedConversation> make(std::uint64_t seed, const char* until) {
    const Organisation organisation(script(seed, until));
    std::vector<ImportedConversation> all;
    for (std::size_t i = 0; i < organisation.size(); ++i) all.push_back(organisation.conversation(i));
    return all;
  }
  static const std::vector<ImportedConversation>& ambermill() {
    static const auto kAll = make(1, kUntil);
    return kAll;
  }

  /// FNV-1a over what was said by whom, and with `times` also when.
  static std::uint64_t digest(const std::vector<ImportedConversation>& all, bool times) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    const auto add = [&](std::string_view text) {
      for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    };
    const auto number = [&](std::uint64_t n) { add(std::to_string(n) + ","); };
    for (const auto& c : all) {
      number(c.rev);
      for (const auto& [m, key, reactions] : c.messages) {
        add(m.body);
        number(m.seq);
        number(m.rev);
        number(m.sender.value);
        number(m.reply_to.value_or(0));
        number(m.edited_at.has_value());
        if (times) number(static_cast<std::uint64_t>(m.at.time_since_epoch().count()));
      }
      if (times)
        for (const auto& a : c.advances) number(static_cast<std::uint64_t>(a.at.time_since_epoch().count()));
    }
    return hash;
  }

  template <class F>
  static void each_message(const F& f) {
    for (const auto& c : ambermill())
      for (const auto& imported : c.messages) f(c, imported.message);
  }
  template <class F>
  static std::size_t count(const F& f) {
    std::size_t n = 0;
    each_message([&](const auto& c, const Message& m) { n += f(c, m) ? 1U : 0U; });
    return n;
  }

  void it_is_as_large_as_promised() {
    CPPUNIT_ASSERT_EQUAL(std::size_t{60}, cast().size());
    CPPUNIT_ASSERT_EQUAL(std::size_t{25}, groups().size());
    CPPUNIT_ASSERT_EQUAL(std::size_t{25 + 90 + 24}, ambermill().size());
    CPPUNIT_ASSERT_EQUAL(std::size_t{40'000}, count([](const auto&, const auto&) { return true; }));
    std::set<std::pair<PersonId, PersonId>> pairs;
    for (const auto& c : ambermill()) {
      if (c.kind == ConversationKind::kGroup) continue;
      CPPUNIT_ASSERT(!c.messages.empty());
      CPPUNIT_ASSERT(pairs.insert(std::minmax(c.members.front().person, c.members.back().person)).second);
    }
    const auto& first = ambermill().front().messages;
    CPPUNIT_ASSERT(first.back().message.at - first.front().message.at > std::chrono::days(715));
  }

  void the_same_seed_says_the_same_another_another() {
    CPPUNIT_ASSERT_EQUAL(digest(ambermill(), true), digest(make(1, kUntil), true));
    CPPUNIT_ASSERT(digest(ambermill(), false) != digest(make(2, kUntil), false));
  }

  void another_day_moves_the_times_and_nothing_else() {
    const auto later = make(1, "2031-08-19T00:00:00Z");
    CPPUNIT_ASSERT_EQUAL(digest(ambermill(), false), digest(later, false));
    CPPUNIT_ASSERT(digest(ambermill(), true) != digest(later, true));
  }

  void every_conversation_could_have_happened_in_the_log() {
    const Time until = *parse_rfc3339(kUntil);
    for (const auto& c : ambermill()) {
      const auto checked = check_import(c);
      CPPUNIT_ASSERT_MESSAGE(checked ? "" : c.name.value_or("direct") + ": " + checked.reason().message,
                             static_cast<bool>(checked));
      for (const auto& [m, key, reactions] : c.messages)
        CPPUNIT_ASSERT(m.at < until && m.edited_at.value_or(m.at) < until &&
                       m.deleted_at.value_or(m.at) < until);
      for (const auto& a : c.advances) CPPUNIT_ASSERT(a.at < until);
    }
  }

  void nobody_writes_before_coming_or_after_going() {
    const auto accounts = demo_accounts(*parse_rfc3339(kUntil));
    std::map<PersonId, Time> made;
    for (std::size_t i = 0; i < accounts.size(); ++i) made[PersonId(1001 + i)] = accounts[i].created_at;
    std::size_t gone = 0;
    for (const auto& c : ambermill())
      for (const Member& m : c.members) {
        CPPUNIT_ASSERT(m.joined_at >= made[m.person]);
        gone += m.left_at ? 1U : 0U;
        // The places of their coming and going, as the notices tell them: times may be equal.
        Seq first = 1, last = c.messages.size();
        for (const auto& [notice, key, reactions] : c.messages) {
          if (!notice.notice ||
              std::ranges::find(notice.notice->people, m.person) == notice.notice->people.end())
            continue;
          const NoticeKind what = notice.notice->what;
          (what == NoticeKind::kLeft || what == NoticeKind::kRemoved ? last : first) = notice.seq;
        }
        CPPUNIT_ASSERT_EQUAL(m.left_at.has_value(), last != c.messages.size());
        for (const auto& [message, key, reactions] : c.messages)
          if (message.sender == m.person) CPPUNIT_ASSERT(message.seq >= first && message.seq <= last);
      }
    CPPUNIT_ASSERT(gone >= 5);
  }

  void texts_are_what_the_protocol_takes() {
    each_message([](const auto&, const Message& m) {
      if (m.deleted_at || m.kind == MessageKind::kNotice) return CPPUNIT_ASSERT(m.body.empty());
      CPPUNIT_ASSERT(is_utf8(m.body));
      CPPUNIT_ASSERT(!has_control(m.body));
      CPPUNIT_ASSERT_EQUAL(to_nfc(m.body), m.body);
      CPPUNIT_ASSERT_EQUAL(std::string(trim(m.body)), m.body);
      CPPUNIT_ASSERT(!m.body.empty() && count_code_points(m.body) <= 16'000);
    });
  }

  void many_languages_are_spoken() {
    const auto says = [](std::initializer_list<std::string_view> words) {
      return count([&](const auto&, const Message& m) {
        return std::ranges::any_of(words, [&](auto word) { return m.body.find(word) != std::string::npos; });
      });
    };
    CPPUNIT_ASSERT(says({" der ", " die ", " das ", " ist ", " und ", "Ich ", " ich "}) > 200);
    CPPUNIT_ASSERT(says({"¿", "¡", "Gracias"}) > 150);
    CPPUNIT_ASSERT(says({" est ", "chez ", "Merci", "Bonjour", " un ", "Ça "}) > 100);
    CPPUNIT_ASSERT(says({"ção", "Obrigad", "Não", "não", "Olá"}) > 50);
    CPPUNIT_ASSERT(says({"です", "ます"}) > 300);
    CPPUNIT_ASSERT(says({"的", "了"}) > 150);
    CPPUNIT_ASSERT(says({"ال"}) > 250);
    CPPUNIT_ASSERT(says({"है", "में"}) > 200);
    CPPUNIT_ASSERT(says({" the "}) > 5'000);
  }

  void there_is_code_and_markdown_and_emoji() {
    for (const std::string_view mark :
         {"```cpp", "```python", "```sql", "```bash", "```json", "```yaml", "| ---", "- [ ]", "\n> ", "**",
          "https://example.org/", "👍", "🎉", "@ben", "## "})
      CPPUNIT_ASSERT_MESSAGE(std::string(mark), count([&](const auto&, const Message& m) {
                                                  return ("\n" + m.body).find(mark) != std::string::npos;
                                                }) >= 5);
    CPPUNIT_ASSERT(count([](const auto&, const Message& m) { return m.body.size() > 1'000; }) > 50);
    // Mentions are of people who exist.
    std::set<std::string> names;
    for (const CastMember& member : cast()) names.insert(std::string(member.user_name));
    each_message([&](const auto&, const Message& m) {
      const auto at = m.body.find('@');
      if (at == std::string::npos) return;
      const auto end = m.body.find_first_not_of("abcdefghijklmnopqrstuvwxyz", at + 1);
      CPPUNIT_ASSERT_MESSAGE(m.body, names.contains(m.body.substr(at + 1, end - at - 1)));
    });
  }

  void some_is_edited_answered_and_taken_back() {
    const auto is_between = [](std::size_t low, std::size_t n, std::size_t high) {
      CPPUNIT_ASSERT_MESSAGE(std::to_string(n), low <= n && n <= high);
    };
    is_between(1'000, count([](const auto&, const Message& m) { return m.edited_at.has_value(); }), 1'400);
    is_between(2'800, count([](const auto&, const Message& m) { return m.reply_to.has_value(); }), 3'600);
    is_between(80, count([](const auto&, const Message& m) { return m.deleted_at.has_value(); }), 250);
    std::set<NoticeKind> notices;
    each_message([&](const auto&, const Message& m) {
      if (m.notice) notices.insert(m.notice->what);
    });
    CPPUNIT_ASSERT_EQUAL(std::size_t{6}, notices.size());
  }

  void people_react_and_pin() {
    std::size_t pinned = 0, reacted = 0, most = 0;
    std::set<std::string> emoji;
    for (const auto& c : ambermill())
      for (const auto& imported : c.messages) {
        pinned += imported.message.pinned_at ? 1U : 0U;
        reacted += imported.reactions.empty() ? 0U : 1U;
        most = std::max(most, imported.reactions.size());
        for (const auto& reaction : imported.reactions) {
          CPPUNIT_ASSERT(is_emoji(reaction.emoji));
          CPPUNIT_ASSERT(reaction.person != imported.message.sender);
          emoji.insert(reaction.emoji);
        }
      }
    CPPUNIT_ASSERT(reacted > 3000 && reacted < 10'000);
    CPPUNIT_ASSERT(most >= 5);
    CPPUNIT_ASSERT(emoji.size() >= 6);
    CPPUNIT_ASSERT(pinned > 100 && pinned < 1500);
  }

  void scrolling_does_not_bore() {
    for (const auto& c : ambermill()) {
      std::map<std::string, Seq> said;
      for (const auto& [m, key, reactions] : c.messages) {
        if (m.body.size() < 40) continue;
        const auto before = said.find(m.body);
        // On the screens nearby, no long message comes twice.
        if (before != said.end() && m.seq - before->second < 10)
          CPPUNIT_FAIL(c.name.value_or("direct") + " says again: " + m.body);
        said[m.body] = m.seq;
      }
    }
  }

  void people_have_something_left_to_read_but_not_everything() {
    for (const std::string_view name : {"ana", "ben", "greta"}) {
      const PersonId person(1001 + cast_place(name));
      std::size_t lines = 0, unread = 0;
      for (const auto& c : ambermill())
        for (const Member& m : c.members) {
          if (m.person != person || m.left_at) continue;
          ++lines;
          unread += m.read_seq < c.messages.size() ? 1U : 0U;
          // Who wrote last has read everything.
          if (c.messages.back().message.sender == person)
            CPPUNIT_ASSERT_EQUAL(Seq{c.messages.size()}, m.read_seq);
        }
      CPPUNIT_ASSERT(lines >= 12);
      CPPUNIT_ASSERT_MESSAGE(std::string(name), unread >= 1 && unread * 2 < lines);
    }
  }

  void receipts_only_move_forward() {
    for (const auto& c : ambermill()) {
      std::map<std::pair<PersonId, bool>, ImportedAdvance> latest;
      for (const ImportedAdvance& a : c.advances) {
        CPPUNIT_ASSERT(a.at >= c.messages[a.up_to - 1].message.at);
        const auto [before, is_first] = latest.try_emplace({a.person, a.read}, a);
        if (is_first) continue;
        CPPUNIT_ASSERT(before->second.up_to < a.up_to && before->second.at <= a.at);
        before->second = a;
      }
      for (const Member& m : c.members)
        if (const auto last = latest.find({m.person, true}); last != latest.end())
          CPPUNIT_ASSERT_EQUAL(last->second.up_to, m.read_seq);
    }
  }

  void names_are_unique_and_plain() {
    std::set<std::string_view> user_names, names;
    for (const CastMember& member : cast()) {
      CPPUNIT_ASSERT(user_names.insert(member.user_name).second);
      CPPUNIT_ASSERT(names.insert(member.name).second);
      CPPUNIT_ASSERT_EQUAL(to_nfc(std::string(member.name)), std::string(member.name));
      CPPUNIT_ASSERT(member.user_name.find_first_not_of("abcdefghijklmnopqrstuvwxyz") ==
                     std::string_view::npos);
    }
    std::set<std::string_view> group_names;
    for (const GroupScript& group : groups()) {
      CPPUNIT_ASSERT(group_names.insert(group.name).second);
      // A group is founded by somebody who is there.
      CPPUNIT_ASSERT(cast()[cast_place(group.owner)].joined <= group.founded);
    }
  }

  void the_admin_comes_late_to_a_few_groups() {
    std::size_t groups_of_admin = 0;
    for (const auto& c : ambermill())
      for (const Member& m : c.members) {
        if (m.person != kAdmin) continue;
        ++groups_of_admin;
        CPPUNIT_ASSERT(m.joined_at > *parse_rfc3339(kUntil) - std::chrono::days(30));
      }
    CPPUNIT_ASSERT(groups_of_admin >= 4 && groups_of_admin <= 8);
    CPPUNIT_ASSERT_EQUAL(std::size_t{0},
                         count([](const auto&, const Message& m) { return m.sender == kAdmin; }));
    // Without one it is the same organisation but for those notices.
    Script alone = script(1, kUntil);
    alone.admin.reset();
    CPPUNIT_ASSERT(check_import(Organisation(std::move(alone)).conversation(0)));
  }

  static constexpr const char* kUntil = "2026-03-04T00:00:00Z";
};
CPPUNIT_TEST_SUITE_REGISTRATION(OrganisationTest);

}  // namespace hearth::demo
