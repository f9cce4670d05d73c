#include "store/personal_repository.h"

#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include <set>
#include <thread>

#include "base/text.h"
#include "chat/post_scheduled.h"
#include "test_database.h"

namespace hearth::store {

using namespace chat;
using namespace std::chrono_literals;

/// A person's own log on the real database.
class PersonalRepositoryTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(PersonalRepositoryTest);
  CPPUNIT_TEST(each_change_takes_one_rev_and_what_is_so_already_takes_none);
  CPPUNIT_TEST(everybody_has_a_log_of_their_own);
  CPPUNIT_TEST(sync_gives_what_is_newer_in_its_newest_form);
  CPPUNIT_TEST(pages_leave_nothing_out);
  CPPUNIT_TEST(long_texts_make_short_pages);
  CPPUNIT_TEST(who_begins_hears_of_nothing_that_is_gone);
  CPPUNIT_TEST(many_devices_at_once_take_one_rev_each);
  CPPUNIT_TEST(of_two_drafts_the_later_one_is_kept);
  CPPUNIT_TEST(drafts_and_preferences_have_an_end);
  CPPUNIT_TEST(saved_messages_come_the_latest_first);
  CPPUNIT_TEST(a_scheduled_message_and_its_job_are_one);
  CPPUNIT_TEST(the_job_of_an_earlier_turn_finds_nothing);
  CPPUNIT_TEST(what_is_being_posted_cannot_be_changed);
  CPPUNIT_TEST(what_could_not_be_posted_says_why_and_can_be_tried_again);
  CPPUNIT_TEST_SUITE_END();

 public:
  void setUp() override {
    db_.emplace();
    personal_.emplace(db_->database());
    ana_ = db_->person("ana");
    ben_ = db_->person("ben");
  }
  void tearDown() override {
    personal_.reset();
    db_.reset();
  }

 private:
  PersonalWrite favour(ConversationId conversation, bool favourite) {
    return personal_->edit_place(ana_, conversation, [&](LinePlace& place) { place.favourite = favourite; });
  }
  PersonalWrite draft(std::uint64_t conversation, const std::string& body, Time at) {
    return personal_->keep_draft(ana_, {ConversationId(conversation), 0, at, body, {}}).value();
  }
  ScheduledMessage schedule(const std::string& key, Time send_at = kNoon + 1h) {
    return *personal_->schedule(ana_, {kTalk, key, "Later", {}, send_at}, kNoon)->change.scheduled;
  }
  std::uint64_t jobs() { return db_->number("SELECT COUNT(*) FROM job WHERE kind = 'message.scheduled'"); }
  static std::optional<Refusal> keep(ScheduledMessage&) { return {}; }

  void each_change_takes_one_rev_and_what_is_so_already_takes_none() {
    CPPUNIT_ASSERT_EQUAL(Rev{0}, personal_->rev(ana_));
    CPPUNIT_ASSERT(!favour(kTalk, false).changed);
    CPPUNIT_ASSERT_EQUAL(Rev{0}, personal_->rev(ana_));
    const auto first = favour(kTalk, true);
    CPPUNIT_ASSERT(first.changed && first.change.rev == 1 && first.change.place->rev == 1);
    const auto again = favour(kTalk, true);
    CPPUNIT_ASSERT(!again.changed && again.change.rev == 1 && again.change.place->favourite);
    CPPUNIT_ASSERT_EQUAL(Rev{2}, personal_->mark_saved(ana_, kTalk, 3, true, kNoon)->change.rev);
    CPPUNIT_ASSERT(!personal_->mark_saved(ana_, kTalk, 3, true, kNoon + 1h)->changed);
    CPPUNIT_ASSERT_EQUAL(Rev{2}, personal_->rev(ana_));
  }

  void everybody_has_a_log_of_their_own() {
    favour(kTalk, true);
    CPPUNIT_ASSERT_EQUAL(Rev{0}, personal_->rev(ben_));
    CPPUNIT_ASSERT(personal_->changes(ben_, 0, 10).places.empty());
    CPPUNIT_ASSERT_EQUAL(Rev{1}, personal_->mark_saved(ben_, kTalk, 1, true, kNoon)->change.rev);
    CPPUNIT_ASSERT(personal_->changes(ana_, 0, 10).saved.empty());
  }

