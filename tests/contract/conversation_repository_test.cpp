#include "store/conversation_repository.h"

#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include <set>
#include <thread>

#include "log_client.h"
#include "store/directory_loader.h"
#include "store/group_commit.h"
#include "store/message_history.h"
#include "test_database.h"

namespace hearth::store {

using namespace chat;

class ConversationRepositoryTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(ConversationRepositoryTest);
  CPPUNIT_TEST(two_people_have_one_direct_conversation_whoever_opens_it);
  CPPUNIT_TEST(many_who_open_the_same_at_once_get_the_same);
  CPPUNIT_TEST(notes_to_self_have_one_member);
  CPPUNIT_TEST(a_group_begins_with_its_people_and_the_notice_of_it);
  CPPUNIT_TEST(the_same_key_gives_the_same_group_as_it_is_now);
  CPPUNIT_TEST(many_who_create_with_the_same_key_at_once_get_one_group);
  CPPUNIT_TEST(a_group_with_somebody_who_does_not_exist_leaves_nothing);
  CPPUNIT_TEST(a_thousand_people_fit);
  CPPUNIT_TEST(the_directory_is_loaded_as_it_was_stored);
  CPPUNIT_TEST(an_empty_directory_is_loaded);
  CPPUNIT_TEST_SUITE_END();

