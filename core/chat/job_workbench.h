// JobWorkbench: the port to stored jobs for those who work on them. Implemented by store/, used by jobs/.
// Blocks. Everything throws when the database does not answer.
//
// Who takes a job holds a lease of it and says so again in time; a job whose lease has ended is taken over.
// What is written about a running job counts only for its latest run (Job::run): who lost it is told kLost or
// false, and has changed nothing.
#pragma once

#include <vector>

#include "chat/job.h"

namespace hearth::chat {

enum class JobHold : std::uint8_t {
  kHeld,         // go on
  kCancelAsked,  // still held, but it shall stop
  kLost,         // another run has it, or it has ended
};

struct TakenJob {
  std::optional<Job> job;        // now running
  std::optional<Time> next_due;  // without a job: when the next of this queue can be taken, if one waits
};

class JobWorkbench {
 public:
  virtual ~JobWorkbench() = default;

  /// Takes the job of this queue that has been due longest, of these kinds only, and counts an attempt. Never
  /// one that another is just taking, and never waits for them.
  virtual TakenJob take(const std::string& queue, const std::vector<std::string>& kinds, Time at,
                        Time lease_until) = 0;

  virtual JobHold renew(const Job& job, Time lease_until) = 0;

  /// Stores checkpoint and progress, and renews. A checkpoint other than the stored one sets `attempts` to 1.
  virtual JobHold save(const Job& job, const std::string& checkpoint, const JobProgress& progress,
                       Time lease_until) = 0;

  /// Ends it: `state` is kDone, kDead or kCancelled. `error` is kept as its last, cut to 1,000 code points;
  /// with kDone there is none.
  virtual bool end(const Job& job, JobState state, const std::string& error, const JobProgress& progress,
                   Time at) = 0;

  /// It failed, and waits until `again`. Cancelled instead where that was asked for.
  virtual bool fail(const Job& job, const std::string& error, const JobProgress& progress, Time at,
                    Time again) = 0;

  /// Lets it go unfinished: it waits, is first in its queue, and the attempt is not counted. Cancelled
  /// instead where that was asked for.
  virtual bool give_back(const Job& job, const JobProgress& progress, Time at) = 0;

  /// Running jobs whose lease ended before `at` wait again (or are cancelled where that was asked for), at
  /// most `limit` of them; gives how many. Their attempt stays counted, and after a second one without
  /// progress they wait for some minutes, ever longer: what kills its process must not do so all day.
  virtual std::size_t take_over(Time at, std::uint32_t limit) = 0;

  /// For recurring work: makes `draft` a job if `name` is due at `at`, and notes `next` as its next time, in
  /// one transaction, so that of several processes one does it. A name that is new, or has another rhythm
  /// than before, begins with `next`. Gives when it is due next. While the job of an earlier time waits or
  /// runs, no second is made.
  virtual Time run_schedule(const std::string& name, const std::string& rhythm, Time at, Time next,
                            const JobDraft& draft) = 0;

  /// Removes jobs that were done or cancelled before `ended`, or dead before `dead`: at most `limit` of each;
  /// gives how many.
  virtual std::size_t forget(Time ended, Time dead, std::uint32_t limit) = 0;
};

/// What the stored queue tells of in its own process. Any thread; must not block or throw.
class JobListener {
 public:
  virtual ~JobListener() = default;
  virtual void job_enqueued(const std::string& queue) = 0;
  virtual void job_cancelled(JobId id) = 0;
};

}  // namespace hearth::chat