  void sync_gives_what_is_newer_in_its_newest_form() {
    personal_->edit_place(ana_, kTalk, [](LinePlace& place) {
      place.muted = true;
      place.muted_until = kNoon + 8h;
      place.archived_seq = 7;
      place.unread_from = 5;
      place.unread_until = 7;
    });
    favour(ConversationId(8), true);
    (void)personal_->mark_saved(ana_, kTalk, 3, true, kNoon);
    (void)personal_->keep_preference(ana_, "emoji.tone", "3");
    draft(9, "Dear Ben", kNoon);
    schedule("k");
    favour(ConversationId(8), false);
    const auto all = personal_->changes(ana_, 0, 10);
    CPPUNIT_ASSERT_EQUAL(Rev{7}, all.rev);
    CPPUNIT_ASSERT(!all.more && !all.reset);
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, all.places.size());
    const LinePlace& muted = all.places[0];
    CPPUNIT_ASSERT(muted.conversation == kTalk && muted.rev == 1 && muted.muted && !muted.favourite);
    CPPUNIT_ASSERT(muted.muted_until == kNoon + 8h && muted.archived_seq == Seq{7});
    CPPUNIT_ASSERT(muted.unread_from == Seq{5} && muted.unread_until == Seq{7});
    CPPUNIT_ASSERT(all.places[1].rev == 7 && !all.places[1].favourite);
    CPPUNIT_ASSERT(all.saved.at(0).seq == 3 && all.saved[0].at == kNoon);
    CPPUNIT_ASSERT_EQUAL(std::string("3"), all.preferences.at(0).value);
    CPPUNIT_ASSERT_EQUAL(std::string("Dear Ben"), all.drafts.at(0).body);
    CPPUNIT_ASSERT(all.scheduled.at(0).state == ScheduledState::kWaiting);
    const auto rest = personal_->changes(ana_, 5, 10);
    CPPUNIT_ASSERT(rest.places.size() == 1 && rest.scheduled.size() == 1 && rest.saved.empty());
    CPPUNIT_ASSERT(personal_->changes(ana_, 7, 10).places.empty());
    CPPUNIT_ASSERT(personal_->changes(ana_, 8, 10).reset);
  }

  void pages_leave_nothing_out() {
    for (std::uint64_t i = 1; i <= 20; ++i) {
      favour(ConversationId(i), true);
      if (i % 3 == 0) (void)personal_->mark_saved(ana_, ConversationId(i), 1, true, kNoon);
      if (i % 4 == 0) draft(i, "text", kNoon);
    }
    std::set<std::uint64_t> places, saved, drafts;
    Rev rev = 0;
    for (bool more = true; more;) {
      const auto page = personal_->changes(ana_, rev, 3);
      for (const auto& one : page.places) CPPUNIT_ASSERT(places.insert(one.conversation.value).second);
      for (const auto& one : page.saved) CPPUNIT_ASSERT(saved.insert(one.conversation.value).second);
      for (const auto& one : page.drafts) CPPUNIT_ASSERT(drafts.insert(one.conversation.value).second);
      CPPUNIT_ASSERT(page.rev > rev);
      rev = page.rev;
      more = page.more;
    }
    CPPUNIT_ASSERT_EQUAL(personal_->rev(ana_), rev);
    CPPUNIT_ASSERT(places.size() == 20 && saved.size() == 6 && drafts.size() == 5);
  }

  void long_texts_make_short_pages() {
    for (std::uint64_t i = 1; i <= 6; ++i) draft(i, std::string(50'000, 'x'), kNoon);
    const auto page = personal_->changes(ana_, 0, 100);
    CPPUNIT_ASSERT(page.more);
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, page.drafts.size());
    CPPUNIT_ASSERT_EQUAL(Rev{1}, page.rev);
  }

  void who_begins_hears_of_nothing_that_is_gone() {
    (void)personal_->mark_saved(ana_, kTalk, 3, true, kNoon);
    (void)personal_->mark_saved(ana_, kTalk, 3, false, kNoon);
    draft(9, "words", kNoon);
    draft(9, "", kNoon + 1s);
    (void)personal_->keep_preference(ana_, "a", "1");
    (void)personal_->keep_preference(ana_, "a", "");
    const auto fresh = personal_->changes(ana_, 0, 10);
    CPPUNIT_ASSERT(fresh.saved.empty() && fresh.drafts.empty() && fresh.preferences.empty());
    CPPUNIT_ASSERT_EQUAL(Rev{6}, fresh.rev);
    const auto later = personal_->changes(ana_, 1, 10);
    CPPUNIT_ASSERT(!later.saved.at(0).saved && later.drafts.at(0).body.empty());
  }

  void many_devices_at_once_take_one_rev_each() {
    std::vector<std::vector<Rev>> taken(4);
    {
      std::vector<std::jthread> devices;
      for (std::size_t i = 0; i < taken.size(); ++i)
        devices.emplace_back([&, i] {
          for (std::uint64_t n = 1; n <= 25; ++n)
            taken[i].push_back(
                personal_->mark_saved(ana_, ConversationId(i + 1), n, true, kNoon)->change.rev);
        });
    }
    std::set<Rev> all;
    for (const auto& revs : taken) all.insert(revs.begin(), revs.end());
    CPPUNIT_ASSERT_EQUAL(std::size_t{100}, all.size());
    CPPUNIT_ASSERT_EQUAL(Rev{100}, *all.rbegin());
  }

  void of_two_drafts_the_later_one_is_kept() {
    CPPUNIT_ASSERT(draft(9, "on the desk", kNoon + 1min).changed);
    const auto late = draft(9, "on the phone, offline for hours", kNoon);
    CPPUNIT_ASSERT(!late.changed);
    CPPUNIT_ASSERT_EQUAL(std::string("on the desk"), late.change.draft->body);
    draft(9, "", kNoon + 2min);
    CPPUNIT_ASSERT_MESSAGE("sent is sent", !draft(9, "on the phone", kNoon + 1min).changed);
    CPPUNIT_ASSERT(draft(9, "a new one", kNoon + 3min).changed);
  }

  void drafts_and_preferences_have_an_end() {
    for (std::uint64_t i = 1; i <= kMostDrafts; ++i) draft(i, "x", kNoon);
    const auto one_more = personal_->keep_draft(ana_, {ConversationId(999), 0, kNoon, "x", {}});
    CPPUNIT_ASSERT(one_more.reason().code == RefusalCode::kTooLarge);
    draft(1, "", kNoon);
    CPPUNIT_ASSERT(draft(999, "x", kNoon).changed);
    for (std::size_t i = 0; i < kMostPreferences; ++i)
      CPPUNIT_ASSERT(personal_->keep_preference(ana_, "p" + std::to_string(i), "1"));
    CPPUNIT_ASSERT(!personal_->keep_preference(ana_, "more", "1"));
    CPPUNIT_ASSERT(personal_->keep_preference(ana_, "p0", "2")->changed);
  }

  void saved_messages_come_the_latest_first() {
    for (Seq seq = 1; seq <= 5; ++seq) (void)personal_->mark_saved(ana_, kTalk, seq, true, kNoon);
    (void)personal_->mark_saved(ana_, kTalk, 4, false, kNoon);
    (void)personal_->mark_saved(ben_, kTalk, 9, true, kNoon);
    const auto page = personal_->saved(ana_, kMaxIdValue, 2);
    CPPUNIT_ASSERT(page.size() == 2 && page[0].seq == 5 && page[1].seq == 3);
    const auto rest = personal_->saved(ana_, page.back().rev, 2);
    CPPUNIT_ASSERT(rest.size() == 2 && rest[0].seq == 2 && rest[1].seq == 1);
  }

  void a_scheduled_message_and_its_job_are_one() {
    const auto message = schedule("key");
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{1}, jobs());
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{1},
                         db_->number("SELECT COUNT(*) FROM job WHERE queue = 'messages' AND owner_id = ? AND "
                                     "run_after = ? AND payload = ?",
                                     {ana_, kNoon + 1h, scheduled_payload(message.id, 1)}));
    const auto again = personal_->schedule(ana_, {kTalk, "key", "Other", {}, kNoon}, kNoon);
    CPPUNIT_ASSERT(!again->changed && again->change.scheduled->id == message.id);
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{1}, jobs());
    for (std::size_t i = 1; i < kMostScheduled; ++i) schedule("key " + std::to_string(i));
    CPPUNIT_ASSERT(personal_->schedule(ana_, {kTalk, "more", "x", {}, kNoon}, kNoon).reason().code ==
                   RefusalCode::kTooLarge);
  }

  void the_job_of_an_earlier_turn_finds_nothing() {
    const auto id = schedule("key").id;
    const auto edit = [](ScheduledMessage& message) -> std::optional<Refusal> {
      message.body = "Better";
      return {};
    };
    CPPUNIT_ASSERT(personal_->edit_scheduled(ana_, id, edit, kNoon)->changed);
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{2}, jobs());
    CPPUNIT_ASSERT(!personal_->edit_scheduled(ana_, id, keep, kNoon)->changed);
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{2}, jobs());
    CPPUNIT_ASSERT(!personal_->take_scheduled(ana_, id, 1));
    CPPUNIT_ASSERT(!personal_->take_scheduled(ben_, id, 2));
    const auto taken = personal_->take_scheduled(ana_, id, 2);
    CPPUNIT_ASSERT(taken && taken->message.body == "Better" && taken->key == "key");
    CPPUNIT_ASSERT(personal_->edit_scheduled(ben_, id, keep, kNoon).reason().code == RefusalCode::kNotFound);
  }

  void what_is_being_posted_cannot_be_changed() {
    const auto id = schedule("key").id;
    CPPUNIT_ASSERT(personal_->take_scheduled(ana_, id, 1));
    CPPUNIT_ASSERT_MESSAGE("after a crash", personal_->take_scheduled(ana_, id, 1));
    CPPUNIT_ASSERT(personal_->edit_scheduled(ana_, id, keep, kNoon).reason().code == RefusalCode::kConflict);
    const auto sent = personal_->end_scheduled(ana_, id, Seq{12});
    CPPUNIT_ASSERT(sent.changed && sent.change.scheduled->seq == Seq{12});
    CPPUNIT_ASSERT(sent.change.scheduled->state == ScheduledState::kSent);
    CPPUNIT_ASSERT(!personal_->end_scheduled(ana_, id, Seq{12}).changed);
    CPPUNIT_ASSERT(!personal_->take_scheduled(ana_, id, 1));
    CPPUNIT_ASSERT(personal_->changes(ana_, 0, 10).scheduled.empty());
  }

  void what_could_not_be_posted_says_why_and_can_be_tried_again() {
    const auto id = schedule("key").id;
    CPPUNIT_ASSERT(personal_->take_scheduled(ana_, id, 1));
    std::string reason = "Nein!: ";
    for (int i = 0; i < 300; ++i) reason += "ä";
    const auto failed =
        personal_->end_scheduled(ana_, id, Failure<Refusal>{{RefusalCode::kClosed, reason, {}, 0}});
    CPPUNIT_ASSERT(failed.change.scheduled->state == ScheduledState::kFailed);
    CPPUNIT_ASSERT_MESSAGE("whole letters", is_utf8(*failed.change.scheduled->reason));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, personal_->changes(ana_, 0, 10).scheduled.size());
    const auto again = [](ScheduledMessage& message) -> std::optional<Refusal> {
      message.state = ScheduledState::kWaiting;
      message.reason.reset();
      return {};
    };
    CPPUNIT_ASSERT(personal_->edit_scheduled(ana_, id, again, kNoon)->changed);
    CPPUNIT_ASSERT(personal_->take_scheduled(ana_, id, 2));
  }

  static constexpr ConversationId kTalk{5};
  static inline const Time kNoon = parse_rfc3339("2026-03-22T12:00:00Z").value();
  std::optional<TestDatabase> db_;
  std::optional<PersonalRepository> personal_;
  PersonId ana_, ben_;
};
CPPUNIT_TEST_SUITE_REGISTRATION(PersonalRepositoryTest);

}  // namespace hearth::store
