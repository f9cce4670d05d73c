// Workers: the threads that do the jobs. Owned by the app. Each queue has threads of its own, so that long
// work in one never holds up another; one more thread, the clerk, renews leases, takes over what others have
// left behind, and enqueues what is due.
//
//   enqueue -> job_enqueued -> a thread of the queue: take -> handler -> done | failed, waits | dead
//
// A thread that finds nothing sleeps until something is enqueued in this process, until the next job of its
// queue is due, or for a poll, which finds the work of other processes.
#pragma once

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

#include "base/guarded.h"
#include "jobs/backoff.h"
#include "jobs/job_run.h"
#include "jobs/schedules.h"

namespace hearth::jobs {

class Workers final : public chat::JobListener {
 public:
  struct Options {
    std::chrono::milliseconds poll{5'000};
    std::chrono::milliseconds lease{60'000};  // how long after a crash a job is taken over
  };

  /// `bench` must outlive this. `time` says when it is: hearth::now but in tests.
  Workers(chat::JobWorkbench& bench, Options options, std::function<Time()> time);
  ~Workers() override;
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  // Before start().
  /// Runs jobs of any known kind that wait in this queue, at most `threads` at a time.
  void add_queue(const std::string& name, unsigned threads);
  /// What this process can do. A job of a kind that it does not know waits for a process that does.
  void add_kind(const std::string& kind, chat::JobHandler handler, Backoff backoff = {});
  void add_schedule(Schedule schedule) { schedules_.add(std::move(schedule)); }

  void start();

  /// Takes nothing new, and asks what runs to stop at its next checkpoint. Never blocks.
  void begin_stop();
  /// The same, and waits until the handlers have returned; what they had not finished waits again with its
  /// checkpoint. Says in the log what it waits for. May be called twice, and without start().
  void stop();

  /// From any thread: see JobListener.
  void job_enqueued(const std::string& queue) override;
  void job_cancelled(chat::JobId id) override;

  /// Takes one job and runs it on this thread; false when there was none. What the threads do, and tests and
  /// tools without any. Throws when the database does not answer.
  bool run_one(const std::string& queue);
  /// One round of the clerk. Throws when the database does not answer.
  void tend();

 private:
  struct Kind {
    chat::JobHandler handler;
    Backoff backoff;
  };
  struct Queue {
    std::string name;
    unsigned threads = 0;
    std::mutex mutex;
    std::condition_variable wake;
    std::uint64_t wakes = 0;  // guarded by mutex
  };
  using Runs = std::map<chat::JobId, std::shared_ptr<JobRun>>;

  chat::TakenJob take(const std::string& queue);
  void work(Queue& queue);
  void keep_books();
  void renew_leases();
  void run(chat::Job job);
  void run_handler(const Kind& kind, JobRun& run);
  void failed(const Kind& kind, JobRun& run, const std::string& error, bool for_ever);
  void interrupted(JobRun& run);
  /// Tries until the database has written what became of a job, or the lease has ended.
  void settle(const JobRun& run, const std::function<void()>& write);
  std::vector<std::shared_ptr<JobRun>> running() const;
  void wake(Queue& queue, bool all);
  std::uint64_t wakes_of(Queue& queue);
  /// Sleeps unless, and until, `queue` was woken since `seen`.
  void rest(Queue& queue, std::uint64_t seen, std::chrono::milliseconds most);
  /// What the database did the last time: nullptr, or how it failed.
  void tell(const std::exception* broken);

  chat::JobWorkbench& bench_;
  const Options options_;
  const std::function<Time()> time_;
  std::map<std::string, Kind> kinds_;
  std::vector<std::string> kind_names_;
  std::map<std::string, std::unique_ptr<Queue>> queues_;
  Schedules schedules_;
  Guarded<Runs> runs_;
  Queue clerk_;  // what it sleeps on
  std::atomic<bool> stopping_ = false;
  std::atomic<bool> failing_ = false;  // the database did not answer the last time
  std::vector<std::thread> threads_;
};

}  // namespace hearth::jobs
