#include "chat/directory.h"

#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

namespace hearth::chat {

class DirectoryTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(DirectoryTest);
  CPPUNIT_TEST(knows_members_and_nobody_else);
  CPPUNIT_TEST(a_poster_has_read_what_they_posted);
  CPPUNIT_TEST(watermarks_only_go_forward_and_not_beyond_the_latest_message);
  CPPUNIT_TEST(who_leaves_is_gone_and_may_come_back);
  CPPUNIT_TEST(finds_people_by_the_beginning_of_any_word_whatever_case_or_accent);
  CPPUNIT_TEST(finds_people_whose_name_is_misspelt);
  CPPUNIT_TEST(pages_through_everybody_once);
  CPPUNIT_TEST(a_direct_line_names_the_other);
  CPPUNIT_TEST(a_line_lists_what_mentions_me_and_is_unread);
  CPPUNIT_TEST(it_lists_no_more_than_the_latest_hundred);
  CPPUNIT_TEST(a_thread_is_for_whoever_is_in_its_parent);
  CPPUNIT_TEST_SUITE_END();

  Directory directory_;

  static Person person(std::uint64_t id, std::string user_name, std::string name) {
    return {PersonId{id}, std::move(user_name), std::move(name), OrganisationRole::kMember, false};
  }
  static Member member(std::uint64_t id, GroupRole role = GroupRole::kMember) {
    Member m;
    m.person = PersonId{id};
    m.role = role;
    return m;
  }

 public:
  void setUp() override {
    directory_.put(person(1, "ana", "Ana Álvarez"));
    directory_.put(person(2, "ben.o", "Ben O'Neill"));
    directory_.put(person(3, "cleo", "Cléo Martin"));
    Founded group;
    group.made = true;
    group.id = ConversationId{10};
    group.name = "Garden";
    group.seq = 1;
    group.rev = 1;
    group.members = {member(1, GroupRole::kOwner), member(2)};
    directory_.put(group);
  }

  void knows_members_and_nobody_else() {
    CPPUNIT_ASSERT(directory_.standing(ConversationId{10}, PersonId{1})->role == GroupRole::kOwner);
    CPPUNIT_ASSERT(directory_.standing(ConversationId{10}, PersonId{2})->role == GroupRole::kMember);
    CPPUNIT_ASSERT(!directory_.standing(ConversationId{10}, PersonId{3}));
    CPPUNIT_ASSERT(!directory_.standing(ConversationId{11}, PersonId{1}));
    CPPUNIT_ASSERT(directory_.conversations_of(PersonId{2}) == std::vector{ConversationId{10}});
    CPPUNIT_ASSERT(directory_.conversations_of(PersonId{3}).empty());
  }

