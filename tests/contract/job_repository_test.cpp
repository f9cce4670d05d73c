// The stored queue: what verbs may rely on, and what workers that know nothing of each other may.
#include "store/job_repository.h"

#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>

#include "hand_clock.h"
#include "store/enqueue_job.h"
#include "test_database.h"

namespace hearth::store {

using namespace chat;
using namespace std::chrono_literals;

class JobRepositoryTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(JobRepositoryTest);
  CPPUNIT_TEST(a_job_is_kept_as_it_was_asked_for);
  CPPUNIT_TEST(several_workers_take_each_job_once);
  CPPUNIT_TEST(what_has_been_due_longest_comes_first_and_what_is_not_due_waits);
  CPPUNIT_TEST(a_kind_that_nobody_here_knows_is_left_to_others);
  CPPUNIT_TEST(taking_costs_the_same_however_many_wait);
  CPPUNIT_TEST(a_key_stands_for_one_job_until_that_has_ended);
  CPPUNIT_TEST(many_who_enqueue_the_same_key_at_once_get_one_job);
  CPPUNIT_TEST(a_job_of_a_transaction_exists_only_if_that_is_committed);
  CPPUNIT_TEST(what_is_too_long_is_refused);
  CPPUNIT_TEST(who_lost_a_job_can_change_nothing_of_it);
  CPPUNIT_TEST(a_job_is_taken_over_when_its_lease_has_ended_and_not_before);
  CPPUNIT_TEST(what_keeps_ending_its_process_waits_ever_longer);
  CPPUNIT_TEST(a_waiting_job_is_cancelled_at_once_and_a_running_one_is_asked);
  CPPUNIT_TEST(a_cancelled_job_does_not_come_back_however_its_run_ends);
  CPPUNIT_TEST(a_dead_job_is_listed_and_can_be_tried_again);
  CPPUNIT_TEST(a_dead_job_stays_dead_while_another_does_its_work);
  CPPUNIT_TEST(a_list_comes_in_pages_of_what_fits);
  CPPUNIT_TEST(a_schedule_runs_once_however_many_find_it_due);
  CPPUNIT_TEST(a_schedule_with_a_new_rhythm_begins_anew);
  CPPUNIT_TEST(what_ended_long_ago_is_forgotten);
  CPPUNIT_TEST(an_error_of_any_bytes_can_be_kept);
  CPPUNIT_TEST_SUITE_END();

  static JobDraft draft(const std::string& payload = "{}") {
    return {"mail.send", "mail", payload, {}, {}, {}};
  }
  static JobDraft keyed(const std::string& key) { return {"mail.send", "mail", "{}", key, {}, {}}; }
  Job take() {
    auto taken = jobs_->take("mail", {"mail.send"}, clock_.now(), clock_.now() + 60s);
    CPPUNIT_ASSERT(taken.job.has_value());
    return *taken.job;
  }
  bool nothing_to_take() { return !jobs_->take("mail", {"mail.send"}, clock_.now(), clock_.now() + 60s).job; }
  Job now_of(JobId id) { return jobs_->job(id).value(); }

  void a_job_is_kept_as_it_was_asked_for() {
    const PersonId ana = db_->person("ana");
    const JobDraft wanted{"mail.send", "mail", R"({"to":"Čtenáři 📚"})", "k 1", clock_.now() + 5s, ana};
    const auto enqueued = jobs_->enqueue(wanted);
    CPPUNIT_ASSERT(enqueued.made);
    const Job job = now_of(enqueued.id);
    CPPUNIT_ASSERT(job.kind == wanted.kind && job.queue == wanted.queue && job.payload == wanted.payload);
    CPPUNIT_ASSERT(job.unique_key == wanted.unique_key && job.owner == ana &&
                   job.run_after == clock_.now() + 5s);
    CPPUNIT_ASSERT(job.state == JobState::kWaiting && job.attempts == 0 && job.created_at == clock_.now());
    CPPUNIT_ASSERT(!job.started_at && !job.ended_at && job.checkpoint.empty() && job.last_error.empty());
    const auto plain = now_of(jobs_->enqueue(draft()).id);
    CPPUNIT_ASSERT(!plain.owner && !plain.unique_key && plain.run_after == clock_.now());
    CPPUNIT_ASSERT(!jobs_->job(JobId(999)));
  }

