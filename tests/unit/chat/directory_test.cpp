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
};
CPPUNIT_TEST_SUITE_REGISTRATION(DirectoryTest);

}  // namespace hearth::chat
