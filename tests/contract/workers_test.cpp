// The workers on the real queue. Two Workers are two processes: they share nothing but the database.
#include "jobs/workers.h"

#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include <future>
#include <set>

#include "base/log.h"
#include "hand_clock.h"
#include "own_server.h"
#include "store/job_repository.h"
#include "test_database.h"

namespace hearth::jobs {

using namespace chat;
using namespace std::chrono_literals;
using store::HandClock;
using store::JobRepository;
using store::TestDatabase;

/// How long a test waits for what shall happen before it fails.
constexpr auto kPatience = 30s;

class WorkersTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(WorkersTest);
  CPPUNIT_TEST(what_is_enqueued_is_done_at_once);
  CPPUNIT_TEST(what_another_process_enqueues_is_found);
  CPPUNIT_TEST(a_job_for_later_is_done_when_its_time_has_come);
  CPPUNIT_TEST(a_job_that_fails_waits_ever_longer_and_is_dead_in_the_end);
  CPPUNIT_TEST(what_gets_on_does_not_use_up_its_attempts);
  CPPUNIT_TEST(what_can_never_succeed_is_dead_at_once);
  CPPUNIT_TEST(whatever_a_handler_throws_fails_its_job_only);
  CPPUNIT_TEST(a_cancelled_run_ends_at_its_next_checkpoint);
  CPPUNIT_TEST(a_stop_gives_the_job_back_with_its_checkpoint);
  CPPUNIT_TEST(progress_is_seen_while_it_runs);
  CPPUNIT_TEST(a_long_run_keeps_its_lease);
  CPPUNIT_TEST(a_run_that_was_given_up_learns_it_at_its_checkpoint);
  CPPUNIT_TEST(what_ends_its_process_each_time_is_dead_in_the_end);
  CPPUNIT_TEST(a_full_queue_holds_up_no_other_and_keeps_to_its_threads);
  CPPUNIT_TEST(a_database_that_comes_back_hears_what_became_of_a_job);
  CPPUNIT_TEST(two_processes_run_a_schedule_once_for_each_due_time);
  CPPUNIT_TEST(due_times_that_passed_while_nobody_ran_are_made_up_for_by_one_run);
  CPPUNIT_TEST_SUITE_END();

  /// One process: a repository of its own, and its workers.
  struct Process {
    Process(TestDatabase& db, const HandClock& clock, Workers::Options options)
        : jobs(db.database(), clock.source()), workers(jobs, options, clock.source()) {
      jobs.set_listener(&workers);
    }
    ~Process() { jobs.set_listener(nullptr); }
    JobRepository jobs;
    Workers workers;
  };
  /// Nobody polls within the time of a test, unless it is told to.
  static constexpr Workers::Options kPatient{1h, 60s};
  std::unique_ptr<Process> process(Workers::Options options = kPatient) {
    return std::make_unique<Process>(*db_, clock_, options);
  }

  static JobDraft draft(const std::string& queue = "work") { return {"count", queue, "{}", {}, {}, {}}; }
  Job now_of(JobId id) { return jobs_->job(id).value(); }

  static void await(const std::future<void>& happened) {
    CPPUNIT_ASSERT(happened.wait_for(kPatience) == std::future_status::ready);
  }

