#include "store/message_updates.h"

#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include "log_client.h"
#include "store/conversation_repository.h"
#include "store/directory_loader.h"
#include "store/group_commit.h"
#include "store/message_history.h"
#include "store/recent_threads.h"
#include "test_database.h"

namespace hearth::store {

using namespace chat;

class MessageUpdatesTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(MessageUpdatesTest);
  CPPUNIT_TEST(new_words_replace_the_old_ones_which_are_kept);
  CPPUNIT_TEST(an_edit_of_what_has_changed_since_is_refused);
  CPPUNIT_TEST(what_is_deleted_leaves_nothing_but_a_tombstone);
  CPPUNIT_TEST(a_message_that_is_not_there_cannot_change);
  CPPUNIT_TEST(reactions_count_and_name_the_first_eight);
  CPPUNIT_TEST(who_comes_and_goes_in_one_batch_is_counted_once);
  CPPUNIT_TEST(a_message_has_forty_different_reactions_at_most);
  CPPUNIT_TEST(pins_are_listed_and_taken_down);
  CPPUNIT_TEST(a_message_can_change_in_the_batch_that_brings_it);
  CPPUNIT_TEST(sync_tells_of_a_message_once_in_its_newest_form);
  CPPUNIT_TEST(a_refused_update_does_not_take_others_with_it);
  CPPUNIT_TEST(who_is_addressed_has_a_row_and_everybody_has_one_together);
  CPPUNIT_TEST(edits_and_deletion_move_the_rows_of_mentions);
  CPPUNIT_TEST(who_leaves_is_mentioned_nowhere);
  CPPUNIT_TEST(news_of_a_thread_may_come_late_and_twice);
  CPPUNIT_TEST_SUITE_END();

  LogClient::Answer update(Seq seq, PersonId by, decltype(MessageUpdate::what) what) {
    return client_->one(client_->append(group_, MessageUpdate{seq, by, std::move(what)}));
  }
  Message stored(Seq seq) { return history_->messages(group_, seq, seq).at(0); }
  std::uint64_t rows(const std::string& table) {
    return db_->number("SELECT COUNT(*) FROM " + table + " WHERE conversation_id = ?", {group_});
  }