  void several_workers_take_each_job_once() {
    constexpr int kJobs = 200;
    for (int i = 0; i < kJobs; ++i) jobs_->enqueue(draft());
    std::mutex mutex;
    std::multiset<std::uint64_t> taken;
    std::vector<std::thread> workers;
    for (int i = 0; i < 6; ++i)
      workers.emplace_back([&] {
        for (;;) {
          const auto got = jobs_->take("mail", {"mail.send"}, clock_.now(), clock_.now() + 60s);
          if (!got.job) return;
          {
            const std::lock_guard lock(mutex);
            taken.insert(got.job->id.value);
          }
          if (!jobs_->end(*got.job, JobState::kDone, {}, {}, clock_.now())) return;
        }
      });
    for (auto& worker : workers) worker.join();
    CPPUNIT_ASSERT_EQUAL(std::size_t{kJobs}, taken.size());
    CPPUNIT_ASSERT_EQUAL(std::size_t{kJobs}, std::set(taken.begin(), taken.end()).size());
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{kJobs},
                         db_->number("SELECT COUNT(*) FROM job WHERE state = ? AND attempts = 1 AND run = 1",
                                     {JobState::kDone}));
  }

  void what_has_been_due_longest_comes_first_and_what_is_not_due_waits() {
    auto later = draft("later"), sooner = draft("sooner"), elsewhere = draft("elsewhere");
    later.run_after = clock_.now() + 10s;
    sooner.run_after = clock_.now() - 10s;
    elsewhere.queue = "exports";
    for (const auto& one : {later, draft("first"), draft("second"), sooner, elsewhere}) jobs_->enqueue(one);
    CPPUNIT_ASSERT_EQUAL(std::string("sooner"), take().payload);
    CPPUNIT_ASSERT_EQUAL(std::string("first"), take().payload);
    CPPUNIT_ASSERT_EQUAL(std::string("second"), take().payload);
    const auto none = jobs_->take("mail", {"mail.send"}, clock_.now(), clock_.now() + 60s);
    CPPUNIT_ASSERT(!none.job);
    CPPUNIT_ASSERT(none.next_due == clock_.now() + 10s);
    clock_.advance(10s);
    CPPUNIT_ASSERT_EQUAL(std::string("later"), take().payload);
    CPPUNIT_ASSERT(!jobs_->take("mail", {"mail.send"}, clock_.now(), clock_.now() + 60s).next_due);
  }

  void a_kind_that_nobody_here_knows_is_left_to_others() {
    auto unknown = draft();
    unknown.kind = "plugin.thing";
    jobs_->enqueue(unknown);
    const auto known = jobs_->enqueue(draft());
    CPPUNIT_ASSERT(take().id == known.id);
    CPPUNIT_ASSERT(nothing_to_take());
    CPPUNIT_ASSERT(jobs_->take("mail", {"a", "b", "plugin.thing"}, clock_.now(), clock_.now() + 60s).job);
    CPPUNIT_ASSERT(!jobs_->take("mail", {}, clock_.now(), clock_.now() + 60s).job);
  }

  void taking_costs_the_same_however_many_wait() {
    jobs_->enqueue(draft());
    const auto copy = [&](JobState state) {
      db_->aside().execute(
          "INSERT INTO job (queue, kind, state, payload, run_after, checkpoint, created_at)"
          " SELECT queue, kind, ?, payload, run_after, '', created_at FROM job",
          {state});
    };
    for (int i = 0; i < 10; ++i) copy(JobState::kWaiting);
    copy(JobState::kDone);
    // The pool gives the same session again.
    const auto before = rows_read(*db_->database().lease());
    take();
    const auto after = rows_read(*db_->database().lease());
    CPPUNIT_ASSERT_MESSAGE("rows read: " + std::to_string(after - before), after - before < 30);
  }

  void a_key_stands_for_one_job_until_that_has_ended() {
    const auto first = jobs_->enqueue(keyed("ana"));
    const auto again = jobs_->enqueue(keyed("ana"));
    CPPUNIT_ASSERT(!again.made && again.id == first.id);
    CPPUNIT_ASSERT(jobs_->enqueue(keyed("Ana")).made);
    CPPUNIT_ASSERT(jobs_->enqueue(keyed("ana ")).made);
    auto other_kind = keyed("ana");
    other_kind.kind = "mail.digest";
    CPPUNIT_ASSERT(jobs_->enqueue(other_kind).made);
    const Job job = take();
    CPPUNIT_ASSERT(job.id == first.id);
    CPPUNIT_ASSERT_MESSAGE("it runs", jobs_->enqueue(keyed("ana")).id == first.id);
    CPPUNIT_ASSERT(jobs_->fail(job, "no", {}, clock_.now(), clock_.now()));
    CPPUNIT_ASSERT_MESSAGE("it waits again", jobs_->enqueue(keyed("ana")).id == first.id);
    CPPUNIT_ASSERT(jobs_->end(take(), JobState::kDone, {}, {}, clock_.now()));
    const auto next = jobs_->enqueue(keyed("ana"));
    CPPUNIT_ASSERT(next.made && next.id != first.id);
    CPPUNIT_ASSERT(now_of(first.id).unique_key == "ana");
  }

  void many_who_enqueue_the_same_key_at_once_get_one_job() {
    std::vector<Enqueued> got(6);
    for (int round = 0; round < 10; ++round) {
      std::vector<std::thread> callers;
      for (auto& one : got)
        callers.emplace_back([&] { one = jobs_->enqueue(keyed("round " + std::to_string(round))); });
      for (auto& caller : callers) caller.join();
      int made = 0;
      for (const auto& one : got) {
        CPPUNIT_ASSERT(one.id == got[0].id);
        made += one.made ? 1 : 0;
      }
      CPPUNIT_ASSERT_EQUAL(1, made);
    }
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{10}, db_->number("SELECT COUNT(*) FROM job"));
  }

  void a_job_of_a_transaction_exists_only_if_that_is_committed() {
    {
      Transaction forgotten(db_->aside());
      enqueue_job(db_->aside(), keyed("one"), clock_.now());
      CPPUNIT_ASSERT_MESSAGE("nobody sees it before the commit", nothing_to_take());
    }
    CPPUNIT_ASSERT(nothing_to_take());
    {
      Transaction kept(db_->aside());
      const auto first = enqueue_job(db_->aside(), keyed("one"), clock_.now());
      const auto second = enqueue_job(db_->aside(), keyed("one"), clock_.now());
      CPPUNIT_ASSERT(first.made && !second.made && first.id == second.id);
      db_->aside().execute("INSERT INTO job_schedule (name, rhythm, next_due) VALUES ('beside', '', ?)",
                           {clock_.now()});
      kept.commit();
    }
    take();
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{1}, db_->number("SELECT COUNT(*) FROM job_schedule"));
  }

  void what_is_too_long_is_refused() {
    CPPUNIT_ASSERT_THROW(jobs_->enqueue(draft(std::string(kLongestJobText + 1, ' '))), std::invalid_argument);
    CPPUNIT_ASSERT_THROW(jobs_->enqueue(keyed(std::string(201, 'k'))), std::invalid_argument);
    CPPUNIT_ASSERT_THROW(jobs_->enqueue({"", "mail", "{}", {}, {}, {}}), std::invalid_argument);
    CPPUNIT_ASSERT_THROW(jobs_->enqueue({"a", std::string(41, 'q'), "{}", {}, {}, {}}),
                         std::invalid_argument);
    const auto longest = jobs_->enqueue(draft(std::string(kLongestJobText, 'x')));
    CPPUNIT_ASSERT_EQUAL(kLongestJobText, now_of(longest.id).payload.size());
  }

  void who_lost_a_job_can_change_nothing_of_it() {
    const auto id = jobs_->enqueue(draft()).id;
    const Job lost = take();
    CPPUNIT_ASSERT(jobs_->save(lost, "half", {1, 2, ""}, clock_.now() + 60s) == JobHold::kHeld);
    CPPUNIT_ASSERT(jobs_->renew(lost, clock_.now() + 60s) == JobHold::kHeld);
    clock_.advance(61s);
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, jobs_->take_over(clock_.now(), 10));
    const Job held = take();
    CPPUNIT_ASSERT_EQUAL(std::string("half"), held.checkpoint);
    CPPUNIT_ASSERT(jobs_->renew(lost, clock_.now() + 600s) == JobHold::kLost);
    CPPUNIT_ASSERT(jobs_->save(lost, "nonsense", {9, 9, "x"}, clock_.now() + 600s) == JobHold::kLost);
    CPPUNIT_ASSERT(!jobs_->end(lost, JobState::kDead, "nonsense", {}, clock_.now()));
    CPPUNIT_ASSERT(!jobs_->fail(lost, "nonsense", {}, clock_.now(), clock_.now()));
    CPPUNIT_ASSERT(!jobs_->give_back(lost, {}, clock_.now()));
    const Job job = now_of(id);
    CPPUNIT_ASSERT(job.state == JobState::kRunning && job.run == held.run && job.checkpoint == "half");
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{1}, job.progress.done);
    CPPUNIT_ASSERT(jobs_->end(held, JobState::kDone, {}, {2, 2, ""}, clock_.now()));
    CPPUNIT_ASSERT(jobs_->save(held, "late", {}, clock_.now()) == JobHold::kLost);
    CPPUNIT_ASSERT(now_of(id).state == JobState::kDone && now_of(id).last_error.empty());
  }

  void a_job_is_taken_over_when_its_lease_has_ended_and_not_before() {
    jobs_->enqueue(draft());
    const Job first = take();
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, jobs_->take_over(clock_.now() + 60s, 10));
    CPPUNIT_ASSERT(jobs_->renew(first, clock_.now() + 120s) == JobHold::kHeld);
    clock_.advance(61s);
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, jobs_->take_over(clock_.now(), 10));
    clock_.advance(60s);
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, jobs_->take_over(clock_.now(), 10));
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, jobs_->take_over(clock_.now(), 10));
    const Job second = take();
    CPPUNIT_ASSERT_MESSAGE("at once after the first time", second.id == first.id);
    CPPUNIT_ASSERT_EQUAL(2U, second.attempts);
    CPPUNIT_ASSERT(second.last_error.find("lease") != std::string::npos);
  }

  void what_keeps_ending_its_process_waits_ever_longer() {
    const auto id = jobs_->enqueue(draft()).id;
    Time before = clock_.now();
    auto waited = 0ms;
    for (std::uint32_t crash = 1; crash <= 4; ++crash) {
      CPPUNIT_ASSERT_EQUAL(crash, take().attempts);
      clock_.advance(61s);
      before = clock_.now();
      CPPUNIT_ASSERT_EQUAL(std::size_t{1}, jobs_->take_over(clock_.now(), 10));
      const auto wait = now_of(id).run_after - before;
      CPPUNIT_ASSERT(crash == 1 ? wait <= 0ms : wait > waited);
      waited = std::max(wait, 0ms);
      clock_.advance(waited);
    }
    CPPUNIT_ASSERT(waited > 10min);
  }

  void a_waiting_job_is_cancelled_at_once_and_a_running_one_is_asked() {
    const auto waiting = jobs_->enqueue(keyed("waiting")).id;
    const auto cancelled = jobs_->cancel(waiting);
    CPPUNIT_ASSERT(cancelled && cancelled->state == JobState::kCancelled &&
                   cancelled->ended_at == clock_.now());
    CPPUNIT_ASSERT(nothing_to_take());
    CPPUNIT_ASSERT_MESSAGE("its key is free", jobs_->enqueue(keyed("waiting")).made);

    const Job running = take();
    CPPUNIT_ASSERT(jobs_->renew(running, clock_.now() + 60s) == JobHold::kHeld);
    const auto asked = jobs_->cancel(running.id);
    CPPUNIT_ASSERT(asked && asked->state == JobState::kRunning && asked->cancel_asked);
    CPPUNIT_ASSERT(jobs_->renew(running, clock_.now() + 60s) == JobHold::kCancelAsked);
    CPPUNIT_ASSERT(jobs_->save(running, "x", {}, clock_.now() + 60s) == JobHold::kCancelAsked);
    CPPUNIT_ASSERT(jobs_->end(running, JobState::kDone, {}, {}, clock_.now()));

    CPPUNIT_ASSERT(jobs_->cancel(running.id).reason().code == RefusalCode::kConflict);
    CPPUNIT_ASSERT(jobs_->cancel(waiting).reason().code == RefusalCode::kConflict);
    CPPUNIT_ASSERT(jobs_->cancel(JobId(999)).reason().code == RefusalCode::kNotFound);
  }

  void a_cancelled_job_does_not_come_back_however_its_run_ends() {
    for (const std::string way : {"fails", "is given back", "is lost"}) {
      jobs_->enqueue(keyed("one"));
      const Job job = take();
      CPPUNIT_ASSERT(jobs_->cancel(job.id));
      if (way == "fails") jobs_->fail(job, "no", {}, clock_.now(), clock_.now());
      if (way == "is given back") jobs_->give_back(job, {}, clock_.now());
      if (way == "is lost") {
        clock_.advance(61s);
        jobs_->take_over(clock_.now(), 10);
      }
      CPPUNIT_ASSERT_MESSAGE(way, now_of(job.id).state == JobState::kCancelled);
      CPPUNIT_ASSERT_MESSAGE(way, now_of(job.id).ended_at == clock_.now());
      CPPUNIT_ASSERT_MESSAGE(way, nothing_to_take());
    }
    CPPUNIT_ASSERT_MESSAGE("and its key is free", jobs_->enqueue(keyed("one")).made);
  }

  void a_dead_job_is_listed_and_can_be_tried_again() {
    const auto id = jobs_->enqueue(keyed("one")).id;
    const Job job = take();
    CPPUNIT_ASSERT(jobs_->retry(id).reason().code == RefusalCode::kConflict);
    jobs_->save(job, "half", {1, 2, ""}, clock_.now() + 60s);
    CPPUNIT_ASSERT(jobs_->end(job, JobState::kDead, "No such mailbox.", {1, 2, ""}, clock_.now()));
    const auto dead = jobs_->jobs({JobState::kDead, {}, {}, {}}, {}, 10);
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, dead.size());
    CPPUNIT_ASSERT(dead[0].id == id && dead[0].last_error == "No such mailbox." && dead[0].ended_at);
    CPPUNIT_ASSERT(nothing_to_take());

    clock_.advance(24h);
    const auto again = jobs_->retry(id);
    CPPUNIT_ASSERT(again && again->state == JobState::kWaiting && !again->ended_at);
    CPPUNIT_ASSERT_MESSAGE("its key is its own again", !jobs_->enqueue(keyed("one")).made);
    const Job second = take();
    CPPUNIT_ASSERT(second.id == id && second.attempts == 1 && second.checkpoint == "half");
    CPPUNIT_ASSERT(jobs_->retry(JobId(999)).reason().code == RefusalCode::kNotFound);

    CPPUNIT_ASSERT(jobs_->end(second, JobState::kDead, "Still none.", {}, clock_.now()));
    CPPUNIT_ASSERT_MESSAGE("or be cleared away", jobs_->cancel(id));
    CPPUNIT_ASSERT(jobs_->jobs({JobState::kDead, {}, {}, {}}, {}, 10).empty());
  }

  void a_dead_job_stays_dead_while_another_does_its_work() {
    const auto id = jobs_->enqueue(keyed("one")).id;
    jobs_->end(take(), JobState::kDead, "no", {}, clock_.now());
    const auto other = jobs_->enqueue(keyed("one"));
    CPPUNIT_ASSERT(other.made);
    CPPUNIT_ASSERT(jobs_->retry(id).reason().code == RefusalCode::kConflict);
    CPPUNIT_ASSERT(now_of(id).state == JobState::kDead);
    jobs_->end(take(), JobState::kDone, {}, {}, clock_.now());
    CPPUNIT_ASSERT(jobs_->retry(id));
  }

  void a_list_comes_in_pages_of_what_fits() {
    const PersonId ana = db_->person("ana");
    std::vector<JobId> of_ana;
    for (int i = 0; i < 5; ++i) {
      auto one = draft();
      one.owner = ana;
      of_ana.push_back(jobs_->enqueue(one).id);
      auto other = draft();
      other.queue = "exports";
      other.kind = "export.all";
      jobs_->enqueue(other);
    }
    const auto first = jobs_->jobs({{}, {}, {}, ana}, {}, 3);
    CPPUNIT_ASSERT_EQUAL(std::size_t{3}, first.size());
    CPPUNIT_ASSERT(first[0].id == of_ana[4] && first[2].id == of_ana[2]);
    const auto second = jobs_->jobs({{}, {}, {}, ana}, first.back().id, 3);
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, second.size());
    CPPUNIT_ASSERT(second[1].id == of_ana[0]);
    CPPUNIT_ASSERT_EQUAL(std::size_t{10}, jobs_->jobs({}, {}, 100).size());
    CPPUNIT_ASSERT_EQUAL(std::size_t{5}, jobs_->jobs({{}, "export.all", "exports", {}}, {}, 100).size());
    CPPUNIT_ASSERT(jobs_->jobs({JobState::kWaiting, "export.all", "mail", {}}, {}, 100).empty());
    CPPUNIT_ASSERT(jobs_->jobs({JobState::kRunning, {}, {}, {}}, {}, 100).empty());
  }

  void a_schedule_runs_once_however_many_find_it_due() {
    const Time due = clock_.now() + 1h;
    CPPUNIT_ASSERT(jobs_->run_schedule("digest", "hourly", clock_.now(), due, draft()) == due);
    CPPUNIT_ASSERT_MESSAGE("not before its time", nothing_to_take());
    for (int hour = 1; hour <= 5; ++hour) {
      clock_.advance(1h);
      const Time next = clock_.now() + 1h;
      std::vector<std::thread> processes;
      std::atomic<int> agree = 0;
      for (int i = 0; i < 6; ++i)
        processes.emplace_back([&] {
          if (jobs_->run_schedule("digest", "hourly", clock_.now(), next, draft()) == next) ++agree;
        });
      for (auto& process : processes) process.join();
      CPPUNIT_ASSERT_EQUAL(6, agree.load());
      const Job job = take();
      CPPUNIT_ASSERT(nothing_to_take());
      CPPUNIT_ASSERT_EQUAL(std::uint64_t(hour), db_->number("SELECT COUNT(*) FROM job"));
      jobs_->end(job, JobState::kDone, {}, {}, clock_.now());
    }
    // One that takes longer than an hour is not joined by the next.
    for (int hour = 0; hour < 2; ++hour) {
      clock_.advance(1h);
      jobs_->run_schedule("digest", "hourly", clock_.now(), clock_.now() + 1h, draft());
    }
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{6}, db_->number("SELECT COUNT(*) FROM job"));
  }

  void a_schedule_with_a_new_rhythm_begins_anew() {
    jobs_->run_schedule("digest", "daily at 03:00", clock_.now(), clock_.now() + 20h, draft());
    const Time soon = clock_.now() + 10min;
    CPPUNIT_ASSERT(jobs_->run_schedule("digest", "hourly", clock_.now(), soon, draft()) == soon);
    CPPUNIT_ASSERT(jobs_->run_schedule("digest", "hourly", clock_.now(), soon + 1h, draft()) == soon);
    CPPUNIT_ASSERT(nothing_to_take());
  }

  void what_ended_long_ago_is_forgotten() {
    std::vector<JobId> kept;
    for (const JobState state : {JobState::kDone, JobState::kCancelled, JobState::kDead}) {
      jobs_->enqueue(draft());
      jobs_->end(take(), state, {}, {}, clock_.now() - 48h);
      jobs_->enqueue(draft());
      const Job young = take();
      jobs_->end(young, state, {}, {}, clock_.now());
      kept.push_back(young.id);
    }
    kept.push_back(jobs_->enqueue(draft()).id);  // waits: has not ended, however old
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, jobs_->forget(clock_.now() - 24h, clock_.now() - 72h, 10));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, jobs_->forget(clock_.now() - 24h, clock_.now() - 24h, 10));
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, jobs_->forget(clock_.now() - 24h, clock_.now() - 24h, 10));
    CPPUNIT_ASSERT_EQUAL(kept.size(), jobs_->jobs({}, {}, 100).size());
    for (const JobId id : kept) CPPUNIT_ASSERT(jobs_->job(id));
    CPPUNIT_ASSERT_EQUAL_MESSAGE("in steps", std::size_t{3},
                                 jobs_->forget(clock_.now() + 1s, clock_.now() + 1s, 1));
  }

  void an_error_of_any_bytes_can_be_kept() {
    const auto id = jobs_->enqueue(draft()).id;
    std::string longest;
    for (int i = 0; i < 2000; ++i) longest += "é";
    jobs_->fail(take(), longest, {1, 2, longest}, clock_.now(), clock_.now());
    CPPUNIT_ASSERT_EQUAL(std::size_t{2000}, now_of(id).last_error.size());
    CPPUNIT_ASSERT_EQUAL(std::size_t{800}, now_of(id).progress.note.size());
    jobs_->fail(take(), "bad \xff\xfe bytes", {}, clock_.now(), clock_.now());
    CPPUNIT_ASSERT_EQUAL(std::string("bad ?? bytes"), now_of(id).last_error);
  }

  std::optional<TestDatabase> db_;
  std::optional<JobRepository> jobs_;
  HandClock clock_;

 public:
  void setUp() override {
    db_.emplace();
    jobs_.emplace(db_->database(), clock_.source());
  }
  void tearDown() override { db_.reset(); }
};
CPPUNIT_TEST_SUITE_REGISTRATION(JobRepositoryTest);

}  // namespace hearth::store
