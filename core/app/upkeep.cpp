#include "app/upkeep.h"

#include "base/log.h"

namespace hearth::app {
namespace {

using namespace std::chrono_literals;
using chat::JobContext;

constexpr const char* kQueue = "upkeep";
/// Rows that one statement removes: few enough that nobody waits for their locks.
constexpr std::uint32_t kAtOnce = 500;
/// How long an expired session is kept: its owner may still ask where they were signed in.
constexpr std::chrono::hours kSessionsKept = 7 * 24h;

/// Calls `some` until it removes nothing more. What is gone is gone, so there is nothing to resume.
template <class F>
void remove_all(JobContext& job, const char* what, const F& some) {
  std::size_t all = 0;
  while (const std::size_t gone = some()) {
    all += gone;
    job.progress(all, 0);
    job.save("");
  }
  if (all > 0) log::info(what, {{"hearth.count", all}});
}

void schedule_hourly(jobs::Workers& workers, const std::string& kind) {
  workers.add_schedule({kind, jobs::Rhythm::every(1h), {kind, kQueue, "{}", {}, {}, {}}});
}

}  // namespace

void add_upkeep(jobs::Workers& workers, store::AccountRepository& accounts, chat::JobWorkbench& jobs,
                chat::Replays& replays, const Settings::Jobs& settings) {
  workers.add_queue(kQueue, 1);
  workers.add_kind("sessions.forget", [&accounts](JobContext& job) {
    remove_all(job, "expired sessions were removed",
               [&] { return accounts.forget_sessions(now() - kSessionsKept, kAtOnce); });
  });
  workers.add_kind("jobs.forget", [&jobs, settings](JobContext& job) {
    remove_all(job, "ended jobs were removed", [&] {
      const Time at = now();
      return jobs.forget(at - 24h * settings.keep_days, at - 24h * settings.keep_dead_days, kAtOnce);
    });
  });
  workers.add_kind("replays.forget", [&replays](JobContext& job) {
    remove_all(job, "kept answers were removed",
               [&] { return replays.forget(now() - chat::kReplaysKept, kAtOnce); });
  });
  schedule_hourly(workers, "replays.forget");
  schedule_hourly(workers, "sessions.forget");
  schedule_hourly(workers, "jobs.forget");
}

}  // namespace hearth::app