  void a_poster_has_read_what_they_posted() {
    directory_.apply_posted(ConversationId{10}, PersonId{1}, 2, 2, now());
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{0}, directory_.line(ConversationId{10}, PersonId{1})->unread);
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{2}, directory_.line(ConversationId{10}, PersonId{2})->unread);
  }

  void watermarks_only_go_forward_and_not_beyond_the_latest_message() {
    const auto moved = directory_.advance(ConversationId{10}, PersonId{2}, 0, 99);
    CPPUNIT_ASSERT(moved == std::make_pair(Seq{1}, Seq{1}));
    CPPUNIT_ASSERT(!directory_.advance(ConversationId{10}, PersonId{2}, 1, 0));
    CPPUNIT_ASSERT(!directory_.advance(ConversationId{10}, PersonId{3}, 1, 1));
  }

  void who_leaves_is_gone_and_may_come_back() {
    Member gone = member(2);
    gone.left_at = now();
    directory_.apply_members(ConversationId{10}, std::vector{gone}, 2, 2, now());
    CPPUNIT_ASSERT(!directory_.standing(ConversationId{10}, PersonId{2}));
    CPPUNIT_ASSERT(directory_.conversations_of(PersonId{2}).empty());
    directory_.apply_members(ConversationId{10}, std::vector{member(2)}, 3, 3, now());
    CPPUNIT_ASSERT(directory_.standing(ConversationId{10}, PersonId{2}).has_value());
    CPPUNIT_ASSERT_EQUAL(Seq{3}, directory_.standing(ConversationId{10}, PersonId{1})->seq);
  }

  void finds_people_by_the_beginning_of_any_word_whatever_case_or_accent() {
    const auto names = [this](const char* text) {
      std::string out;
      for (const auto& p : directory_.find(text, {}, 10)) out += p.user_name + " ";
      return out;
    };
    CPPUNIT_ASSERT_EQUAL(std::string("ana "), names("alv"));
    CPPUNIT_ASSERT_EQUAL(std::string("cleo "), names("CLEO"));
    CPPUNIT_ASSERT_EQUAL(std::string("ben.o "), names("nei"));
    CPPUNIT_ASSERT_EQUAL(std::string("ben.o "), names("ben.o"));
    CPPUNIT_ASSERT_EQUAL(std::string(""), names("lvarez"));
    CPPUNIT_ASSERT_EQUAL(std::string("ana ben.o cleo "), names(""));
  }

  void finds_people_whose_name_is_misspelt() {
    const auto names = [this](const char* text) {
      std::string out;
      for (const auto& p : directory_.find_like(text, 10)) out += p.user_name + " ";
      return out;
    };
    CPPUNIT_ASSERT_EQUAL(std::string("ana "), names("alvraez"));
    CPPUNIT_ASSERT_EQUAL(std::string("ana "), names("alvarz"));
    CPPUNIT_ASSERT_EQUAL(std::string("ben.o "), names("nell"));
    CPPUNIT_ASSERT_EQUAL(std::string(""), names("alvarez"));  // `find` finds her
    CPPUNIT_ASSERT_EQUAL(std::string(""), names("lxrz"));
    CPPUNIT_ASSERT_EQUAL(std::string(""), names(""));
  }

  void pages_through_everybody_once() {
    const auto first = directory_.find("", {}, 2);
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, first.size());
    const auto rest = directory_.find("", {"ben o'neill", first.back().id}, 2);
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, rest.size());
    CPPUNIT_ASSERT_EQUAL(std::string("cleo"), rest.front().user_name);
  }

  void a_direct_line_names_the_other() {
    Founded direct;
    direct.id = ConversationId{11};
    direct.kind = ConversationKind::kDirect;
    direct.members = {member(1), member(3)};
    directory_.put(direct);
    CPPUNIT_ASSERT(directory_.line(ConversationId{11}, PersonId{1})->peer == PersonId{3});
    CPPUNIT_ASSERT(directory_.line(ConversationId{11}, PersonId{3})->peer == PersonId{1});
    CPPUNIT_ASSERT(!directory_.line(ConversationId{11}, PersonId{2}));
  }

  std::vector<Seq> mentions(std::uint64_t person, ConversationId id = ConversationId{10}) {
    return directory_.line(id, PersonId{person})->mentions.value_or(std::vector<Seq>{});
  }

  void a_line_lists_what_mentions_me_and_is_unread() {
    const ConversationId id{10};
    const Mentions to_ben{{PersonId{2}}, false, false}, to_all{{}, true, false};
    for (Seq seq = 2; seq <= 5; ++seq) directory_.apply_posted(id, PersonId{1}, seq, seq, now());
    directory_.apply_mentions(id, 2, &to_ben);
    directory_.apply_mentions(id, 4, &to_all);
    directory_.apply_mentions(id, 5, &to_ben);
    CPPUNIT_ASSERT(mentions(2) == (std::vector<Seq>{2, 4, 5}));
    CPPUNIT_ASSERT(mentions(1).empty());  // who wrote them has read them
    directory_.advance(id, PersonId{2}, 0, 2);
    CPPUNIT_ASSERT(mentions(2) == (std::vector<Seq>{4, 5}));
    directory_.apply_mentions(id, 5, nullptr);  // edited, or deleted
    CPPUNIT_ASSERT(mentions(2) == std::vector<Seq>{4});
    directory_.apply_mentions(id, 4, &to_ben);
    CPPUNIT_ASSERT(mentions(2) == std::vector<Seq>{4});
    // Who comes later was not addressed.
    Member cleo = member(3);
    cleo.delivered_seq = cleo.read_seq = 5;
    directory_.apply_members(id, std::span(&cleo, 1), 0, 6, now());
    CPPUNIT_ASSERT(mentions(3).empty());
  }

  void it_lists_no_more_than_the_latest_hundred() {
    const ConversationId id{10};
    const Mentions to_ben{{PersonId{2}}, false, false}, to_all{{}, true, false};
    for (Seq seq = 2; seq <= 301; ++seq) {
      directory_.apply_posted(id, PersonId{1}, seq, seq, now());
      directory_.apply_mentions(id, seq, seq % 2 == 0 ? &to_ben : &to_all);
    }
    const auto listed = mentions(2);
    CPPUNIT_ASSERT_EQUAL(kListedMentions, listed.size());
    CPPUNIT_ASSERT_EQUAL(Seq{202}, listed.front());
    CPPUNIT_ASSERT_EQUAL(Seq{301}, listed.back());
  }

  void a_thread_is_for_whoever_is_in_its_parent() {
    Founded thread;
    thread.id = ConversationId{20};
    thread.kind = ConversationKind::kThread;
    thread.parent = ConversationId{10};
    thread.root = 1;
    thread.rev = 1;
    thread.last_at = now();
    thread.members = {member(1)};
    directory_.put(thread);
    CPPUNIT_ASSERT(directory_.thread_at(ConversationId{10}, 1) == thread.id);
    CPPUNIT_ASSERT(!directory_.thread_at(ConversationId{10}, 2));
    CPPUNIT_ASSERT(directory_.conversations_of(PersonId{1}) == std::vector{ConversationId{10}});
    CPPUNIT_ASSERT(directory_.threads_of(PersonId{1}) == std::vector{thread.id});
    CPPUNIT_ASSERT(directory_.lively_threads_of(PersonId{1}) == std::vector{thread.id});

    const auto owner = directory_.standing(thread.id, PersonId{1});
    CPPUNIT_ASSERT(owner && owner->follows && owner->role == GroupRole::kOwner);
    CPPUNIT_ASSERT(owner->home == ConversationKind::kGroup && owner->parent == ConversationId{10});
    CPPUNIT_ASSERT(!directory_.standing(thread.id, PersonId{2})->follows);
    CPPUNIT_ASSERT(!directory_.standing(thread.id, PersonId{3}));

    const auto after = directory_.apply_posted(thread.id, PersonId{2}, 1, 2, now());
    CPPUNIT_ASSERT(after && after->news.parent == ConversationId{10} && after->news.root == 1);
    CPPUNIT_ASSERT_EQUAL(1U, after->news.summary.places);
    // Who follows has it unread; who does not, has not.
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{1}, directory_.line(thread.id, PersonId{1})->unread);
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{0}, directory_.line(thread.id, PersonId{2})->unread);
    CPPUNIT_ASSERT(directory_.line(thread.id, PersonId{2})->following == false);

    Member gone = member(1);
    gone.left_at = now();
    directory_.apply_members(ConversationId{10}, std::span(&gone, 1), 0, 3, now());
    CPPUNIT_ASSERT(!directory_.standing(thread.id, PersonId{1}));
    CPPUNIT_ASSERT(!directory_.line(thread.id, PersonId{1}));
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(DirectoryTest);

}  // namespace hearth::chat
