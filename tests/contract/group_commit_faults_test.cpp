#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include <set>
#include <thread>

#include "cutting_proxy.h"
#include "log_client.h"
#include "own_server.h"
#include "store/group_commit.h"
#include "store/message_history.h"
#include "test_database.h"

namespace hearth::store {

using namespace chat;

/// What the group commit makes of a database that fails it in the middle.
class GroupCommitFaultsTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(GroupCommitFaultsTest);
  CPPUNIT_TEST(a_killed_session_loses_and_doubles_nothing);
  CPPUNIT_TEST(a_commit_whose_answer_was_lost_is_found_to_have_happened);
  CPPUNIT_TEST(a_commit_that_was_lost_is_done_again);
  CPPUNIT_TEST(a_killed_database_forgets_nothing_it_acknowledged);
  CPPUNIT_TEST(a_database_that_is_away_is_waited_for_then_told_then_found_again);
  CPPUNIT_TEST(a_frozen_database_does_not_hold_the_stop);
  CPPUNIT_TEST_SUITE_END();

  void a_killed_session_loses_and_doubles_nothing() {
    World world(TestDatabase::test_socket());
    GroupCommit::Options options;
    options.writers = 2;
    GroupCommit log(world.db.database(), options);
    LogClient client(log);
    for (int i = 0; i < 30; ++i) {
      for (int k = 0; k < 200; ++k)
        client.post(world.groups[static_cast<std::size_t>(k % 3)], world.ana,
                    std::to_string(i) + "/" + std::to_string(k));
      kill_others(world.db);
    }
    for (const auto& answer : client.answers()) {
      CPPUNIT_ASSERT(answer.stored);
      CPPUNIT_ASSERT_MESSAGE("nobody else has sent these keys", !answer.committed.repeated);
    }
    CPPUNIT_ASSERT_MESSAGE("no session was lost: this has tested nothing", log.figures().reconnected > 2);
    CPPUNIT_ASSERT_EQUAL(std::size_t{6000}, world.stored_without_gaps());
  }

  void a_commit_whose_answer_was_lost_is_found_to_have_happened() { lose_commits(true); }

  void a_commit_that_was_lost_is_done_again() { lose_commits(false); }

