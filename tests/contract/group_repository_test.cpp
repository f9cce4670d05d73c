#include "store/group_repository.h"

#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include <map>
#include <set>

#include "log_client.h"
#include "store/conversation_tables.h"
#include "store/group_commit.h"
#include "store/message_history.h"
#include "test_database.h"

namespace hearth::store {

using namespace chat;

class GroupRepositoryTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(GroupRepositoryTest);
  CPPUNIT_TEST(no_table_of_conversations_is_forgotten);
  CPPUNIT_TEST(removing_never_searches_a_table);
  CPPUNIT_TEST(settings_are_stored_with_their_rev_and_notice);
  CPPUNIT_TEST(a_deletion_is_found_until_nothing_is_left);
  CPPUNIT_TEST(everything_goes_in_small_pieces_and_nothing_else_does);
  CPPUNIT_TEST(nothing_can_be_stored_behind_the_removal);
  CPPUNIT_TEST(what_happened_to_members_is_told_latest_first);
  CPPUNIT_TEST_SUITE_END();

  std::uint64_t rows(std::string_view table, ConversationId group) {
    return db_->number("SELECT COUNT(*) FROM " + std::string(table) + " WHERE conversation_id = ?", {group});
  }
  SettingsChange settings(const std::string& name) {
    SettingsChange change;
    change.by = people_[0];
    change.name = name;
    change.notice = Notice{NoticeKind::kRenamed, {}, name, {}};
    return change;
  }
  /// Something of every kind.
  void talk(ConversationId group, const std::string& key, int messages) {
    for (int i = 0; i < messages; ++i) client_->post(group, people_[0], key + std::to_string(i));
    client_->append(group, MessageUpdate{2, people_[0], NewText{"other words", {}}});
    client_->append(group, MessageUpdate{2, people_[1], ReactionChange{"👍", true}});
    client_->append(group, MessageUpdate{3, people_[1], PinChange{true}});
    client_->append(group, ReceiptsChange{{{people_[1], 3, 2}}});
    for (const auto& answer : client_->answers()) CPPUNIT_ASSERT(answer.stored);
  }

  /// Whoever adds a table with rows of conversations says here how a deletion empties it.
  void no_table_of_conversations_is_forgotten() {
    std::set<std::string> there, listed;
    Rows columns = db_->aside().select(
        "SELECT table_name FROM information_schema.columns"
        " WHERE table_schema = DATABASE() AND column_name = 'conversation_id'");
    for (std::string name; columns.next(); there.insert(name)) columns.read(name);
    for (const ConversationTable& table : kConversationTables) listed.insert(std::string(table.name));
    CPPUNIT_ASSERT_EQUAL(std::size(kConversationTables), listed.size());
    for (const std::string_view table : kTablesOfPersons) listed.insert(std::string(table));
    for (const std::string& table : there)
      CPPUNIT_ASSERT_MESSAGE("store/conversation_tables.h does not say how a deleted group leaves " + table,
                             listed.contains(table));
    CPPUNIT_ASSERT(there == listed);
  }

  void removing_never_searches_a_table() {
    for (const ConversationTable& table : kConversationTables) {
      std::map<std::string, std::map<std::uint64_t, std::string>> indexes;
      Rows rows = db_->aside().select(
          "SELECT index_name, seq_in_index, column_name FROM information_schema.statistics"
          " WHERE table_schema = DATABASE() AND table_name = ?",
          {table.name});
      while (rows.next()) {
        std::string index, column;
        std::uint64_t place = 0;
        rows.read(index, place, column);
        indexes[index][place] = column;
      }
      bool fits = false;
      for (auto& [name, columns] : indexes)
        fits =
            fits || (columns[1] == "conversation_id" && (table.along.empty() || columns[2] == table.along));
      CPPUNIT_ASSERT_MESSAGE("no index leads along " + std::string(table.name), fits);
    }
  }

  void settings_are_stored_with_their_rev_and_notice() {
    SettingsChange change = settings("New name");
    change.description = "What it is for";
    change.visibility = Visibility::kPublic;
    const auto stored = client_->one(client_->append(group_, change));
    CPPUNIT_ASSERT(stored.stored);
    CPPUNIT_ASSERT_EQUAL(Seq{2}, stored.committed.seq);
    Rows rows = db_->aside().select(
        "SELECT name, description, visibility, settings_rev, deletion, deletion_by, removal_at FROM "
        "conversation"
        " WHERE id = ?",
        {group_});
    CPPUNIT_ASSERT(rows.next());
    std::string name, description;
    Visibility visibility{};
    Rev rev = 0;
    std::optional<Deletion> deletion;
    std::optional<PersonId> by;
    std::optional<Time> at;
    rows.read(name, description, visibility, rev, deletion, by, at);
    CPPUNIT_ASSERT(name == "New name" && description == "What it is for" &&
                   visibility == Visibility::kPublic);
    CPPUNIT_ASSERT_EQUAL(stored.committed.rev, rev);
    CPPUNIT_ASSERT(!deletion && !by && !at);
    const Message notice = history_->messages(group_, 2, 2).at(0);
    CPPUNIT_ASSERT(notice.notice->what == NoticeKind::kRenamed && notice.notice->name == "New name");
  }

