#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include <future>
#include <mutex>

#include "chat/house.h"
#include "cutting_proxy.h"
#include "store/conversation_repository.h"
#include "store/directory_loader.h"
#include "store/group_commit.h"
#include "store/group_repository.h"
#include "store/job_repository.h"
#include "store/message_history.h"
#include "store/personal_repository.h"
#include "store/search_index.h"
#include "test_database.h"

namespace hearth::store {

using namespace chat;

/// The verb on the real store, with an ear where the gateway would be.
class PostMessageTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(PostMessageTest);
  CPPUNIT_TEST(a_message_is_told_once_however_often_it_is_sent);
  CPPUNIT_TEST(a_message_whose_commit_was_lost_is_told_when_it_is_sent_again);
  CPPUNIT_TEST_SUITE_END();

  void a_message_is_told_once_however_often_it_is_sent() {
    Place place(TestDatabase::test_socket(), std::chrono::seconds(10));
    CPPUNIT_ASSERT(!place.post("key")->repeated);
    CPPUNIT_ASSERT(place.post("key")->repeated);
    CPPUNIT_ASSERT(place.post("key")->repeated);
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, place.ear.heard());
  }

  void a_message_whose_commit_was_lost_is_told_when_it_is_sent_again() {
    CuttingProxy proxy(TestDatabase::test_socket());
    // Without patience, so that the sender is told that it did not work, although it did.
    Place place(proxy.socket(), std::chrono::seconds(0));
    proxy.swallow_next_answer();
    const auto first = place.post("key");
    CPPUNIT_ASSERT(!first);
    CPPUNIT_ASSERT(first.reason().code == RefusalCode::kUnavailable);
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, place.ear.heard());

    const auto second = place.post("key");
    CPPUNIT_ASSERT(second);
    CPPUNIT_ASSERT_MESSAGE("it was stored the first time", second->repeated);
    CPPUNIT_ASSERT_EQUAL_MESSAGE("but only now the others hear of it", std::size_t{1}, place.ear.heard());
    CPPUNIT_ASSERT_EQUAL(second->seq, place.directory.standing(place.group, place.ana)->seq);
    CPPUNIT_ASSERT(place.post("key")->repeated);
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, place.ear.heard());
  }

  class Ear final : public Outlet, public Aside {
   public:
    void tell(const Audience&, const Event& event) override {
      const std::lock_guard lock(mutex_);
      if (std::holds_alternative<MessagePosted>(event)) ++heard_;
    }
    void join(PersonId, ConversationId) override {}
    void part(PersonId, ConversationId) override {}
    void part(PersonId, std::span<const ConversationId>) override {}
    void listen(std::uint64_t, ConversationId) override {}
    void watch(std::uint64_t, std::span<const PersonId>) override {}
    void run(std::function<void()> task) override { task(); }
    std::size_t heard() {
      const std::lock_guard lock(mutex_);
      return heard_;
    }

   private:
    std::mutex mutex_;
    std::size_t heard_ = 0;
  };

  struct Place {
    Place(const std::string& socket, std::chrono::milliseconds patience) : database(through(db, socket)) {
      GroupCommit::Options options;
      options.patience = patience;
      log.emplace(database, options);
      DirectoryLoader loader(db.database());
      directory.load(loader);
      receipts.emplace(directory, *log, ear, hooks);
      house.emplace(House{.directory = directory,
                          .log = *log,
                          .history = history,
                          .conversations = conversations,
                          .outlet = ear,
                          .hooks = hooks,
                          .receipts = *receipts,
                          .presence = presence,
                          .jobs = jobs,
                          .search = search,
                          .threads = threads,
                          .groups = groups,
                          .group_turns = turns,
                          .personal = personal});
    }
    static DatabaseOptions through(const TestDatabase& db, const std::string& socket) {
      auto options = db.options();
      options.socket = socket;
      return options;
    }

    Outcome<Posted> post(const std::string& key) {
      std::promise<Outcome<Posted>> answered;
      PostMessage ask;
      ask.who = {ana, SessionId{}, 0};
      ask.conversation = group;
      ask.key = key;
      ask.body = "Hello";
      post_message(*house, ask, [&](Outcome<Posted> outcome) { answered.set_value(std::move(outcome)); });
      return answered.get_future().get();
    }

    TestDatabase db;
    PersonId ana = db.person("ana"), ben = db.person("ben");
    ConversationId group = db.group({ana, ben});
    Database database;
    Ear ear;
    Hooks hooks{ear};
    Directory directory;
    MessageHistory history{db.database()};
    ConversationRepository conversations{db.database()};
    GroupRepository groups{db.database()};
    GroupTurns turns;
    PresenceBoard presence{directory, ear, hooks};
    ThreadDesk threads;
    JobRepository jobs{db.database(), [] { return now(); }};
    SearchIndex search{db.database()};
    PersonalRepository personal{db.database()};
    std::optional<GroupCommit> log;
    std::optional<ReceiptDesk> receipts;
    std::optional<House> house;
  };
};

CPPUNIT_TEST_SUITE_REGISTRATION(PostMessageTest);

}  // namespace hearth::store
