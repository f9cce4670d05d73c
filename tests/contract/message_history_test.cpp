#include "store/message_history.h"

#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include <set>

#include "log_client.h"
#include "store/group_commit.h"
#include "test_database.h"

namespace hearth::store {

using namespace chat;

/// Each question is asked in a conversation with many more rows than it may read, beside others.
class MessageHistoryTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(MessageHistoryTest);
  CPPUNIT_TEST(a_page_reads_what_it_gives);
  CPPUNIT_TEST(messages_from_many_conversations_come_in_one_go);
  CPPUNIT_TEST(sync_gives_what_changed_since_oldest_change_first);
  CPPUNIT_TEST(an_edited_message_is_found_by_its_new_rev);
  CPPUNIT_TEST(changed_members_include_those_who_left);
  CPPUNIT_TEST(members_come_in_pages_and_read_nobody_who_left);
  CPPUNIT_TEST(receipts_tell_when_each_member_got_and_saw_it);
  CPPUNIT_TEST(a_message_that_does_not_exist_has_no_receipts);
  CPPUNIT_TEST_SUITE_END();

  void a_page_reads_what_it_gives() {
    const auto reads = count_reads();
    const auto page = history_->messages(big_, 201, 250);
    CPPUNIT_ASSERT_EQUAL(std::size_t{50}, page.size());
    CPPUNIT_ASSERT_EQUAL(Seq{201}, page.front().seq);
    CPPUNIT_ASSERT_EQUAL(std::string("message 201"), page.front().body);
    CPPUNIT_ASSERT_EQUAL(Seq{250}, page.back().seq);
    at_most(50 + 1, reads);  // one more tells that the range has ended
    CPPUNIT_ASSERT(history_->messages(big_, 100'000, 100'050).empty());
    CPPUNIT_ASSERT(history_->messages(ConversationId(12345), 1, 50).empty());
  }

