// kill -9 at any point of a job: a process of its own works and is killed, again and again, until another
// finishes what it left.
#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "hand_clock.h"
#include "jobs/workers.h"
#include "store/job_repository.h"
#include "test_database.h"

namespace hearth::jobs {

using namespace chat;
using namespace std::chrono_literals;
using store::HandClock;
using store::JobRepository;
using store::TestDatabase;

class JobCrashTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(JobCrashTest);
  CPPUNIT_TEST(a_job_survives_kill_9_wherever_it_strikes);
  CPPUNIT_TEST_SUITE_END();

  static constexpr int kSteps = 12;

  /// Tells `line` before and after each of its steps and each of its checkpoints.
  static void work(store::Database& database, JobRepository& jobs, const HandClock& clock, int line) {
    const auto tell = [&](char what) {
      if (::write(line, &what, 1) != 1) ::_exit(1);
    };
    Workers workers(jobs, {}, clock.source());
    workers.add_kind("steps", [&](JobContext& job) {
      tell('b');
      const int from = job.job().checkpoint.empty() ? 0 : std::stoi(job.job().checkpoint);
      for (int step = from + 1; step <= kSteps; ++step) {
        database.lease()->execute("INSERT INTO step (n) VALUES (?)", {step});
        tell('s');
        job.save(std::to_string(step));
        tell('c');
      }
    });
    if (workers.run_one("work")) tell('e');
  }

  /// Works in a process that is killed when it has told so much.
  void work_and_be_killed(int after) {
    int line[2];
    CPPUNIT_ASSERT_EQUAL(0, ::pipe(line));
    const pid_t child = ::fork();
    CPPUNIT_ASSERT(child >= 0);
    if (child == 0) {
      try {
        store::Database database(db_->options());
        JobRepository jobs(database, clock_.source());
        work(database, jobs, clock_, line[1]);
      } catch (...) {
      }
      ::kill(::getpid(), SIGKILL);  // no good-bye to anybody
    }
    ::close(line[1]);
    char what = 0;
    int told = 0;
    while (told < after && ::read(line[0], &what, 1) == 1) ++told;
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    ::close(line[0]);
  }

  void a_job_survives_kill_9_wherever_it_strikes() {
    db_->aside().run("CREATE TABLE step (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, n INT NOT NULL)");
    JobRepository jobs(db_->database(), clock_.source());
    const auto id = jobs.enqueue({"steps", "work", "{}", "once", {}, {}}).id;
    int kills = 0;
    for (; jobs.job(id)->state != JobState::kDone; ++kills) {
      CPPUNIT_ASSERT(kills < 200);
      work_and_be_killed(1 + kills % 5);
      clock_.advance(24h);
      jobs.take_over(clock_.now(), 10);
    }
    CPPUNIT_ASSERT(kills >= 5);

    // Each step was done, in order, and only the one after the last checkpoint a second time.
    int last = 0;
    store::Rows rows = db_->aside().select("SELECT n FROM step ORDER BY id");
    while (rows.next()) {
      int step = 0;
      rows.read(step);
      CPPUNIT_ASSERT(step == last || step == last + 1);
      last = step;
    }
    CPPUNIT_ASSERT_EQUAL(kSteps, last);
  }

  std::optional<TestDatabase> db_;
  HandClock clock_;

 public:
  void setUp() override { db_.emplace(); }
  void tearDown() override { db_.reset(); }
};
CPPUNIT_TEST_SUITE_REGISTRATION(JobCrashTest);

}  // namespace hearth::jobs
