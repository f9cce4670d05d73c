// JobRepository: the jobs, as stored. Owned by the app; any thread that may wait for the database.
//
// What verbs ask of it stands in job_repository.cpp, what workers ask in job_leases.cpp, the transactions of
// others call enqueue_job.h.
#pragma once

#include <atomic>
#include <functional>

#include "chat/job_queue.h"
#include "chat/job_workbench.h"
#include "store/database.h"

namespace hearth::store {

class JobRepository final : public chat::JobQueue, public chat::JobWorkbench {
 public:
  /// `time` says when it is; hearth::now but in tests.
  JobRepository(Database& database, std::function<Time()> time)
      : database_(database), time_(std::move(time)) {}

  /// Who is told of what happens to jobs through this repository; nullptr: nobody. Must outlive every call.
  void set_listener(chat::JobListener* listener) { listener_ = listener; }

  chat::Enqueued enqueue(const chat::JobDraft& draft) override;
  void announce(const std::string& queue) override;
  std::optional<chat::Job> job(chat::JobId id) override;
  std::optional<chat::Job> open_job(const std::string& kind, const std::string& unique_key) override;
  std::vector<chat::Job> jobs(const chat::JobFilter& filter, chat::JobId before,
                              std::uint32_t limit) override;
  chat::Outcome<chat::Job> cancel(chat::JobId id) override;
  chat::Outcome<chat::Job> retry(chat::JobId id) override;

  chat::TakenJob take(const std::string& queue, const std::vector<std::string>& kinds, Time at,
                      Time lease_until) override;
  chat::JobHold renew(const chat::Job& job, Time lease_until) override;
  chat::JobHold save(const chat::Job& job, const std::string& checkpoint, const chat::JobProgress& progress,
                     Time lease_until) override;
  bool end(const chat::Job& job, chat::JobState state, const std::string& error,
           const chat::JobProgress& progress, Time at) override;
  bool fail(const chat::Job& job, const std::string& error, const chat::JobProgress& progress, Time at,
            Time again) override;
  bool give_back(const chat::Job& job, const chat::JobProgress& progress, Time at) override;
  std::size_t take_over(Time at, std::uint32_t limit) override;
  Time run_schedule(const std::string& name, const std::string& rhythm, Time at, Time next,
                    const chat::JobDraft& draft) override;
  std::size_t forget(Time ended, Time dead, std::uint32_t limit) override;

 private:
  Database& database_;
  const std::function<Time()> time_;
  std::atomic<chat::JobListener*> listener_ = nullptr;
};

}  // namespace hearth::store