  void what_is_enqueued_is_done_at_once() {
    std::promise<void> all_done;
    std::atomic<int> count = 0;
    const auto one = process();
    one->workers.add_queue("work", 2);
    one->workers.add_kind("count", [&](JobContext&) {
      if (++count == 20) all_done.set_value();
    });
    one->workers.start();
    for (int i = 0; i < 20; ++i) one->jobs.enqueue(draft());
    await(all_done.get_future());
    one->workers.stop();
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{20}, db_->number("SELECT COUNT(*) FROM job WHERE state = 3"));
  }

  void what_another_process_enqueues_is_found() {
    std::promise<void> done;
    const auto one = process({5ms, 60s});
    one->workers.add_queue("work", 1);
    one->workers.add_kind("count", [&](JobContext&) { done.set_value(); });
    one->workers.start();
    jobs_->enqueue(draft());
    await(done.get_future());
  }

  void a_job_for_later_is_done_when_its_time_has_come() {
    // By the real clock: nobody polls, nobody enqueues anything else.
    std::promise<Time> done;
    JobRepository jobs(db_->database(), [] { return now(); });
    Workers workers(jobs, kPatient, [] { return now(); });
    workers.add_queue("work", 1);
    workers.add_kind("count", [&](JobContext&) { done.set_value(now()); });
    workers.start();
    auto later = draft();
    later.run_after = now() + 300ms;
    jobs.set_listener(&workers);
    jobs.enqueue(later);
    auto happened = done.get_future();
    CPPUNIT_ASSERT(happened.wait_for(kPatience) == std::future_status::ready);
    CPPUNIT_ASSERT(happened.get() >= *later.run_after);
  }

  void a_job_that_fails_waits_ever_longer_and_is_dead_in_the_end() {
    const auto one = process();
    bool broken = true;
    one->workers.add_kind("count",
                          [&](JobContext&) {
                            if (broken) throw std::runtime_error("the mail server is away");
                          },
                          {10s, 60s, 6});
    const auto id = one->jobs.enqueue(draft()).id;
    constexpr std::chrono::milliseconds kLongest[] = {10s, 20s, 40s, 60s, 60s};
    for (const auto longest : kLongest) {
      CPPUNIT_ASSERT(one->workers.run_one("work"));
      const Job job = now_of(id);
      CPPUNIT_ASSERT(job.state == JobState::kWaiting && job.last_error == "the mail server is away");
      const auto wait = job.run_after - clock_.now();
      CPPUNIT_ASSERT(wait >= longest / 2 && wait <= longest);
      CPPUNIT_ASSERT_MESSAGE("not before its time", !one->workers.run_one("work"));
      clock_.advance(wait);
    }
    CPPUNIT_ASSERT(one->workers.run_one("work"));
    CPPUNIT_ASSERT(now_of(id).state == JobState::kDead);
    CPPUNIT_ASSERT_EQUAL(6U, now_of(id).attempts);
    clock_.advance(1000h);
    CPPUNIT_ASSERT(!one->workers.run_one("work"));

    broken = false;
    CPPUNIT_ASSERT(one->jobs.retry(id));
    CPPUNIT_ASSERT(one->workers.run_one("work"));
    CPPUNIT_ASSERT(now_of(id).state == JobState::kDone && now_of(id).last_error.empty());
  }

  void what_gets_on_does_not_use_up_its_attempts() {
    const auto one = process();
    one->workers.add_kind("count",
                          [&](JobContext& job) {
                            const int at = job.job().checkpoint.empty() ? 0 : std::stoi(job.job().checkpoint);
                            if (at < 9) job.save(std::to_string(at + 1));
                            if (at < 8) throw std::runtime_error("one step at a time");
                          },
                          {1s, 1s, 3});
    const auto id = one->jobs.enqueue(draft()).id;
    for (int i = 0; i < 9; ++i) {
      CPPUNIT_ASSERT(one->workers.run_one("work"));
      clock_.advance(1s);
    }
    CPPUNIT_ASSERT(now_of(id).state == JobState::kDone);
    // Saying the same again is no progress.
    one->workers.add_kind("count",
                          [&](JobContext& job) {
                            job.save("here");
                            throw std::runtime_error("stuck");
                          },
                          {1s, 1s, 3});
    const auto stuck = one->jobs.enqueue(draft()).id;
    for (int i = 0; i < 3; ++i) {
      CPPUNIT_ASSERT(one->workers.run_one("work"));
      clock_.advance(1s);
    }
    CPPUNIT_ASSERT(now_of(stuck).state == JobState::kDead);
  }

  void what_can_never_succeed_is_dead_at_once() {
    const auto one = process();
    one->workers.add_kind("count", [](JobContext&) { throw JobGivenUp("There is no such mailbox."); });
    const auto id = one->jobs.enqueue(draft()).id;
    CPPUNIT_ASSERT(one->workers.run_one("work"));
    const Job job = now_of(id);
    CPPUNIT_ASSERT(job.state == JobState::kDead && job.last_error == "There is no such mailbox.");
    CPPUNIT_ASSERT_EQUAL(1U, job.attempts);
  }

  void whatever_a_handler_throws_fails_its_job_only() {
    const auto one = process();
    one->workers.add_kind("count", [](JobContext& job) {
      if (job.job().payload == "7") throw 7;
    });
    auto odd = draft();
    odd.payload = "7";
    const auto thrown = one->jobs.enqueue(odd).id;
    const auto well = one->jobs.enqueue(draft()).id;
    CPPUNIT_ASSERT(one->workers.run_one("work") && one->workers.run_one("work"));
    CPPUNIT_ASSERT(now_of(thrown).state == JobState::kWaiting && !now_of(thrown).last_error.empty());
    CPPUNIT_ASSERT(now_of(well).state == JobState::kDone);
  }

  void a_cancelled_run_ends_at_its_next_checkpoint() {
    const auto one = process();
    int steps = 0;
    JobRepository* asked = &one->jobs;  // first through this process, then through another
    one->workers.add_kind("count", [&](JobContext& job) {
      for (steps = 1; steps < 10; ++steps) {
        if (steps == 3) CPPUNIT_ASSERT(asked->cancel(job.job().id));
        CPPUNIT_ASSERT_EQUAL(steps == 3 && asked == &one->jobs, job.stopping());
        job.progress(static_cast<std::uint64_t>(steps), 9, "");
        job.save(std::to_string(steps));
      }
    });
    for (JobRepository* by : {&one->jobs, &*jobs_}) {
      asked = by;
      auto keyed = draft();
      keyed.unique_key = "one";
      const auto enqueued = one->jobs.enqueue(keyed);
      CPPUNIT_ASSERT_MESSAGE("the key of the one before is free", enqueued.made);
      CPPUNIT_ASSERT(one->workers.run_one("work"));
      CPPUNIT_ASSERT_EQUAL(3, steps);
      const Job job = now_of(enqueued.id);
      CPPUNIT_ASSERT(job.state == JobState::kCancelled && job.ended_at && job.checkpoint == "3");
      CPPUNIT_ASSERT_EQUAL(std::uint64_t{3}, job.progress.done);
    }
  }

  void a_stop_gives_the_job_back_with_its_checkpoint() {
    std::promise<void> begun;
    std::vector<std::string> began_at;
    const auto handler = [&](JobContext& job) {
      began_at.push_back(job.job().checkpoint);
      if (began_at.size() > 1) return;
      for (int step = 1;; ++step) {
        job.save(std::to_string(step));
        if (step == 5) begun.set_value();
      }
    };
    auto one = process();
    one->workers.add_queue("work", 1);
    one->workers.add_kind("count", handler);
    one->workers.start();
    const auto id = one->jobs.enqueue(draft()).id;
    await(begun.get_future());
    one->workers.stop();
    const Job waiting = now_of(id);
    CPPUNIT_ASSERT(waiting.state == JobState::kWaiting && waiting.last_error.empty());
    CPPUNIT_ASSERT_EQUAL_MESSAGE("a stop is no attempt", 0U, waiting.attempts);
    CPPUNIT_ASSERT(std::stoi(waiting.checkpoint) >= 5);

    one = process();
    one->workers.add_kind("count", handler);
    CPPUNIT_ASSERT_MESSAGE("and it is due at once", one->workers.run_one("work"));
    CPPUNIT_ASSERT_EQUAL(waiting.checkpoint, began_at.at(1));
    CPPUNIT_ASSERT(now_of(id).state == JobState::kDone);
  }

  void progress_is_seen_while_it_runs() {
    const auto one = process();
    one->workers.add_kind("count", [&](JobContext& job) {
      const JobId id = job.job().id;
      job.progress(1, 100, "one");
      CPPUNIT_ASSERT_EQUAL(std::uint64_t{1}, now_of(id).progress.done);
      job.progress(2, 100, "two");
      CPPUNIT_ASSERT_EQUAL_MESSAGE("at most once a second", std::uint64_t{1}, now_of(id).progress.done);
      clock_.advance(1s);
      job.progress(3, 100, "three");
      CPPUNIT_ASSERT_EQUAL(std::string("three"), now_of(id).progress.note);
      CPPUNIT_ASSERT_EQUAL(std::uint64_t{100}, now_of(id).progress.total);
      job.progress(100, 100, "all");
    });
    const auto id = one->jobs.enqueue(draft()).id;
    CPPUNIT_ASSERT(one->workers.run_one("work"));
    CPPUNIT_ASSERT(now_of(id).state == JobState::kDone && now_of(id).progress.note == "all");
  }

  void a_long_run_keeps_its_lease() {
    const auto one = process(), other = process();
    one->workers.add_kind("count", [&](JobContext&) {
      for (int i = 0; i < 10; ++i) {
        clock_.advance(25s);
        one->workers.tend();
        other->workers.tend();
        CPPUNIT_ASSERT(!other->workers.run_one("work"));
      }
    });
    other->workers.add_kind("count", [](JobContext&) { CPPUNIT_FAIL("it is being done"); });
    const auto id = one->jobs.enqueue(draft()).id;
    CPPUNIT_ASSERT(one->workers.run_one("work"));
    CPPUNIT_ASSERT_EQUAL(1U, now_of(id).run);
    CPPUNIT_ASSERT(now_of(id).state == JobState::kDone);
  }

  void a_run_that_was_given_up_learns_it_at_its_checkpoint() {
    const auto frozen = process(), other = process();
    bool went_on = false;
    frozen->workers.add_kind("count", [&](JobContext& job) {
      job.save("half");
      clock_.advance(61s);
      other->workers.tend();
      CPPUNIT_ASSERT(other->workers.run_one("work"));
      job.save("nonsense");
      went_on = true;
    });
    other->workers.add_kind("count", [](JobContext& job) {
      CPPUNIT_ASSERT_EQUAL(std::string("half"), job.job().checkpoint);
      job.save("whole");
    });
    const auto id = frozen->jobs.enqueue(draft()).id;
    CPPUNIT_ASSERT(frozen->workers.run_one("work"));
    CPPUNIT_ASSERT(!went_on);
    CPPUNIT_ASSERT(now_of(id).state == JobState::kDone && now_of(id).checkpoint == "whole");
  }

  void what_ends_its_process_each_time_is_dead_in_the_end() {
    const auto one = process();
    bool ran = false;
    one->workers.add_kind("count", [&](JobContext&) { ran = true; }, {1s, 1s, 3});
    const auto id = one->jobs.enqueue(draft()).id;
    for (int crash = 0; crash < 3; ++crash) {
      CPPUNIT_ASSERT(jobs_->take("work", {"count"}, clock_.now(), clock_.now() + 60s).job);
      clock_.advance(24h);
      one->workers.tend();
    }
    CPPUNIT_ASSERT(one->workers.run_one("work"));
    CPPUNIT_ASSERT(!ran);
    const Job job = now_of(id);
    CPPUNIT_ASSERT(job.state == JobState::kDead && job.last_error.find("process") != std::string::npos);
  }

  void a_full_queue_holds_up_no_other_and_keeps_to_its_threads() {
    std::promise<void> release, two_run, quick_done;
    const std::shared_future<void> released = release.get_future().share();
    std::atomic<int> begun = 0, running = 0;
    std::atomic<bool> too_many = false;
    const auto one = process();
    one->workers.add_queue("slow", 2);
    one->workers.add_queue("quick", 1);
    one->workers.add_kind("count", [&](JobContext& job) {
      if (job.job().queue == "quick") return quick_done.set_value();
      if (++running > 2) too_many = true;
      if (++begun == 2) two_run.set_value();
      if (released.wait_for(kPatience) != std::future_status::ready) throw std::runtime_error("too late");
      --running;
    });
    one->workers.start();
    for (int i = 0; i < 6; ++i) one->jobs.enqueue(draft("slow"));
    await(two_run.get_future());
    one->jobs.enqueue(draft("quick"));
    await(quick_done.get_future());
    const auto slow_ones = [&](JobState state) {
      return one->jobs.jobs({state, {}, "slow", {}}, {}, 10).size();
    };
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, slow_ones(JobState::kRunning));
    CPPUNIT_ASSERT_EQUAL(std::size_t{4}, slow_ones(JobState::kWaiting));
    release.set_value();
    one->workers.stop();
    CPPUNIT_ASSERT(!too_many);
  }

  void a_database_that_comes_back_hears_what_became_of_a_job() {
    store::OwnServer server;
    TestDatabase db(TestDatabase::Schema::kMigrated, server.socket());
    Process one(db, clock_, kPatient);
    std::promise<void> gone;
    int runs = 0;
    one.workers.add_kind("count", [&](JobContext&) {
      ++runs;
      server.kill();
      gone.set_value();
    });
    const auto id = one.jobs.enqueue(draft()).id;
    auto ran = std::async(std::launch::async, [&] { return one.workers.run_one("work"); });
    await(gone.get_future());
    server.start();
    CPPUNIT_ASSERT(ran.get());
    CPPUNIT_ASSERT(one.jobs.job(id)->state == JobState::kDone);
    CPPUNIT_ASSERT(!one.workers.run_one("work"));
    CPPUNIT_ASSERT_EQUAL(1, runs);
  }

  void two_processes_run_a_schedule_once_for_each_due_time() {
    const auto one = process(), other = process();
    std::vector<Time> runs;
    for (const auto& each : {&one, &other}) {
      (*each)->workers.add_kind("count", [&](JobContext&) { runs.push_back(clock_.now()); });
      (*each)->workers.add_schedule({"hourly", Rhythm::every(1h), draft()});
    }
    // From 12:00 to 22:00, a look every ten minutes.
    for (int i = 0; i <= 60; ++i) {
      for (Process* each : {&*one, &*other}) each->workers.tend();
      while (one->workers.run_one("work") || other->workers.run_one("work")) {
      }
      clock_.advance(10min);
    }
    CPPUNIT_ASSERT_EQUAL(std::size_t{10}, runs.size());
    for (std::size_t i = 0; i < runs.size(); ++i)
      CPPUNIT_ASSERT(runs[i] == parse_rfc3339("2026-03-22T13:00:00Z").value() + i * 1h);
  }

  void due_times_that_passed_while_nobody_ran_are_made_up_for_by_one_run() {
    int runs = 0;
    const auto tend = [&] {
      const auto one = process();
      one->workers.add_kind("count", [&](JobContext&) { ++runs; });
      one->workers.add_schedule({"hourly", Rhythm::every(1h), draft()});
      one->workers.tend();
      while (one->workers.run_one("work")) {
      }
    };
    tend();
    CPPUNIT_ASSERT_EQUAL_MESSAGE("a new schedule waits for its time", 0, runs);
    clock_.advance(50h + 20min);
    tend();
    CPPUNIT_ASSERT_EQUAL(1, runs);
    clock_.advance(30min);
    tend();
    CPPUNIT_ASSERT_EQUAL_MESSAGE("and the next is not late for it", 1, runs);
    clock_.advance(10min);
    tend();
    CPPUNIT_ASSERT_EQUAL(2, runs);
  }

  std::optional<TestDatabase> db_;
  std::optional<JobRepository> jobs_;  // of no process that works
  HandClock clock_;

 public:
  void setUp() override {
    log::set_level(log::Level::kError);  // jobs that fail are what this is about
    db_.emplace();
    jobs_.emplace(db_->database(), clock_.source());
  }
  void tearDown() override {
    db_.reset();
    log::set_level(log::Level::kInfo);
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(WorkersTest);

}  // namespace hearth::jobs
