#include "store/group_commit.h"

#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include <set>
#include <thread>

#include "log_client.h"
#include "store/message_history.h"
#include "test_database.h"

namespace hearth::store {

using namespace chat;

class GroupCommitTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(GroupCommitTest);
  CPPUNIT_TEST(a_message_is_stored_before_it_is_acknowledged);
  CPPUNIT_TEST(messages_of_many_groups_get_places_without_gaps_in_the_order_of_appending);
  CPPUNIT_TEST(answers_come_in_order_and_the_batch_ends_after_them);
  CPPUNIT_TEST(the_same_key_is_stored_once_whoever_insists);
  CPPUNIT_TEST(two_of_the_same_key_in_one_batch_are_one);
  CPPUNIT_TEST(a_key_of_another_conversation_is_a_conflict);
  CPPUNIT_TEST(keys_that_look_alike_are_keys_of_their_own);
  CPPUNIT_TEST(a_faulty_change_does_not_take_the_others_with_it);
  CPPUNIT_TEST(a_conversation_that_does_not_exist_is_not_made);
  CPPUNIT_TEST(text_comes_back_as_it_went_whatever_is_in_it);
  CPPUNIT_TEST(members_who_come_and_go_are_stored_with_their_notice_and_remembered);
  CPPUNIT_TEST(watermarks_only_move_forward_and_every_move_has_its_time);
  CPPUNIT_TEST(receipts_of_strangers_are_passed_over);
  CPPUNIT_TEST(too_much_at_once_is_refused_at_once);
  CPPUNIT_TEST(stopping_stores_what_is_queued_and_takes_nothing_more);
  CPPUNIT_TEST_SUITE_END();

