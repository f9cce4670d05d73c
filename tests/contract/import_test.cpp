#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include "log_client.h"
#include "store/group_commit.h"
#include "store/import_repository.h"
#include "store/message_history.h"
#include "test_database.h"

namespace hearth::store {

using namespace chat;
using namespace std::chrono_literals;

class ImportTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(ImportTest);
  CPPUNIT_TEST(people_come_all_or_none);
  CPPUNIT_TEST(a_conversation_comes_whole);
  CPPUNIT_TEST(a_long_one_comes_in_many_batches);
  CPPUNIT_TEST(what_is_there_already_is_left_as_it_is);
  CPPUNIT_TEST(what_the_log_could_not_have_made_is_refused);
  CPPUNIT_TEST(a_message_stored_before_takes_nothing_along);
  CPPUNIT_TEST(talk_goes_on_after_the_import);
  CPPUNIT_TEST_SUITE_END();

  static Account account(const std::string& user_name, const std::string& email) {
    Account account;
    account.person.user_name = user_name;
    account.person.name = "Name of " + user_name;
    account.email = email;
    account.password_hash = "-";
    account.created_at = kStart;
    return account;
  }

  void people_come_all_or_none() {
    const std::vector<Account> some{account("carla", "carla@example.org"),
                                    account("dora", "dora@example.org")};
    const auto ids = import_->add_people(some);
    CPPUNIT_ASSERT(ids);
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, ids->size());
    CPPUNIT_ASSERT_EQUAL(
        std::uint64_t{1},
        db_->number("SELECT COUNT(*) FROM person WHERE id = ? AND user_name = 'dora'", {(*ids)[1]}));
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{4}, import_->census().people);

    const std::vector<Account> clash{account("emil", "emil@example.org"), account("Carla", "c@example.org")};
    const auto refused = import_->add_people(clash);
    CPPUNIT_ASSERT(!refused);
    CPPUNIT_ASSERT(refused.reason().code == RefusalCode::kConflict);
    CPPUNIT_ASSERT_EQUAL(std::string("user_name"), refused.reason().field);
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{4}, import_->census().people);
    const std::vector<Account> mail{account("fritz", "CARLA@example.org")};
    CPPUNIT_ASSERT_EQUAL(std::string("email"), import_->add_people(mail).reason().field);
  }

  /// Ana founds, Ben writes, is answered, edits; Ana takes one back; Ben has read all but the last.
  ImportedConversation talk() {
    ImportedConversation c;
    c.name = "Old group";
    c.description = "From before";
    c.visibility = Visibility::kPublic;
    c.created_by = ana_;
    c.created_at = kStart;
    c.key = "old/1";
    for (const PersonId person : {ana_, ben_}) {
      Member& m = c.members.emplace_back();
      m.person = person;
      m.role = person == ana_ ? GroupRole::kOwner : GroupRole::kMember;
      m.joined_at = kStart;
      m.rev = 1;
      c.member_events.push_back({1, person, ana_, true, m.role, kStart});
    }
    say(c, ana_, "").message.notice = Notice{NoticeKind::kCreated, {ben_}, "Old group"};
    c.messages.back().message.kind = MessageKind::kNotice;
    say(c, ben_, "Grüße aus Chengdu 成都 🎉").key = "k-1";
    say(c, ana_, "Welcome!").message.reply_to = 2;
    say(c, ana_, "");
    c.messages[1].message.edited_at = kStart + 1h;
    c.messages[3].message.deleted_at = kStart + 2h;
    c.messages[2].message.pinned_at = kStart + 2h;
    c.messages[2].message.pinned_by = ben_;
    c.messages[2].reactions = {{++c.rev, ben_, "🎉", kStart + 1h},
                               {++c.rev, ana_, "🎉", kStart + 1h},
                               {++c.rev, ben_, "👍", kStart + 2h}};
    c.members[0].delivered_seq = c.members[0].read_seq = 4;
    c.members[1].delivered_seq = 4;
    c.members[1].read_seq = 3;
    c.members[1].rev = ++c.rev;
    c.advances = {{ben_, false, 3, kStart + 2h}, {ben_, true, 3, kStart + 3h}, {ben_, false, 4, kStart + 3h}};
    return c;
  }
  ImportedMessage& say(ImportedConversation& c, PersonId who, const std::string& body) {
    ImportedMessage& m = c.messages.emplace_back();
    m.message.seq = c.messages.size();
    m.message.rev = ++c.rev;
    m.message.sender = who;
    m.message.at = kStart + std::chrono::minutes(c.messages.size());
    m.message.body = body;
    return m;
  }

  void a_conversation_comes_whole() {
    const ImportedConversation c = talk();
    const auto added = import_->add_conversation(c);
    CPPUNIT_ASSERT(added);
    CPPUNIT_ASSERT(added->made);
    const auto messages = history_->messages(added->id, 1, 10);
    CPPUNIT_ASSERT_EQUAL(std::size_t{4}, messages.size());
    for (std::size_t i = 0; i < messages.size(); ++i) {
      const Message& want = c.messages[i].message;
      CPPUNIT_ASSERT_EQUAL(want.seq, messages[i].seq);
      CPPUNIT_ASSERT_EQUAL(want.rev, messages[i].rev);
      CPPUNIT_ASSERT_EQUAL(want.body, messages[i].body);
      CPPUNIT_ASSERT(want.sender == messages[i].sender && want.at == messages[i].at);
      CPPUNIT_ASSERT(want.kind == messages[i].kind && want.reply_to == messages[i].reply_to);
      CPPUNIT_ASSERT(want.edited_at == messages[i].edited_at && want.deleted_at == messages[i].deleted_at);
    }
    CPPUNIT_ASSERT(!messages[1].reactions && !messages[1].pinned_at);
    CPPUNIT_ASSERT(messages[2].reactions ==
                   (std::vector<Reaction>{{"🎉", 2, {ben_, ana_}}, {"👍", 1, {ben_}}}));
    const auto reactors = history_->reactors(added->id, 3, 0, 10);
    CPPUNIT_ASSERT_EQUAL(std::size_t{3}, reactors.size());
    CPPUNIT_ASSERT(reactors[1].second.person == ana_ && reactors[2].second.emoji == "👍");
    CPPUNIT_ASSERT(messages[2].pinned_at == kStart + 2h && messages[2].pinned_by == ben_);
    CPPUNIT_ASSERT_EQUAL(
        std::uint64_t{1},
        db_->number("SELECT COUNT(*) FROM pin WHERE conversation_id = ? AND seq = 3", {added->id}));
    CPPUNIT_ASSERT(messages[0].notice && messages[0].notice->people == std::vector{ben_});
    const auto members = history_->members(added->id, {}, 10);
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, members.size());
    CPPUNIT_ASSERT(members[0].role == GroupRole::kOwner);
    CPPUNIT_ASSERT_EQUAL(Seq{3}, members[1].read_seq);
    CPPUNIT_ASSERT_EQUAL(Seq{4}, members[1].delivered_seq);
    const auto receipts = history_->receipts(added->id, 3, {}, 10);
    CPPUNIT_ASSERT(receipts[1].delivered_at == kStart + 2h && receipts[1].read_at == kStart + 3h);
    CPPUNIT_ASSERT_EQUAL(
        c.rev, db_->number("SELECT rev FROM conversation_head WHERE conversation_id = ?", {added->id}));
    CPPUNIT_ASSERT_EQUAL(
        std::uint64_t{2},
        db_->number("SELECT COUNT(*) FROM member_event WHERE conversation_id = ?", {added->id}));
  }

  void a_long_one_comes_in_many_batches() {
    ImportedConversation c = talk();
    const std::string long_text(60'000, 'x');
    while (c.messages.size() < 1'234) say(c, ben_, c.messages.size() % 9 == 0 ? long_text : "short");
    const auto added = import_->add_conversation(c);
    CPPUNIT_ASSERT(added);
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{1'234},
                         db_->number("SELECT COUNT(*) FROM message WHERE conversation_id = ?", {added->id}));
    CPPUNIT_ASSERT_EQUAL(long_text, history_->messages(added->id, 1'225, 1'225).at(0).body);
  }

  void what_is_there_already_is_left_as_it_is() {
    const auto first = import_->add_conversation(talk());
    ImportedConversation again = talk();
    say(again, ben_, "something new");
    const auto second = import_->add_conversation(again);
    CPPUNIT_ASSERT(second);
    CPPUNIT_ASSERT(!second->made);
    CPPUNIT_ASSERT(second->id == first->id);
    CPPUNIT_ASSERT_EQUAL(std::size_t{4}, history_->messages(first->id, 1, 10).size());

    ImportedConversation direct = talk();
    direct.kind = ConversationKind::kDirect;
    direct.visibility = Visibility::kPrivate;
    direct.name.reset();
    direct.messages[1].key.reset();
    CPPUNIT_ASSERT(import_->add_conversation(direct)->made);
    std::swap(direct.members[0], direct.members[1]);
    CPPUNIT_ASSERT(!import_->add_conversation(direct)->made);
  }

  void what_the_log_could_not_have_made_is_refused() {
    const auto refused = [&](const std::function<void(ImportedConversation&)>& spoil) {
      ImportedConversation c = talk();
      spoil(c);
      const auto outcome = import_->add_conversation(c);
      return !outcome && outcome.reason().code == RefusalCode::kInvalid;
    };
    CPPUNIT_ASSERT(refused([](auto& c) { c.messages.erase(c.messages.begin() + 1); }));
    CPPUNIT_ASSERT(refused([](auto& c) { c.messages[2].message.rev = c.messages[0].message.rev; }));
    CPPUNIT_ASSERT(refused([](auto& c) { c.messages[2].message.reply_to = 3; }));
    CPPUNIT_ASSERT(refused([](auto& c) { c.messages[2].message.at = kStart - 1h; }));
    CPPUNIT_ASSERT(refused([](auto& c) { c.messages[2].message.sender = PersonId(987'654); }));
    CPPUNIT_ASSERT(refused([](auto& c) { c.messages[3].message.body = "still there"; }));
    CPPUNIT_ASSERT(refused([](auto& c) { c.messages[2].message.body.clear(); }));
    CPPUNIT_ASSERT(refused([](auto& c) { c.members[0].delivered_seq = 5; }));
    CPPUNIT_ASSERT(refused([](auto& c) { c.rev = 3; }));
    CPPUNIT_ASSERT(refused([](auto& c) { c.members.push_back(c.members[0]); }));
    CPPUNIT_ASSERT(refused([](auto& c) { c.advances[0].up_to = 5; }));
    CPPUNIT_ASSERT(refused([](auto& c) { c.messages[2].reactions[1].person = c.members[1].person; }));
    CPPUNIT_ASSERT(refused([](auto& c) { c.messages[2].reactions[1].rev = 1; }));
    CPPUNIT_ASSERT(refused([](auto& c) { c.messages[2].reactions[1].person = PersonId(987'654); }));
    CPPUNIT_ASSERT(refused([](auto& c) { c.messages[3].reactions = c.messages[2].reactions; }));
    CPPUNIT_ASSERT(refused([](auto& c) { c.messages[2].message.pinned_by.reset(); }));
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{0}, import_->census().conversations);
  }

  void a_message_stored_before_takes_nothing_along() {
    CPPUNIT_ASSERT(import_->add_conversation(talk()));
    ImportedConversation other = talk();
    other.key = "old/2";
    const auto outcome = import_->add_conversation(other);
    CPPUNIT_ASSERT(!outcome);
    CPPUNIT_ASSERT(outcome.reason().code == RefusalCode::kConflict);
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{1}, import_->census().conversations);
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{4}, db_->number("SELECT COUNT(*) FROM message"));
  }

  void talk_goes_on_after_the_import() {
    const auto added = import_->add_conversation(talk());
    GroupCommit log(db_->database(), {});
    LogClient client(log);
    const auto answer = client.one(client.post(added->id, ana_, "k-2", "And on we go"));
    CPPUNIT_ASSERT(answer.stored);
    CPPUNIT_ASSERT_EQUAL(Seq{5}, answer.committed.seq);
    CPPUNIT_ASSERT_EQUAL(talk().rev + 1, answer.committed.rev);
    // A key from before the import is known.
    const auto repeated = client.one(client.post(added->id, ben_, "k-1", "Grüße"));
    CPPUNIT_ASSERT(repeated.committed.repeated);
    CPPUNIT_ASSERT_EQUAL(Seq{2}, repeated.committed.seq);
  }

  static constexpr Time kStart{std::chrono::sys_days{std::chrono::year{2024} / 5 / 6}};
  std::optional<TestDatabase> db_;
  std::optional<ImportRepository> import_;
  std::optional<MessageHistory> history_;
  PersonId ana_, ben_;

 public:
  void setUp() override {
    db_.emplace();
    import_.emplace(db_->database());
    history_.emplace(db_->database());
    ana_ = db_->person("ana");
    ben_ = db_->person("ben");
  }
  void tearDown() override {
    history_.reset();
    import_.reset();
    db_.reset();
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(ImportTest);

}  // namespace hearth::store
