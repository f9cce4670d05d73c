#include "jobs/workers.h"

#include <pthread.h>

#include <algorithm>

#include "base/log.h"
#include "base/random.h"

namespace hearth::jobs {
namespace {

using namespace chat;

/// Jobs that are taken over in one round of the clerk.
constexpr std::uint32_t kTakenOverAtOnce = 200;
/// Between two tries to write what became of a job.
constexpr std::chrono::seconds kBetweenTries{1};

double chance() {
  return static_cast<double>(random_u64() >> 11) * 0x1.0p-53;
}

}  // namespace

Workers::Workers(JobWorkbench& bench, Options options, std::function<Time()> time)
    : bench_(bench), options_(options), time_(std::move(time)), schedules_(bench) {}

Workers::~Workers() {
  stop();
}

void Workers::add_queue(const std::string& name, unsigned threads) {
  auto queue = std::make_unique<Queue>();
  queue->name = name;
  queue->threads = threads;
  queues_[name] = std::move(queue);
}

void Workers::add_kind(const std::string& kind, JobHandler handler, Backoff backoff) {
  if (kinds_.insert_or_assign(kind, Kind{std::move(handler), backoff}).second) kind_names_.push_back(kind);
}

void Workers::start() {
  for (const auto& [name, queue] : queues_)
    for (unsigned i = 0; i < queue->threads; ++i) {
      threads_.emplace_back([this, &q = *queue] { work(q); });
      pthread_setname_np(threads_.back().native_handle(), ("job " + name).substr(0, 15).c_str());
    }
  threads_.emplace_back([this] { keep_books(); });
  pthread_setname_np(threads_.back().native_handle(), "job clerk");
}

void Workers::begin_stop() {
  stopping_ = true;
  for (const auto& run : running()) run->ask_stop();
  for (const auto& [name, queue] : queues_) wake(*queue, true);
  wake(clerk_, true);
}

void Workers::stop() {
  begin_stop();
  for (const auto& run : running())
    log::info("waiting for a job to stop",
              {{"hearth.job.id", run->job().id.value}, {"hearth.job.kind", run->job().kind}});
  for (std::thread& thread : threads_)
    if (thread.joinable()) thread.join();
}

void Workers::job_enqueued(const std::string& name) {
  const auto found = queues_.find(name);
  if (found == queues_.end())
    log::warning("a job was enqueued where nobody works in this process", {{"hearth.job.queue", name}});
  else
    wake(*found->second, false);
}

void Workers::job_cancelled(JobId id) {
  runs_.read([&](const Runs& runs) {
    if (const auto found = runs.find(id); found != runs.end()) found->second->ask_cancel();
  });
}

TakenJob Workers::take(const std::string& queue) {
  const Time at = time_();
  return bench_.take(queue, kind_names_, at, at + options_.lease);
}

bool Workers::run_one(const std::string& queue) {
  auto taken = take(queue);
  if (!taken.job) return false;
  run(std::move(*taken.job));
  return true;
}

void Workers::work(Queue& queue) {
  for (;;) {
    const std::uint64_t seen = wakes_of(queue);
    if (stopping_) return;
    auto most = options_.poll;
    try {
      auto taken = take(queue.name);
      tell(nullptr);
      if (taken.job) {
        wake(queue, false);  // where there is one there may be more: let the next one look
        run(std::move(*taken.job));
        continue;
      }
      if (taken.next_due) most = std::min(most, *taken.next_due - time_());
    } catch (const std::exception& broken) {
      tell(&broken);
    }
    rest(queue, seen, most);
  }
}

void Workers::keep_books() {
  for (;;) {
    const std::uint64_t seen = wakes_of(clerk_);
    // While stopping, leases are kept: a handler may take a while to come to its next checkpoint.
    if (stopping_ && running().empty()) return;
    auto most = std::min(options_.poll, options_.lease / 3);
    try {
      if (stopping_)
        renew_leases();
      else
        tend();
      tell(nullptr);
      if (const auto due = schedules_.next_due(); due && !stopping_) most = std::min(most, *due - time_());
    } catch (const std::exception& broken) {
      tell(&broken);
    }
    rest(clerk_, seen, most);
  }
}

void Workers::renew_leases() {
  for (const auto& run : running()) run->renew_in_time();
}

void Workers::tend() {
  renew_leases();
  if (const auto count = bench_.take_over(time_(), kTakenOverAtOnce); count > 0) {
    log::warning("jobs were left behind by a process and are taken over", {{"hearth.job.count", count}});
    for (const auto& [name, queue] : queues_) wake(*queue, false);
  }
  schedules_.run_due(time_());
}

void Workers::run(Job job) {
  const JobId id = job.id;
  const auto kind = kinds_.find(job.kind);  // take() gives known kinds only
  const auto run = std::make_shared<JobRun>(bench_, std::move(job), options_.lease, time_);
  runs_.with([&](Runs& runs) { runs[id] = run; });
  if (stopping_) run->ask_stop();
  if (run->attempts() > kind->second.backoff.attempts)
    failed(kind->second, *run, run->job().last_error, true);  // it ended its process each time
  else
    run_handler(kind->second, *run);
  runs_.with([&](Runs& runs) { runs.erase(id); });
  if (stopping_) wake(clerk_, true);  // which waits for the last
}

void Workers::run_handler(const Kind& kind, JobRun& run) {
  const Job& job = run.job();
  log::debug(
      "a job begins",
      {{"hearth.job.id", job.id.value}, {"hearth.job.kind", job.kind}, {"hearth.job.attempt", job.attempts}});
  try {
    kind.handler(run);
    settle(run, [&] { bench_.end(job, JobState::kDone, {}, run.progress(), time_()); });
    log::debug("a job is done", {{"hearth.job.id", job.id.value}, {"hearth.job.kind", job.kind}});
  } catch (const JobInterrupted&) {
    interrupted(run);
  } catch (const JobGivenUp& hopeless) {
    failed(kind, run, hopeless.what(), true);
  } catch (const std::exception& broken) {
    failed(kind, run, broken.what(), false);
  } catch (...) {
    failed(kind, run, "something that is no std::exception was thrown", false);
  }
}

void Workers::interrupted(JobRun& run) {
  const Job& job = run.job();
  if (run.lost()) {
    log::warning("a job was taken over by another while it ran here",
                 {{"hearth.job.id", job.id.value}, {"hearth.job.kind", job.kind}});
    return;
  }
  settle(run, [&] {
    if (run.cancel_asked())
      bench_.end(job, JobState::kCancelled, {}, run.progress(), time_());
    else
      bench_.give_back(job, run.progress(), time_());
  });
}

void Workers::failed(const Kind& kind, JobRun& run, const std::string& error, bool for_ever) {
  const Job& job = run.job();
  const bool dead = for_ever || run.attempts() >= kind.backoff.attempts;
  const auto wait = kind.backoff.after(run.attempts(), chance());
  log::write(dead ? log::Level::kError : log::Level::kWarning,
             dead ? "a job has failed for good" : "a job failed and will be tried again",
             {{"hearth.job.id", job.id.value},
              {"hearth.job.kind", job.kind},
              {"hearth.job.attempt", run.attempts()},
              {"error.message", error}});
  settle(run, [&] {
    const Time at = time_();
    if (dead)
      bench_.end(job, JobState::kDead, error, run.progress(), at);
    else
      bench_.fail(job, error, run.progress(), at, at + wait);
  });
}

void Workers::settle(const JobRun& run, const std::function<void()>& write) {
  const auto until = std::chrono::steady_clock::now() + options_.lease;
  for (;;) {
    try {
      return write();
    } catch (const std::exception& broken) {
      tell(&broken);
      // At a stop the lease does it: another process, or our next, takes the job over.
      if (stopping_ || std::chrono::steady_clock::now() >= until) {
        log::warning("what became of a job could not be written; it will be done again",
                     {{"hearth.job.id", run.job().id.value}, {"hearth.job.kind", run.job().kind}});
        return;
      }
    }
    rest(clerk_, wakes_of(clerk_), kBetweenTries);
  }
}

std::vector<std::shared_ptr<JobRun>> Workers::running() const {
  return runs_.read([](const Runs& runs) {
    std::vector<std::shared_ptr<JobRun>> all;
    all.reserve(runs.size());
    for (const auto& [id, run] : runs) all.push_back(run);
    return all;
  });
}

void Workers::wake(Queue& queue, bool all) {
  {
    const std::lock_guard lock(queue.mutex);
    ++queue.wakes;
  }
  if (all)
    queue.wake.notify_all();
  else
    queue.wake.notify_one();
}

std::uint64_t Workers::wakes_of(Queue& queue) {
  const std::lock_guard lock(queue.mutex);
  return queue.wakes;
}

void Workers::rest(Queue& queue, std::uint64_t seen, std::chrono::milliseconds most) {
  std::unique_lock lock(queue.mutex);
  queue.wake.wait_for(lock, most, [&] { return queue.wakes != seen; });
}

/// Told once when it begins and once when it ends, not at each try.
void Workers::tell(const std::exception* broken) {
  const bool before = failing_.exchange(broken != nullptr);
  if (broken != nullptr && !before)
    log::error("the jobs cannot be reached", {{"error.message", std::string_view(broken->what())}});
  if (broken == nullptr && before) log::info("the jobs can be reached again");
}

}  // namespace hearth::jobs