  void messages_from_many_conversations_come_in_one_go() {
    std::vector<std::pair<ConversationId, Seq>> places;
    for (Seq seq = 10; seq < 310; ++seq) places.emplace_back(seq % 2 ? big_ : other_, seq);
    places.emplace_back(big_, 99'999);  // not there
    const auto reads = count_reads();
    const auto got = history_->messages_at(places);
    CPPUNIT_ASSERT_EQUAL(std::size_t{300}, got.size());
    std::set<std::pair<ConversationId, Seq>> expected(places.begin(), places.end() - 1);
    for (const auto& [conversation, message] : got) {
      CPPUNIT_ASSERT_EQUAL(std::size_t{1}, expected.erase({conversation, message.seq}));
      CPPUNIT_ASSERT_EQUAL("message " + std::to_string(message.seq), message.body);
    }
    at_most(301 + 1, reads);  // a place of nobody fills up the last question
    CPPUNIT_ASSERT(history_->messages_at({}).empty());
  }

  void sync_gives_what_changed_since_oldest_change_first() {
    const auto reads = count_reads();
    const auto some = history_->changed_messages(big_, 399, 400, 20);
    CPPUNIT_ASSERT_EQUAL(std::size_t{20}, some.size());
    for (std::size_t i = 0; i < some.size(); ++i) CPPUNIT_ASSERT_EQUAL(Rev{400 + i}, some[i].rev);
    at_most(20 + kReadAhead, reads);
    CPPUNIT_ASSERT(history_->changed_messages(big_, 100'000, 1, 20).empty());
  }

  void an_edited_message_is_found_by_its_new_rev() {
    db_->aside().execute(
        "UPDATE message SET changed_rev = 900, body = 'edited', edited_at = ? WHERE conversation_id = ? AND "
        "seq = 7",
        {now(), big_});
    db_->aside().execute(
        "UPDATE message SET changed_rev = 901, body = '', deleted_at = ?, reply_to = 3 WHERE conversation_id "
        "= ?"
        " AND seq = 5",
        {now(), big_});
    db_->aside().execute("INSERT INTO message_change VALUES (?, 900, 7), (?, 901, 5)", {big_, big_});
    const auto changed = history_->changed_messages(big_, 500, 499, 100);
    CPPUNIT_ASSERT_EQUAL(std::size_t{3}, changed.size());  // 501, and the two
    CPPUNIT_ASSERT_EQUAL(Seq{7}, changed[1].seq);
    CPPUNIT_ASSERT(changed[1].edited_at && !changed[1].deleted_at);
    CPPUNIT_ASSERT_EQUAL(Seq{5}, changed[2].seq);
    CPPUNIT_ASSERT(changed[2].deleted_at && changed[2].body.empty());
    CPPUNIT_ASSERT(changed[2].reply_to == Seq{3});
  }

  void changed_members_include_those_who_left() {
    leave(people_[3]);
    const auto reads = count_reads();
    const auto changed = history_->changed_members(big_, 501, 10);
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, changed.size());
    CPPUNIT_ASSERT(changed[0].person == people_[3]);
    CPPUNIT_ASSERT(changed[0].left_at.has_value());
    at_most(2, reads);
    CPPUNIT_ASSERT_EQUAL(people_.size() - 1, history_->changed_members(big_, 0, 1000).size() - 1);
  }

  void members_come_in_pages_and_read_nobody_who_left() {
    for (std::size_t i = 2; i < people_.size(); i += 2) leave(people_[i]);
    const auto reads = count_reads();
    const auto page = history_->members(big_, people_[1], 5);
    CPPUNIT_ASSERT_EQUAL(std::size_t{5}, page.size());
    for (std::size_t i = 0; i < 5; ++i) CPPUNIT_ASSERT(page[i].person == people_[3 + 2 * i]);
    at_most(5, reads);
    CPPUNIT_ASSERT(history_->members(big_, people_.back(), 5).empty());
  }

  void receipts_tell_when_each_member_got_and_saw_it() {
    LogClient client(*log_);
    // Everybody is at 100; the first ten then read to 200 in two steps, two only get it.
    ReceiptsChange all, some;
    for (std::size_t i = 1; i < people_.size(); ++i) all.advances.push_back({people_[i], 100, 100});
    client.one(client.append(big_, all));
    for (std::size_t i = 1; i <= 10; ++i) some.advances.push_back({people_[i], 150, 0});
    some.advances.push_back({people_[11], 200, 0});
    const auto got = client.one(client.append(big_, some));
    for (auto& advance : some.advances)
      advance = {advance.person, 0, advance.person == people_[11] ? 0U : 200U};
    const auto seen = client.one(client.append(big_, some));

    const auto reads = count_reads();
    const auto receipts = history_->receipts(big_, 150, {}, 12);
    CPPUNIT_ASSERT_EQUAL(std::size_t{12}, receipts.size());
    CPPUNIT_ASSERT_MESSAGE("the poster", receipts[0].read_at == history_->messages(big_, 150, 150)[0].at);
    for (std::size_t i = 1; i <= 10; ++i) {
      CPPUNIT_ASSERT(receipts[i].person == people_[i]);
      CPPUNIT_ASSERT(receipts[i].delivered_at == got.committed.at);
      CPPUNIT_ASSERT(receipts[i].read_at == seen.committed.at);
    }
    CPPUNIT_ASSERT(receipts[11].delivered_at == got.committed.at);
    CPPUNIT_ASSERT(!receipts[11].read_at);
    at_most(1 + 12 + 2 * 12 + 1, reads);  // the message, the members, one advance of each kind for each

    CPPUNIT_ASSERT_MESSAGE("read is delivered", history_->receipts(big_, 200, people_[0], 1)[0].delivered_at);
    const auto later = history_->receipts(big_, 300, people_[0], 1)[0];
    CPPUNIT_ASSERT(!later.delivered_at && !later.read_at);
    CPPUNIT_ASSERT(history_->receipts(big_, 100, people_.back(), 10).empty());
  }

  void a_message_that_does_not_exist_has_no_receipts() {
    CPPUNIT_ASSERT(history_->receipts(big_, 100'000, {}, 10).empty());
  }

  void leave(PersonId person) {
    auto member = history_->members(big_, PersonId(person.value - 1), 1).at(0);
    member.left_at = now();
    LogClient client(*log_);
    CPPUNIT_ASSERT(client.one(client.append(big_, MembersChange{{member}, person, {}})).stored);
  }

  /// InnoDB reads rows of a range in eights when it has read a few, whatever the LIMIT.
  static constexpr std::uint64_t kReadAhead = 8;

  /// The pool has one session, so that its counters are those of the question.
  std::uint64_t count_reads() {
    const auto connection = single_->lease();
    const auto first = rows_read(*connection), second = rows_read(*connection);
    asking_ = second - first;
    return second;
  }
  void at_most(std::uint64_t rows, std::uint64_t before) {
    const auto read = rows_read(*single_->lease()) - before - asking_;
    CPPUNIT_ASSERT_MESSAGE("read " + std::to_string(read) + " rows", read <= rows);
  }

  std::optional<TestDatabase> db_;
  std::optional<Database> single_;
  std::optional<MessageHistory> history_;
  std::optional<GroupCommit> log_;
  std::vector<PersonId> people_;
  ConversationId big_, other_;
  std::uint64_t asking_ = 0;

 public:
  void setUp() override {
    db_.emplace();
    auto options = db_->options();
    options.pool_size = 1;
    single_.emplace(options);
    history_.emplace(*single_);
    log_.emplace(db_->database(), GroupCommit::Options{});
    people_.clear();
    for (int i = 0; i < 30; ++i) people_.push_back(db_->person("person" + std::to_string(i)));
    big_ = db_->group(people_);
    other_ = db_->group(people_);
    LogClient client(*log_);
    for (int i = 2; i <= 501; ++i)
      for (const auto group : {big_, other_})
        client.post(group, people_[0], std::to_string(group.value) + "/" + std::to_string(i),
                    "message " + std::to_string(i));
    client.answers();
    db_->aside().run("ANALYZE TABLE message, member, receipt_advance");
  }
  void tearDown() override {
    log_.reset();
    history_.reset();
    single_.reset();
    db_.reset();
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(MessageHistoryTest);

}  // namespace hearth::store