  void a_deletion_is_found_until_nothing_is_left() {
    CPPUNIT_ASSERT(groups_->deletions().empty());
    CPPUNIT_ASSERT(!groups_->deletion(group_)->state);
    SettingsChange change = settings("Doomed");
    change.settings = false;
    change.deletion = Deletion::kWaiting;
    change.removal_at = now() + std::chrono::hours(1);
    CPPUNIT_ASSERT(client_->one(client_->append(group_, change)).stored);
    const auto stored = groups_->deletion(group_);
    CPPUNIT_ASSERT(stored->state == Deletion::kWaiting && stored->by == people_[0] && !stored->gone);
    CPPUNIT_ASSERT(stored->removal_at == change.removal_at && stored->name == "Doomed");
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{1},
                         db_->number("SELECT settings_rev FROM conversation WHERE id = ?", {group_}));
    CPPUNIT_ASSERT(groups_->deletions() == std::vector{group_});
    groups_->mark_gone(group_, now());
    CPPUNIT_ASSERT(groups_->deletion(group_)->gone);
    CPPUNIT_ASSERT(groups_->deletions() == std::vector{group_});
    const auto rest = groups_->remove_rest(group_);
    while (rest->some(100) != 0) {
    }
    CPPUNIT_ASSERT(!groups_->deletion(group_));
    CPPUNIT_ASSERT(groups_->deletions().empty());
  }

  void everything_goes_in_small_pieces_and_nothing_else_does() {
    const ConversationId other = db_->group(people_);
    talk(group_, "a", 30);
    talk(other, "b", 30);
    std::map<std::string_view, std::uint64_t> others;
    for (const ConversationTable& table : kConversationTables) others[table.name] = rows(table.name, other);
    const GroupContents contents = groups_->contents(group_);
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{31}, contents.messages);
    CPPUNIT_ASSERT(contents.versions == 1 && contents.reactions == 1 && contents.pins == 1 &&
                   contents.members == 2);

    const auto removal = groups_->remove_contents(group_);
    std::uint64_t gone = 0;
    while (const std::uint64_t some = removal->some(7)) {
      CPPUNIT_ASSERT(some <= 7);
      gone += some;
    }
    CPPUNIT_ASSERT_EQUAL(contents.rows, gone);
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{0}, groups_->contents(group_).rows);
    // Who is in it is known to the end.
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{2}, rows("member", group_));
    groups_->mark_gone(group_, now());
    const auto rest = groups_->remove_rest(group_);
    while (rest->some(1) != 0) {
    }
    for (const ConversationTable& table : kConversationTables) {
      CPPUNIT_ASSERT_EQUAL(std::uint64_t{0}, rows(table.name, group_));
      CPPUNIT_ASSERT_EQUAL(others[table.name], rows(table.name, other));
    }
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{0},
                         db_->number("SELECT COUNT(*) FROM conversation WHERE id = ?", {group_}));
  }

  void nothing_can_be_stored_behind_the_removal() {
    groups_->mark_gone(group_, now());
    const auto rest = groups_->remove_rest(group_);
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{1}, rest->some(1));
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{0}, rows("conversation_head", group_));
    const auto late = client_->one(client_->post(group_, people_[1], "late"));
    CPPUNIT_ASSERT(!late.stored && late.refusal.code == RefusalCode::kNotFound);
    while (rest->some(10) != 0) {
    }
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{0}, rows("message", group_));
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{0}, rows("conversation_head", group_));
  }

  void what_happened_to_members_is_told_latest_first() {
    Member ben;
    ben.person = people_[1];
    ben.joined_at = now();
    ben.role = GroupRole::kAdmin;
    MembersChange change{
        {ben}, people_[0], Notice{NoticeKind::kRoleGiven, {people_[1]}, {}, GroupRole::kAdmin}};
    const Rev rev = client_->one(client_->append(group_, change)).committed.rev;
    const auto all = history_->member_events(group_, {rev + 1, {}}, 10);
    CPPUNIT_ASSERT_EQUAL(std::size_t{3}, all.size());
    CPPUNIT_ASSERT(all[0].what == NoticeKind::kRoleGiven && all[0].role == GroupRole::kAdmin &&
                   all[0].by == people_[0]);
    CPPUNIT_ASSERT(all[1].what == NoticeKind::kAdded && all[1].person == people_[1]);
    CPPUNIT_ASSERT(all[2].what == NoticeKind::kCreated && all[2].person == people_[0]);
    // A page ends in the middle of a rev, and the next goes on there.
    const auto rest = history_->member_events(group_, {all[1].rev, all[1].person}, 10);
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, rest.size());
    CPPUNIT_ASSERT(rest[0].person == people_[0]);
    // Rows of before the column tell it by who did it.
    db_->aside().execute("UPDATE member_event SET what = 0");
    CPPUNIT_ASSERT(history_->member_events(group_, {rev, {}}, 1)[0].what == NoticeKind::kAdded);
  }

  std::optional<TestDatabase> db_;
  std::optional<GroupRepository> groups_;
  std::optional<MessageHistory> history_;
  std::optional<GroupCommit> log_;
  std::optional<LogClient> client_;
  std::vector<PersonId> people_;
  ConversationId group_;

 public:
  void setUp() override {
    db_.emplace();
    groups_.emplace(db_->database());
    history_.emplace(db_->database());
    log_.emplace(db_->database(), GroupCommit::Options{});
    client_.emplace(*log_);
    people_ = {db_->person("ana"), db_->person("ben")};
    group_ = db_->group(people_);
  }
  void tearDown() override {
    log_.reset();
    db_.reset();
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(GroupRepositoryTest);

}  // namespace hearth::store