  void new_words_replace_the_old_ones_which_are_kept() {
    const Time posted_at = stored(2).at;
    const auto first = update(2, people_[0], NewText{"second", {}});
    CPPUNIT_ASSERT(first.stored);
    CPPUNIT_ASSERT_EQUAL(std::string("second"), first.committed.message->body);
    const auto second = update(2, people_[0], NewText{"third", first.committed.rev});
    const Message now = stored(2);
    CPPUNIT_ASSERT_EQUAL(std::string("third"), now.body);
    CPPUNIT_ASSERT_EQUAL(second.committed.rev, now.rev);
    CPPUNIT_ASSERT(now.edited_at == second.committed.at && now.at == posted_at);
    // The same words again are no version of their own.
    CPPUNIT_ASSERT(update(2, people_[0], NewText{"third", {}}).stored);

    const auto versions = history_->versions(group_, 2, 0, 10);
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, versions.size());
    CPPUNIT_ASSERT_EQUAL(std::string("first"), versions[0].body);
    CPPUNIT_ASSERT(versions[0].at == posted_at);
    CPPUNIT_ASSERT_EQUAL(std::string("second"), versions[1].body);
    CPPUNIT_ASSERT(versions[1].at == first.committed.at);
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, history_->versions(group_, 2, versions[0].rev, 10).size());
  }

  void an_edit_of_what_has_changed_since_is_refused() {
    const Rev known = stored(2).rev;
    CPPUNIT_ASSERT(update(2, people_[0], NewText{"from one device", known}).stored);
    const auto late = update(2, people_[0], NewText{"from another", known});
    CPPUNIT_ASSERT(!late.stored && late.refusal.code == RefusalCode::kConflict);
    CPPUNIT_ASSERT_EQUAL(std::string("from one device"), stored(2).body);
    // Its rev has somebody who tells of it.
    CPPUNIT_ASSERT_EQUAL(late.committed.rev, stored(2).rev);
    CPPUNIT_ASSERT_EQUAL(std::string("from one device"), late.committed.message->body);
  }

  void what_is_deleted_leaves_nothing_but_a_tombstone() {
    update(2, people_[0], NewText{"a secret, better worded", {}});
    update(2, people_[1], ReactionChange{"👍", true});
    update(2, people_[1], PinChange{true});
    const auto gone = update(2, people_[0], Erasure{});
    CPPUNIT_ASSERT(gone.stored);
    const Message tombstone = stored(2);
    CPPUNIT_ASSERT(tombstone.body.empty() && tombstone.deleted_at == gone.committed.at);
    CPPUNIT_ASSERT(!tombstone.reactions && !tombstone.pinned_at && !tombstone.pinned_by);
    for (const char* table : {"message_version", "reaction", "pin"})
      CPPUNIT_ASSERT_EQUAL_MESSAGE(table, std::uint64_t{0}, rows(table));
    for (const auto& what :
         {decltype(MessageUpdate::what){NewText{"again", {}}},
          decltype(MessageUpdate::what){ReactionChange{"👍", true}},
          decltype(MessageUpdate::what){PinChange{true}}, decltype(MessageUpdate::what){Erasure{}}}) {
      const auto late = update(2, people_[0], what);
      CPPUNIT_ASSERT(!late.stored && late.refusal.code == RefusalCode::kNotFound);
    }
    CPPUNIT_ASSERT(stored(2).body.empty());
  }

  void a_message_that_is_not_there_cannot_change() {
    const auto answer = update(999, people_[0], ReactionChange{"👍", true});
    CPPUNIT_ASSERT(!answer.stored && answer.refusal.code == RefusalCode::kNotFound);
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{0}, rows("reaction"));
    const auto notice = update(1, people_[0], NewText{"It never happened", {}});
    CPPUNIT_ASSERT(!notice.stored && notice.refusal.code == RefusalCode::kNotFound);
  }

  void reactions_count_and_name_the_first_eight() {
    for (const PersonId person : people_)
      client_->append(group_, MessageUpdate{2, person, ReactionChange{"👍", true}});
    client_->append(group_, MessageUpdate{2, people_[3], ReactionChange{"❤️", true}});
    client_->answers();
    const auto reactions = stored(2).reactions.value();
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, reactions.size());
    CPPUNIT_ASSERT_EQUAL(std::string("👍"), reactions[0].emoji);
    CPPUNIT_ASSERT_EQUAL(std::uint32_t{12}, reactions[0].count);
    CPPUNIT_ASSERT(reactions[0].people == std::vector(people_.begin(), people_.begin() + 8));
    // Of the others each learns it when they ask.
    const std::vector<Seq> places{2};
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, history_->own_reactions(group_, people_[11], places).size());
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, history_->own_reactions(group_, people_[3], places).size());

    const auto page = history_->reactors(group_, 2, 0, 5);
    CPPUNIT_ASSERT_EQUAL(std::size_t{5}, page.size());
    CPPUNIT_ASSERT(page[0].second.person == people_[0] && page[4].second.person == people_[4]);
    CPPUNIT_ASSERT_EQUAL(std::size_t{8}, history_->reactors(group_, 2, page[4].first, 100).size());

    // Who goes makes no room for somebody who had not been named.
    const auto left = update(2, people_[0], ReactionChange{"👍", false});
    const Reaction thumbs = left.committed.message->reactions.value()[0];
    CPPUNIT_ASSERT_EQUAL(std::uint32_t{11}, thumbs.count);
    CPPUNIT_ASSERT(thumbs.people == std::vector(people_.begin() + 1, people_.begin() + 8));
    CPPUNIT_ASSERT(stored(2).reactions == left.committed.message->reactions);
  }

  void who_comes_and_goes_in_one_batch_is_counted_once() {
    const std::string look_alike = "🎉";  // a collation that takes them for the same would find one row
    for (int i = 0; i < 7; ++i)
      client_->append(group_, MessageUpdate{2, people_[1], ReactionChange{"👍", i % 2 == 0}});
    client_->append(group_, MessageUpdate{2, people_[1], ReactionChange{look_alike, true}});
    client_->append(group_, MessageUpdate{2, people_[1], ReactionChange{look_alike, true}});
    client_->append(group_, MessageUpdate{2, people_[2], ReactionChange{"👍", false}});
    client_->answers();
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{2}, rows("reaction"));
    const auto reactions = stored(2).reactions.value();
    CPPUNIT_ASSERT_EQUAL(std::uint32_t{1}, reactions[0].count);
    CPPUNIT_ASSERT_EQUAL(std::uint32_t{1}, reactions[1].count);
    client_->append(group_, MessageUpdate{2, people_[1], ReactionChange{"👍", false}});
    client_->append(group_, MessageUpdate{2, people_[1], ReactionChange{look_alike, false}});
    client_->answers();
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{0}, rows("reaction"));
    CPPUNIT_ASSERT(!stored(2).reactions);
  }

  void a_message_has_forty_different_reactions_at_most() {
    for (int i = 0; i < 40; ++i)
      CPPUNIT_ASSERT(update(2, people_[0], ReactionChange{"e" + std::to_string(i), true}).stored);
    const auto one_more = update(2, people_[0], ReactionChange{"👍", true});
    CPPUNIT_ASSERT(!one_more.stored && one_more.refusal.code == RefusalCode::kTooLarge);
    CPPUNIT_ASSERT(update(2, people_[1], ReactionChange{"e7", true}).stored);
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{41}, rows("reaction"));
  }

  void pins_are_listed_and_taken_down() {
    update(2, people_[1], PinChange{true});
    update(4, people_[0], PinChange{true});
    update(4, people_[2], PinChange{true});  // pinned already
    auto pins = history_->pins(group_, 1'000, 10);
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, pins.size());
    CPPUNIT_ASSERT_EQUAL(Seq{4}, pins[0].seq);
    CPPUNIT_ASSERT(pins[0].pinned_by == people_[0]);
    CPPUNIT_ASSERT_EQUAL(Seq{2}, history_->pins(group_, 4, 10).at(0).seq);
    update(2, people_[1], PinChange{false});
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, history_->pins(group_, 1'000, 10).size());
    CPPUNIT_ASSERT(!stored(2).pinned_at);
  }

  void a_message_can_change_in_the_batch_that_brings_it() {
    // The log stores what waits while it is busy in one batch.
    for (int i = 0; i < 50; ++i) {
      const Seq seq = 6 + static_cast<Seq>(i);
      client_->post(group_, people_[0], "with " + std::to_string(i), "word");
      client_->append(group_, MessageUpdate{seq, people_[1], ReactionChange{"👍", true}});
      client_->append(group_, MessageUpdate{seq, people_[0], NewText{"word " + std::to_string(i), {}}});
    }
    for (const auto& answer : client_->answers())
      CPPUNIT_ASSERT_MESSAGE(answer.refusal.message, answer.stored);
    for (int i = 0; i < 50; ++i) {
      const Message message = stored(6 + static_cast<Seq>(i));
      CPPUNIT_ASSERT_EQUAL("word " + std::to_string(i), message.body);
      CPPUNIT_ASSERT_EQUAL(std::uint32_t{1}, message.reactions.value().at(0).count);
    }
  }

  void sync_tells_of_a_message_once_in_its_newest_form() {
    const Rev before = stored(5).rev;
    for (const PersonId person : people_) update(3, person, ReactionChange{"👍", true});
    const auto last = update(3, people_[0], NewText{"new", {}});
    update(2, people_[0], PinChange{true});
    const auto changed = history_->changed_messages(group_, before, 6, 100);
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, changed.size());
    CPPUNIT_ASSERT_EQUAL(Seq{3}, changed[0].seq);
    CPPUNIT_ASSERT_EQUAL(last.committed.rev, changed[0].rev);
    CPPUNIT_ASSERT_EQUAL(std::uint32_t{12}, changed[0].reactions.value().at(0).count);
    CPPUNIT_ASSERT_EQUAL(Seq{2}, changed[1].seq);
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{2}, rows("message_change"));
  }

  void a_refused_update_does_not_take_others_with_it() {
    const auto good = client_->append(group_, MessageUpdate{2, people_[0], NewText{"good", {}}});
    const auto bad = client_->append(group_, MessageUpdate{999, people_[0], Erasure{}});
    const auto late = client_->append(group_, MessageUpdate{2, people_[0], NewText{"late", 1}});
    const auto post = client_->post(group_, people_[0], "beside", "Beside it");
    CPPUNIT_ASSERT(client_->one(good).stored && client_->one(post).stored);
    CPPUNIT_ASSERT(!client_->one(bad).stored && !client_->one(late).stored);
    CPPUNIT_ASSERT_EQUAL(std::string("good"), stored(2).body);
    CPPUNIT_ASSERT_EQUAL(std::string("Beside it"), stored(6).body);
  }

  static Mentions of(std::vector<PersonId> people, bool all = false) {
    return {std::move(people), all, false};
  }
  Seq post_to(const Mentions& mentions) {
    NewMessage message{"to " + std::to_string(rows("message")), people_[0], "hello", {}};
    message.mentions = std::make_shared<const Mentions>(mentions);
    return client_->one(client_->append(group_, std::move(message))).committed.seq;
  }
  std::vector<Seq> found(PersonId person) {
    std::vector<Seq> out;
    for (const MentionMark& mark : history_->mentions_of(person, {}, 100)) out.push_back(mark.seq);
    return out;
  }

  void who_is_addressed_has_a_row_and_everybody_has_one_together() {
    const Seq named = post_to(of({people_[0], people_[1]}));
    const Seq all = post_to(of({people_[1]}, true));
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{3}, rows("mention"));  // not who wrote it
    CPPUNIT_ASSERT(found(people_[1]) == (std::vector{all, named}));
    CPPUNIT_ASSERT(found(people_[2]) == std::vector{all});
    CPPUNIT_ASSERT(stored(named).mentions == of({people_[0], people_[1]}));
    CPPUNIT_ASSERT(!stored(2).mentions);
    std::vector<DirectorySource::KnownMention> known;
    client_->append(group_, ReceiptsChange{{{people_[1], named, named}}});
    client_->answers();
    DirectoryLoader(db_->database()).load_mentions([&](const auto& one) { known.push_back(one); });
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, known.size());  // what is read is not loaded
    for (const auto& one : known) CPPUNIT_ASSERT(one.seq == all && one.conversation == group_);
  }

  void edits_and_deletion_move_the_rows_of_mentions() {
    const Seq seq = post_to(of({people_[1]}));
    NewText text{"other", {}};
    text.mentions = of({people_[2]}, true);
    update(seq, people_[0], text);
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{2}, rows("mention"));
    CPPUNIT_ASSERT(found(people_[1]) == std::vector{seq});
    update(seq, people_[0], NewText{"no one", {}});
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{0}, rows("mention"));
    CPPUNIT_ASSERT(!stored(seq).mentions);
    const Seq other = post_to(of({people_[1]}, true));
    update(other, people_[0], Erasure{});
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{0}, rows("mention"));
    CPPUNIT_ASSERT(!stored(other).mentions);
  }

  void who_leaves_is_mentioned_nowhere() {
    post_to(of({people_[1], people_[2]}, true));
    Member gone;
    gone.person = people_[1];
    gone.joined_at = now();
    gone.left_at = now();
    client_->one(client_->append(group_, MembersChange{{gone}, people_[1], {}}));
    CPPUNIT_ASSERT(found(people_[1]).empty());
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, found(people_[2]).size());
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{2}, rows("mention"));
  }

  void news_of_a_thread_may_come_late_and_twice() {
    ConversationRepository conversations(db_->database());
    const Founded thread = conversations.open_thread(group_, 2, people_[0], people_[1]);
    CPPUNIT_ASSERT(thread.made && thread.kind == ConversationKind::kThread && thread.parent == group_);
    const Founded again = conversations.open_thread(group_, 2, people_[0], people_[2]);
    CPPUNIT_ASSERT(!again.made && again.id == thread.id && again.root == 2 && again.members.size() == 1);
    for (const std::size_t person : {1U, 2U, 1U})
      client_->post(thread.id, people_[person], "reply " + std::to_string(client_->answers().size()));
    client_->one(client_->append(thread.id, MessageUpdate{3, people_[1], Erasure{}}));
    const auto news = recent_threads(db_->database());
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, news.size());
    CPPUNIT_ASSERT(news[0].parent == group_ && news[0].root == 2);
    CPPUNIT_ASSERT(news[0].summary.people == (std::vector{people_[1], people_[2]}));
    for (int i = 0; i < 2; ++i) {
      update(2, people_[1], NewSummary{news[0].summary});
      CPPUNIT_ASSERT_EQUAL(2U, stored(2).thread.value().replies);
      CPPUNIT_ASSERT(stored(2).thread->people == news[0].summary.people);
    }
    // It outlives the message that it hangs from.
    update(2, people_[0], Erasure{});
    CPPUNIT_ASSERT(stored(2).thread.has_value());
    ThreadSummary more = news[0].summary;
    more.places = 4;
    CPPUNIT_ASSERT(update(2, people_[1], NewSummary{more}).stored);
    CPPUNIT_ASSERT_EQUAL(3U, stored(2).thread->replies);

    std::vector<DirectorySource::KnownConversation> all;
    DirectoryLoader(db_->database())
        .load([](auto&&) {}, [&](auto&& c) { all.push_back(c); }, [](const auto&) {});
    CPPUNIT_ASSERT(all.back().parent == group_ && all.back().root == 2 && all.back().gone == 1);
  }

  std::optional<TestDatabase> db_;
  std::optional<GroupCommit> log_;
  std::optional<LogClient> client_;
  std::optional<MessageHistory> history_;
  std::vector<PersonId> people_;
  ConversationId group_;

 public:
  void setUp() override {
    db_.emplace();
    people_.clear();
    for (int i = 0; i < 12; ++i) people_.push_back(db_->person("person" + std::to_string(i)));
    group_ = db_->group(people_);
    log_.emplace(db_->database(), GroupCommit::Options{});
    client_.emplace(*log_);
    history_.emplace(db_->database());
    for (const char* body : {"first", "b", "c", "d"}) client_->post(group_, people_[0], body, body);
    client_->answers();
  }
  void tearDown() override {
    log_.reset();
    client_.reset();
    history_.reset();
    db_.reset();
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(MessageUpdatesTest);

}  // namespace hearth::store