  void two_people_have_one_direct_conversation_whoever_opens_it() {
    const auto made = conversations_->open_direct(ben_, ana_);
    CPPUNIT_ASSERT(made.made);
    CPPUNIT_ASSERT(made.kind == ConversationKind::kDirect);
    CPPUNIT_ASSERT_EQUAL(Seq{0}, made.seq);
    CPPUNIT_ASSERT_EQUAL(Rev{1}, made.rev);
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, made.members.size());
    const auto found = conversations_->open_direct(ana_, ben_);
    CPPUNIT_ASSERT(!found.made);
    CPPUNIT_ASSERT(made.id == found.id);
    CPPUNIT_ASSERT(made.last_at == found.last_at);
    same_members(made.members, found.members);
    CPPUNIT_ASSERT(made.id != conversations_->open_direct(ana_, cem_).id);
  }

  void many_who_open_the_same_at_once_get_the_same() {
    for (const PersonId other : {ben_, cem_, ana_}) {
      std::vector<Founded> got(6);
      std::vector<std::thread> openers;
      for (std::size_t i = 0; i < got.size(); ++i)
        openers.emplace_back([&, i] {
          got[i] =
              i % 2 ? conversations_->open_direct(ana_, other) : conversations_->open_direct(other, ana_);
        });
      for (auto& opener : openers) opener.join();
      int made = 0;
      for (const auto& one : got) {
        CPPUNIT_ASSERT(one.id == got[0].id);
        same_members(got[0].members, one.members);
        made += one.made ? 1 : 0;
      }
      CPPUNIT_ASSERT_EQUAL(1, made);
    }
  }

  void notes_to_self_have_one_member() {
    const auto made = conversations_->open_direct(ana_, ana_);
    CPPUNIT_ASSERT(made.kind == ConversationKind::kSelf);
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, made.members.size());
    CPPUNIT_ASSERT(made.id == conversations_->open_direct(ana_, ana_).id);
    CPPUNIT_ASSERT(made.id != conversations_->open_direct(ben_, ben_).id);
  }

  GroupDraft draft(const std::string& key) {
    GroupDraft draft;
    draft.owner = ben_;
    draft.key = key;
    draft.name = "Čtenáři 📚";
    draft.description = "We read";
    draft.visibility = Visibility::kPublic;
    draft.people = {ana_, cem_};
    return draft;
  }

  void a_group_begins_with_its_people_and_the_notice_of_it() {
    const auto made = conversations_->create_group(draft("k"));
    CPPUNIT_ASSERT(made.made);
    CPPUNIT_ASSERT_EQUAL(Seq{1}, made.seq);
    CPPUNIT_ASSERT_EQUAL(Rev{1}, made.rev);
    same_members(made.members, MessageHistory(db_->database()).members(made.id, {}, 10));
    for (const auto& member : made.members) {
      const bool owner = member.person == ben_;
      CPPUNIT_ASSERT(member.role == (owner ? GroupRole::kOwner : GroupRole::kMember));
      CPPUNIT_ASSERT(member.added_by == (owner ? std::nullopt : std::optional(ben_)));
      CPPUNIT_ASSERT_EQUAL_MESSAGE("only who made it has seen it", Seq{owner ? 1U : 0U}, member.read_seq);
    }
    const auto first = MessageHistory(db_->database()).messages(made.id, 1, 10).at(0);
    CPPUNIT_ASSERT(first.kind == MessageKind::kNotice && first.sender == ben_ && first.at == made.last_at);
    CPPUNIT_ASSERT(first.notice->what == NoticeKind::kCreated);
    CPPUNIT_ASSERT(first.notice->people == (std::vector{ana_, cem_}));
    CPPUNIT_ASSERT(first.notice->name == "Čtenáři 📚");
    CPPUNIT_ASSERT_EQUAL(
        std::uint64_t{3},
        db_->number("SELECT COUNT(*) FROM member_event WHERE conversation_id = ?", {made.id}));
  }

  void the_same_key_gives_the_same_group_as_it_is_now() {
    const auto made = conversations_->create_group(draft("k"));
    {
      GroupCommit log(db_->database(), {});
      LogClient client(log);
      client.one(client.post(made.id, ana_, "hello"));
    }
    auto again = draft("k");
    again.name = "Another name";
    const auto found = conversations_->create_group(again);
    CPPUNIT_ASSERT(!found.made);
    CPPUNIT_ASSERT(found.id == made.id);
    CPPUNIT_ASSERT(found.name == made.name && found.description == made.description);
    CPPUNIT_ASSERT(found.visibility == Visibility::kPublic);
    CPPUNIT_ASSERT_EQUAL(Seq{2}, found.seq);
    same_members(made.members, found.members);
    CPPUNIT_ASSERT(conversations_->create_group(draft("K")).id != made.id);
    auto of_ana = draft("k");
    of_ana.owner = ana_;
    CPPUNIT_ASSERT_MESSAGE("a key is its creator's own", conversations_->create_group(of_ana).id != made.id);
  }

  void many_who_create_with_the_same_key_at_once_get_one_group() {
    std::vector<Founded> got(6);
    std::vector<std::thread> creators;
    for (auto& one : got) creators.emplace_back([&] { one = conversations_->create_group(draft("once")); });
    for (auto& creator : creators) creator.join();
    int made = 0;
    for (const auto& one : got) {
      CPPUNIT_ASSERT(one.id == got[0].id);
      made += one.made ? 1 : 0;
    }
    CPPUNIT_ASSERT_EQUAL(1, made);
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{1}, db_->number("SELECT COUNT(*) FROM conversation"));
  }

  void a_group_with_somebody_who_does_not_exist_leaves_nothing() {
    auto bad = draft("k");
    bad.people.emplace_back(999'999U);
    CPPUNIT_ASSERT_THROW(conversations_->create_group(bad), DatabaseError);
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{0}, db_->number("SELECT COUNT(*) FROM conversation"));
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{0}, db_->number("SELECT COUNT(*) FROM conversation_head"));
  }

  void a_thousand_people_fit() {
    auto big = draft("big");
    big.people.clear();
    for (int i = 0; i < 1000; ++i) big.people.push_back(db_->person("person" + std::to_string(i)));
    const auto made = conversations_->create_group(big);
    CPPUNIT_ASSERT_EQUAL(std::size_t{1001}, conversations_->create_group(big).members.size());
    const auto first = MessageHistory(db_->database()).messages(made.id, 1, 1).at(0);
    CPPUNIT_ASSERT(first.notice->people == big.people);
  }

  void the_directory_is_loaded_as_it_was_stored() {
    const auto group = conversations_->create_group(draft("k"));
    const auto direct = conversations_->open_direct(ana_, ben_);
    const auto gone = conversations_->create_group(draft("gone"));
    db_->aside().execute("UPDATE conversation SET deleted_at = ? WHERE id = ?", {now(), gone.id});
    const Time seen = parse_rfc3339("2026-03-22T12:00:00.250Z").value();
    db_->aside().execute("INSERT INTO person_seen (person_id, last_seen_at) VALUES (?, ?)", {ben_, seen});
    {
      GroupCommit log(db_->database(), {});
      LogClient client(log);
      client.post(group.id, ana_, "hello");
      client.append(group.id, ReceiptsChange{{{ana_, 2, 1}}});
      auto cem = group.members.back();
      CPPUNIT_ASSERT(cem.person == cem_);
      cem.left_at = now();
      client.append(group.id, MembersChange{{cem}, cem_, {}});
      for (const auto& answer : client.answers()) CPPUNIT_ASSERT(answer.stored);
    }
    std::vector<DirectorySource::KnownPerson> people;
    std::vector<DirectorySource::KnownConversation> all;
    std::vector<DirectorySource::KnownMember> members;
    DirectoryLoader(db_->database())
        .load([&](auto&& p) { people.push_back(std::move(p)); },
              [&](auto&& c) { all.push_back(std::move(c)); }, [&](const auto& m) { members.push_back(m); });
    CPPUNIT_ASSERT_EQUAL(std::size_t{3}, people.size());
    CPPUNIT_ASSERT(people[0].person.id == ana_ && people[0].person.user_name == "ana" &&
                   !people[0].last_seen);
    CPPUNIT_ASSERT(people[1].last_seen == seen);
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, all.size());
    CPPUNIT_ASSERT(all[0].id == group.id && all[0].name == group.name && all[0].seq == 2 && all[0].rev == 4);
    CPPUNIT_ASSERT(all[0].kind == ConversationKind::kGroup && all[0].visibility == Visibility::kPublic);
    CPPUNIT_ASSERT(all[1].id == direct.id && !all[1].name && all[1].seq == 0 &&
                   all[1].last_at == direct.last_at);
    std::vector<std::pair<ConversationId, PersonId>> places;
    for (const auto& m : members) places.emplace_back(m.conversation, m.person);
    CPPUNIT_ASSERT(places == (decltype(places){
                                 {group.id, ana_}, {group.id, ben_}, {direct.id, ana_}, {direct.id, ben_}}));
    CPPUNIT_ASSERT(members[0].delivered_seq == 2 && members[0].read_seq == 1);
    CPPUNIT_ASSERT(members[1].role == GroupRole::kOwner);
  }

  void an_empty_directory_is_loaded() {
    TestDatabase empty;
    int count = 0;
    DirectoryLoader(empty.database())
        .load([&](auto&&) { ++count; }, [&](auto&&) { ++count; }, [&](const auto&) { ++count; });
    CPPUNIT_ASSERT_EQUAL(0, count);
  }

  static void same_members(const std::vector<Member>& a, const std::vector<Member>& b) {
    CPPUNIT_ASSERT_EQUAL(a.size(), b.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
      CPPUNIT_ASSERT(a[i].person == b[i].person && a[i].role == b[i].role &&
                     a[i].joined_at == b[i].joined_at);
      CPPUNIT_ASSERT(a[i].added_by == b[i].added_by && a[i].read_seq == b[i].read_seq &&
                     a[i].rev == b[i].rev);
      CPPUNIT_ASSERT(!a[i].left_at && !b[i].left_at);
    }
  }

  std::optional<TestDatabase> db_;
  std::optional<ConversationRepository> conversations_;
  PersonId ana_, ben_, cem_;

 public:
  void setUp() override {
    db_.emplace();
    conversations_.emplace(db_->database());
    ana_ = db_->person("ana");
    ben_ = db_->person("ben");
    cem_ = db_->person("cem");
  }
  void tearDown() override { db_.reset(); }
};
CPPUNIT_TEST_SUITE_REGISTRATION(ConversationRepositoryTest);

}  // namespace hearth::store