  void lose_commits(bool after) {
    World world(TestDatabase::test_socket());
    CuttingProxy proxy(TestDatabase::test_socket());
    auto options = world.db.options();
    options.socket = proxy.socket();
    Database through(options);
    const auto cem = world.db.person("cem");
    const ConversationId group = world.groups[0];
    {
      GroupCommit log(through, {});
      LogClient client(log);
      const auto cut = [&] { after ? proxy.swallow_next_answer() : proxy.swallow_next_commit(); };

      cut();
      const auto posted = client.one(client.post(group, world.ana, "key", "a message"));
      CPPUNIT_ASSERT(posted.stored);
      CPPUNIT_ASSERT_MESSAGE("the others have not heard of it: it is new", !posted.committed.repeated);

      Member member;
      member.person = cem;
      member.joined_at = now();
      cut();
      const auto notice = Notice{NoticeKind::kAdded, {cem}, {}};
      const auto joined = client.one(client.append(group, MembersChange{{member}, world.ana, notice}));
      member.role = GroupRole::kAdmin;
      cut();
      const auto promoted = client.one(client.append(group, MembersChange{{member}, world.ana, {}}));
      cut();
      const auto read = client.one(client.append(group, ReceiptsChange{{{cem, 3, 2}}}));
      cut();
      const auto nothing = client.one(client.append(group, ReceiptsChange{{{cem, 3, 2}}}));

      CPPUNIT_ASSERT_EQUAL(5, proxy.cuts());
      CPPUNIT_ASSERT_EQUAL(Seq{2}, posted.committed.seq);
      CPPUNIT_ASSERT_EQUAL(Seq{3}, joined.committed.seq);
      CPPUNIT_ASSERT_EQUAL(Rev{3}, joined.committed.rev);
      CPPUNIT_ASSERT_EQUAL(Rev{4}, promoted.committed.rev);
      CPPUNIT_ASSERT_EQUAL(Rev{5}, read.committed.rev);
      CPPUNIT_ASSERT(nothing.stored);
    }
    CPPUNIT_ASSERT_EQUAL(std::size_t{3}, world.history.messages(group, 1, 100).size());
    const auto stored = world.history.members(group, world.ben, 1).at(0);
    CPPUNIT_ASSERT(stored.person == cem && stored.role == GroupRole::kAdmin);
    CPPUNIT_ASSERT_EQUAL(Seq{2}, stored.read_seq);
    CPPUNIT_ASSERT_EQUAL(Rev{5}, stored.rev);
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{2},
                         world.db.number("SELECT COUNT(*) FROM member_event WHERE person_id = ?", {cem}));
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{2}, world.db.number("SELECT COUNT(*) FROM receipt_advance"));
  }

  void a_killed_database_forgets_nothing_it_acknowledged() {
    OwnServer server;
    World world(server.socket());
    std::set<std::string> acknowledged;
    {
      GroupCommit::Options options;
      options.patience = std::chrono::minutes(2);  // starting takes its time on a busy machine
      GroupCommit log(world.db.database(), options);
      std::atomic<bool> enough = false;
      std::vector<std::set<std::string>> by_sender(4);
      std::vector<std::thread> senders;
      std::atomic<int> sent = 0;
      for (std::size_t t = 0; t < by_sender.size(); ++t)
        senders.emplace_back([&, t] {
          for (int i = 0; !enough; ++i) {
            LogClient client(log);
            std::vector<std::string> keys;
            for (int k = 0; k < 50; ++k) {
              keys.push_back(std::to_string(t) + "/" + std::to_string(i) + "/" + std::to_string(k));
              client.post(world.groups[static_cast<std::size_t>(k % 3)], world.ana, keys.back(), keys.back());
            }
            const auto answers = client.answers();
            for (std::size_t k = 0; k < keys.size(); ++k)
              if (answers[k].stored) by_sender[t].insert(keys[k]);
            ++sent;
          }
        });
      for (int round = 0; round < 5; ++round) {
        const int before = sent;
        while (sent < before + 20) std::this_thread::yield();
        server.kill();
        server.start();
      }
      enough = true;
      for (auto& sender : senders) sender.join();
      for (auto& keys : by_sender) acknowledged.merge(keys);
    }
    std::multiset<std::string> stored;
    for (const auto group : world.groups)
      for (const auto& message : world.history.messages(group, 2, 10'000'000)) stored.insert(message.body);
    for (const auto& key : acknowledged) CPPUNIT_ASSERT_EQUAL(std::size_t{1}, stored.count(key));
    for (const auto& key : stored) CPPUNIT_ASSERT_EQUAL(std::size_t{1}, stored.count(key));
    CPPUNIT_ASSERT_EQUAL(stored.size(), world.stored_without_gaps());
    CPPUNIT_ASSERT(acknowledged.size() > 4000);
  }

  void a_database_that_is_away_is_waited_for_then_told_then_found_again() {
    OwnServer server;
    World world(server.socket());
    GroupCommit::Options options;
    options.patience = std::chrono::milliseconds(300);
    GroupCommit log(world.db.database(), options);
    LogClient client(log);
    client.one(client.post(world.groups[0], world.ana, "before"));
    server.kill();
    for (int i = 0; i < 10; ++i) client.post(world.groups[0], world.ana, "meanwhile" + std::to_string(i));
    const auto& answers = client.answers();
    for (std::size_t i = 1; i < answers.size(); ++i)
      CPPUNIT_ASSERT(answers[i].refusal.code == RefusalCode::kUnavailable);
    server.start();
    // The client tries again, with the same key, until it is told yes.
    while (!client.one(client.post(world.groups[0], world.ana, "meanwhile0")).stored) {
    }
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, world.stored_without_gaps());
  }

  void a_frozen_database_does_not_hold_the_stop() {
    OwnServer server;
    World world(server.socket());
    auto hasty = world.db.options();
    hasty.statement_limit = std::chrono::milliseconds(1);  // and 3 s of grace
    hasty.connect_limit = std::chrono::milliseconds(1000);
    Database database(hasty);
    GroupCommit log(database, {});
    LogClient client(log);
    CPPUNIT_ASSERT(client.one(client.post(world.groups[0], world.ana, "before")).stored);
    server.freeze();
    client.post(world.groups[0], world.ana, "into the ice");
    log.stop();
    server.thaw();
    CPPUNIT_ASSERT(client.one(1).refusal.code == RefusalCode::kUnavailable);
  }

  struct World {
    explicit World(const std::string& socket)
        : db(TestDatabase::Schema::kMigrated, socket), history(db.database()) {
      for (int i = 0; i < 3; ++i) groups.push_back(db.group({ana, ben}));
    }

    /// The number of messages but the first of each group, after a look at every place.
    std::size_t stored_without_gaps() {
      std::size_t count = 0;
      for (const auto group : groups) {
        const auto messages = history.messages(group, 1, 10'000'000);
        for (std::size_t i = 0; i < messages.size(); ++i) CPPUNIT_ASSERT_EQUAL(Seq{i + 1}, messages[i].seq);
        for (std::size_t i = 1; i < messages.size(); ++i)
          CPPUNIT_ASSERT(messages[i].rev > messages[i - 1].rev);
        count += messages.size() - 1;
        const auto head = history_head(group);
        CPPUNIT_ASSERT_EQUAL(Seq{messages.size()}, head);
      }
      return count;
    }

    Seq history_head(ConversationId group) {
      const auto connection = db.database().lease();
      Rows rows = connection->select("SELECT seq FROM conversation_head WHERE conversation_id = ?", {group});
      rows.next();
      Seq seq = 0;
      rows.read(seq);
      return seq;
    }

    TestDatabase db;
    MessageHistory history;
    PersonId ana = db.person("ana"), ben = db.person("ben");
    std::vector<ConversationId> groups;
  };

  /// Ends all sessions of this schema but our own.
  static void kill_others(TestDatabase& db) {
    std::vector<std::uint64_t> numbers;
    {
      Rows rows = db.aside().select(
          "SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()");
      while (rows.next()) rows.read(numbers.emplace_back());
    }
    for (const auto number : numbers) try {
        db.aside().run("KILL " + std::to_string(number));
      } catch (const DatabaseError& error) {
        if (error.code() != 1094) throw;  // it has gone by itself
      }
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(GroupCommitFaultsTest);

}  // namespace hearth::store