  void a_message_is_stored_before_it_is_acknowledged() {
    GroupCommit log(db_->database(), {});
    LogClient client(log);
    const auto answer = client.one(client.post(group_, ana_, "k1", "Good morning"));
    CPPUNIT_ASSERT(answer.stored);
    CPPUNIT_ASSERT_EQUAL(Seq{2}, answer.committed.seq);  // 1 tells of the group's creation
    CPPUNIT_ASSERT_EQUAL(Rev{2}, answer.committed.rev);
    CPPUNIT_ASSERT(!answer.committed.repeated);
    const auto messages = history_->messages(group_, 2, 2);
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, messages.size());
    CPPUNIT_ASSERT_EQUAL(std::string("Good morning"), messages[0].body);
    CPPUNIT_ASSERT(messages[0].sender == ana_);
    CPPUNIT_ASSERT(messages[0].at == answer.committed.at);
    CPPUNIT_ASSERT(messages[0].kind == MessageKind::kText);
  }

  void messages_of_many_groups_get_places_without_gaps_in_the_order_of_appending() {
    constexpr std::size_t kGroups = 7, kThreads = 4, kEach = 2000;
    std::vector<ConversationId> groups;
    for (std::size_t i = 0; i < kGroups; ++i) groups.push_back(db_->group({ana_, ben_}));
    GroupCommit::Options options;
    options.writers = 3;
    GroupCommit log(db_->database(), options);
    std::vector<std::unique_ptr<LogClient>> clients;
    for (std::size_t t = 0; t < kThreads; ++t) clients.push_back(std::make_unique<LogClient>(log));
    std::vector<std::thread> threads;
    for (std::size_t t = 0; t < kThreads; ++t)
      threads.emplace_back([&, t] {
        for (std::size_t i = 0; i < kEach; ++i)
          clients[t]->post(groups[i % kGroups], ana_, std::to_string(t) + "/" + std::to_string(i),
                           std::to_string(t) + "/" + std::to_string(i));
      });
    for (auto& thread : threads) thread.join();
    std::size_t all = 0;
    for (const auto& client : clients) {
      std::map<std::size_t, Seq> latest;
      for (std::size_t i = 0; i < kEach; ++i) {
        const auto answer = client->answers()[i];
        CPPUNIT_ASSERT(answer.stored);
        CPPUNIT_ASSERT_MESSAGE("later appended, earlier placed", answer.committed.seq > latest[i % kGroups]);
        latest[i % kGroups] = answer.committed.seq;
      }
    }
    for (const auto group : groups) {
      const auto messages = history_->messages(group, 1, 1'000'000);
      Time at{};
      for (std::size_t i = 0; i < messages.size(); ++i) {
        CPPUNIT_ASSERT_EQUAL(Seq{i + 1}, messages[i].seq);
        CPPUNIT_ASSERT_EQUAL(Rev{i + 1}, messages[i].rev);
        CPPUNIT_ASSERT_MESSAGE("time goes back", messages[i].at >= at);
        at = messages[i].at;
      }
      all += messages.size() - 1;
      CPPUNIT_ASSERT_EQUAL(Seq{messages.size()}, head(group).first);
    }
    CPPUNIT_ASSERT_EQUAL(kThreads * kEach, all);
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{kThreads * kEach}, log.figures().stored);
  }

  void answers_come_in_order_and_the_batch_ends_after_them() {
    std::atomic<int> batches = 0;
    GroupCommit::Options options;
    options.after_batch = [&] { ++batches; };
    GroupCommit log(db_->database(), options);
    LogClient client(log);
    for (int i = 0; i < 500; ++i) client.post(group_, ana_, "o" + std::to_string(i));
    client.answers();
    log.stop();
    const auto order = client.order();
    for (std::size_t i = 0; i < order.size(); ++i) CPPUNIT_ASSERT_EQUAL(i, order[i]);
    CPPUNIT_ASSERT(batches > 0);
    CPPUNIT_ASSERT_EQUAL(log.figures().batches, static_cast<std::uint64_t>(batches.load()));
  }

  void the_same_key_is_stored_once_whoever_insists() {
    GroupCommit::Options options;
    options.writers = 2;
    GroupCommit log(db_->database(), options);
    std::vector<std::unique_ptr<LogClient>> clients;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) clients.push_back(std::make_unique<LogClient>(log));
    for (auto& client : clients)
      threads.emplace_back([&] {
        for (int i = 0; i < 300; ++i) client->post(group_, i % 2 ? ana_ : ben_, "key " + std::to_string(i));
      });
    for (auto& thread : threads) thread.join();
    for (std::size_t i = 0; i < 300; ++i) {
      std::set<Seq> places;
      int fresh = 0;
      for (auto& client : clients) {
        const auto answer = client->answers()[i];
        CPPUNIT_ASSERT(answer.stored);
        places.insert(answer.committed.seq);
        fresh += answer.committed.repeated ? 0 : 1;
      }
      CPPUNIT_ASSERT_EQUAL(std::size_t{1}, places.size());
      CPPUNIT_ASSERT_EQUAL_MESSAGE("exactly one is told that it is new", 1, fresh);
    }
    CPPUNIT_ASSERT_EQUAL(Seq{301}, head(group_).first);
    // And long after, with the rev and time of then.
    LogClient late(log);
    const auto again = late.one(late.post(group_, ana_, "key 1", "another text"));
    const auto then = history_->messages(group_, again.committed.seq, again.committed.seq).at(0);
    CPPUNIT_ASSERT(again.committed.repeated);
    CPPUNIT_ASSERT_EQUAL(then.rev, again.committed.rev);
    CPPUNIT_ASSERT(then.at == again.committed.at);
    CPPUNIT_ASSERT_EQUAL(std::string("Hello"), then.body);
  }

  void two_of_the_same_key_in_one_batch_are_one() {
    GroupCommit log(db_->database(), {});
    LogClient client(log);
    // So many at once that several wait while the first batch is written.
    for (int i = 0; i < 200; ++i) {
      client.post(group_, ana_, "filler" + std::to_string(i));
      client.post(group_, ana_, "twin");
      client.post(group_, ben_, "twin");
    }
    int fresh = 0;
    for (const auto& answer : client.answers()) {
      CPPUNIT_ASSERT(answer.stored);
      fresh += answer.committed.repeated ? 0 : 1;
    }
    CPPUNIT_ASSERT_EQUAL(202, fresh);
    CPPUNIT_ASSERT_EQUAL(Seq{203}, head(group_).first);
  }

  void a_key_of_another_conversation_is_a_conflict() {
    const auto other = db_->group({ana_, ben_});
    GroupCommit log(db_->database(), {});
    LogClient client(log);
    client.one(client.post(group_, ana_, "mine"));
    const auto answer = client.one(client.post(other, ana_, "mine"));
    CPPUNIT_ASSERT(!answer.stored);
    CPPUNIT_ASSERT(answer.refusal.code == RefusalCode::kConflict);
    CPPUNIT_ASSERT_EQUAL(std::string("key"), answer.refusal.field);
    CPPUNIT_ASSERT_EQUAL(Seq{1}, head(other).first);
  }

  void keys_that_look_alike_are_keys_of_their_own() {
    // The first is a UUID of version 7 and stored as its 16 bytes; the others only look like it.
    const std::string uuid = "017f22e2-79b0-7cc3-98c4-dc0c0c07398f";
    const std::vector<std::string> keys = {uuid,
                                           "017F22E2-79B0-7CC3-98C4-DC0C0C07398F",
                                           "017f22e279b07cc398c4dc0c0c07398f",
                                           "017f22e2-79b0-4cc3-98c4-dc0c0c07398f",
                                           "017f22e2-79b0-7cc3-c8c4-dc0c0c07398f",
                                           "017f22e2-79b0-7cc3-98c4-dc0c0c07398g",
                                           "017f22e2-79b0-7cc3-98c4adc0c0c07398f",
                                           "017f22e2-79b0-7cc3-98c4-dc0c0c07398e",
                                           std::string("\x01\x7f\x22\xe2\x79\xb0\x7c\xc3", 8)};
    GroupCommit log(db_->database(), {});
    LogClient client(log);
    for (const auto& key : keys)
      CPPUNIT_ASSERT(!client.one(client.post(group_, ana_, key)).committed.repeated);
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const auto again = client.one(client.post(group_, ana_, keys[i]));
      CPPUNIT_ASSERT(again.committed.repeated);
      CPPUNIT_ASSERT_EQUAL(Seq{2 + i}, again.committed.seq);
    }
    CPPUNIT_ASSERT_MESSAGE("somebody else's key is another",
                           !client.one(client.post(group_, ben_, uuid)).committed.repeated);
  }

  void a_faulty_change_does_not_take_the_others_with_it() {
    GroupCommit log(db_->database(), {});
    LogClient client(log);
    Member nobody;
    nobody.person = PersonId(999'999);
    nobody.joined_at = now();
    for (int i = 0; i < 60; ++i) client.post(group_, ana_, "before" + std::to_string(i));
    const auto faulty =
        client.append(group_, MembersChange{{nobody}, ana_, Notice{NoticeKind::kAdded, {}, {}}});
    const auto too_long = client.post(group_, ana_, "too long", std::string(70'000, 'x'));
    for (int i = 0; i < 60; ++i) client.post(group_, ana_, "after" + std::to_string(i));
    const auto& answers = client.answers();
    for (std::size_t i = 0; i < answers.size(); ++i)
      CPPUNIT_ASSERT_EQUAL_MESSAGE(std::to_string(i), i != faulty && i != too_long, answers[i].stored);
    CPPUNIT_ASSERT(answers[faulty].refusal.code == RefusalCode::kNotFound);
    const auto messages = history_->messages(group_, 1, 1000);
    CPPUNIT_ASSERT_EQUAL(std::size_t{121}, messages.size());
    for (std::size_t i = 0; i < messages.size(); ++i) CPPUNIT_ASSERT_EQUAL(Seq{i + 1}, messages[i].seq);
  }

  void a_conversation_that_does_not_exist_is_not_made() {
    GroupCommit log(db_->database(), {});
    LogClient client(log);
    const auto lost = client.post(ConversationId(4711), ana_, "to nowhere");
    const auto kept = client.post(group_, ana_, "to somewhere");
    CPPUNIT_ASSERT(client.one(lost).refusal.code == RefusalCode::kNotFound);
    CPPUNIT_ASSERT(client.one(kept).stored);
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{0},
                         db_->number("SELECT COUNT(*) FROM conversation_head WHERE conversation_id = 4711"));
  }

  void text_comes_back_as_it_went_whatever_is_in_it() {
    std::string longest;
    for (int i = 0; i < 16'000; ++i) longest += "\xF0\x9F\x94\xA5";  // a fire, four bytes
    const std::vector<std::string> bodies = {"'; DROP TABLE message; --",
                                             std::string("nul\0inside", 10),
                                             "ünïcödé 漢字 🔥",
                                             longest,
                                             "?",
                                             "\\",
                                             " "};
    GroupCommit log(db_->database(), {});
    LogClient client(log);
    for (const auto& body : bodies) client.post(group_, ana_, "b" + body, body);
    for (const auto& answer : client.answers()) CPPUNIT_ASSERT(answer.stored);
    const auto messages = history_->messages(group_, 2, 100);
    CPPUNIT_ASSERT_EQUAL(bodies.size(), messages.size());
    for (std::size_t i = 0; i < bodies.size(); ++i) CPPUNIT_ASSERT(bodies[i] == messages[i].body);
  }

  void members_who_come_and_go_are_stored_with_their_notice_and_remembered() {
    const auto cem = db_->person("cem");
    GroupCommit log(db_->database(), {});
    LogClient client(log);
    Member member;
    member.person = cem;
    member.joined_at = now();
    member.added_by = ana_;
    const auto in = client.one(
        client.append(group_, MembersChange{{member}, ana_, Notice{NoticeKind::kAdded, {cem}, {}}}));
    CPPUNIT_ASSERT_EQUAL(Seq{2}, in.committed.seq);
    CPPUNIT_ASSERT_EQUAL(Rev{2}, in.committed.rev);
    CPPUNIT_ASSERT_EQUAL(std::size_t{3}, history_->members(group_, {}, 100).size());
    client.append(group_, ReceiptsChange{{{cem, 2, 2}}});

    member.left_at = now();
    member.removed_by = ben_;
    const auto out = client.one(client.append(group_, MembersChange{{member}, ben_, {}}));
    CPPUNIT_ASSERT_EQUAL(Seq{0}, out.committed.seq);
    CPPUNIT_ASSERT_EQUAL(Rev{4}, out.committed.rev);
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, history_->members(group_, {}, 100).size());
    const auto changed = history_->changed_members(group_, 2, 100);
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, changed.size());
    CPPUNIT_ASSERT(changed[0].person == cem);
    CPPUNIT_ASSERT(changed[0].left_at == member.left_at);
    CPPUNIT_ASSERT(changed[0].removed_by == ben_);
    CPPUNIT_ASSERT(changed[0].added_by == ana_);
    CPPUNIT_ASSERT_EQUAL(Rev{4}, changed[0].rev);
    CPPUNIT_ASSERT_EQUAL_MESSAGE("a watermark never goes back", Seq{2}, changed[0].read_seq);

    const auto notice = history_->messages(group_, 2, 2).at(0);
    CPPUNIT_ASSERT(notice.kind == MessageKind::kNotice);
    CPPUNIT_ASSERT(notice.notice->what == NoticeKind::kAdded);
    CPPUNIT_ASSERT(notice.notice->people == std::vector{cem});
    CPPUNIT_ASSERT(notice.sender == ana_);
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{2},
                         db_->number("SELECT COUNT(*) FROM member_event WHERE person_id = ?", {cem}));
    CPPUNIT_ASSERT_EQUAL(
        ben_.value, db_->number("SELECT by_id FROM member_event WHERE person_id = ? AND NOT present", {cem}));
  }

  void watermarks_only_move_forward_and_every_move_has_its_time() {
    GroupCommit log(db_->database(), {});
    LogClient client(log);
    for (int i = 0; i < 10; ++i) client.post(group_, ana_, "w" + std::to_string(i));
    client.answers();
    const auto first = client.one(client.append(group_, ReceiptsChange{{{ben_, 5, 3}}}));
    const auto second = client.one(client.append(group_, ReceiptsChange{{{ben_, 4, 4}}}));
    const auto nothing = client.one(client.append(group_, ReceiptsChange{{{ben_, 1, 1}}}));
    client.one(client.append(group_, ReceiptsChange{{{ben_, 400, 6}}}));
    CPPUNIT_ASSERT(nothing.stored);
    const auto ben = history_->members(group_, ana_, 1).at(0);
    CPPUNIT_ASSERT_EQUAL_MESSAGE("no further than the last message", Seq{11}, ben.delivered_seq);
    CPPUNIT_ASSERT_EQUAL(Seq{6}, ben.read_seq);

    const auto third = history_->receipts(group_, 3, ana_, 10).at(0);
    CPPUNIT_ASSERT(third.delivered_at == first.committed.at);
    CPPUNIT_ASSERT(third.read_at == first.committed.at);
    const auto fourth = history_->receipts(group_, 4, ana_, 10).at(0);
    CPPUNIT_ASSERT(fourth.delivered_at == first.committed.at);
    CPPUNIT_ASSERT(fourth.read_at == second.committed.at);
    const auto last = history_->receipts(group_, 11, ana_, 10).at(0);
    CPPUNIT_ASSERT(last.delivered_at && !last.read_at);
    // Delivered to 5 and 11, read to 3, 4 and 6.
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{5},
                         db_->number("SELECT COUNT(*) FROM receipt_advance WHERE person_id = ?", {ben_}));
    const auto poster = history_->receipts(group_, 4, {}, 10).at(0);
    CPPUNIT_ASSERT(poster.person == ana_);
    CPPUNIT_ASSERT_MESSAGE("the poster's own at its own time",
                           poster.read_at == history_->messages(group_, 4, 4).at(0).at);
  }

  void receipts_of_strangers_are_passed_over() {
    const auto cem = db_->person("cem");
    GroupCommit log(db_->database(), {});
    LogClient client(log);
    CPPUNIT_ASSERT(client.one(client.append(group_, ReceiptsChange{{{cem, 1, 1}, {ben_, 1, 1}}})).stored);
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, history_->members(group_, {}, 10).size());
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{0},
                         db_->number("SELECT COUNT(*) FROM member WHERE person_id = ?", {cem}));
    CPPUNIT_ASSERT_EQUAL(Seq{1}, history_->members(group_, ana_, 1).at(0).read_seq);
  }

  void too_much_at_once_is_refused_at_once() {
    GroupCommit::Options options;
    options.writers = 1;
    options.queue = 10;
    GroupCommit log(db_->database(), options);
    LogClient client(log);
    // Holds the head, so that the writer stands still.
    db_->aside().run("START TRANSACTION");
    db_->number("SELECT rev FROM conversation_head WHERE conversation_id = ? FOR UPDATE", {group_});
    for (int i = 0; i < 30; ++i) client.post(group_, ana_, "q" + std::to_string(i));
    CPPUNIT_ASSERT_EQUAL_MESSAGE("those beyond the bound have their answer already", std::size_t{20},
                                 client.order().size());
    db_->aside().run("COMMIT");
    std::size_t stored = 0;
    for (const auto& answer : client.answers()) {
      stored += answer.stored ? 1 : 0;
      CPPUNIT_ASSERT(answer.stored || answer.refusal.code == RefusalCode::kUnavailable);
    }
    CPPUNIT_ASSERT_EQUAL(std::size_t{10}, stored);
  }

  void stopping_stores_what_is_queued_and_takes_nothing_more() {
    GroupCommit log(db_->database(), {});
    LogClient client(log);
    for (int i = 0; i < 300; ++i) client.post(group_, ana_, "s" + std::to_string(i));
    log.stop();
    CPPUNIT_ASSERT_EQUAL(std::size_t{300}, client.order().size());
    for (const auto& answer : client.answers()) CPPUNIT_ASSERT(answer.stored);
    const auto late = client.one(client.post(group_, ana_, "late"));
    CPPUNIT_ASSERT(late.refusal.code == RefusalCode::kUnavailable);
    CPPUNIT_ASSERT_EQUAL(Seq{301}, head(group_).first);
  }

  std::pair<Seq, Rev> head(ConversationId conversation) {
    return {db_->number("SELECT seq FROM conversation_head WHERE conversation_id = ?", {conversation}),
            db_->number("SELECT rev FROM conversation_head WHERE conversation_id = ?", {conversation})};
  }

  std::optional<TestDatabase> db_;
  std::optional<MessageHistory> history_;
  PersonId ana_, ben_;
  ConversationId group_;

 public:
  void setUp() override {
    db_.emplace();
    history_.emplace(db_->database());
    ana_ = db_->person("ana");
    ben_ = db_->person("ben");
    group_ = db_->group({ana_, ben_});
  }
  void tearDown() override { db_.reset(); }
};
CPPUNIT_TEST_SUITE_REGISTRATION(GroupCommitTest);

}  // namespace hearth::store
