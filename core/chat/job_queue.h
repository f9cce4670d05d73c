// JobQueue: the port through which verbs have work done later. Implemented by store/. Blocks: request-pool
// and job threads only. Who may see or cancel which job is the verb's to ask. Everything throws when the
// database does not answer.
#pragma once

#include <vector>

#include "chat/job.h"
#include "chat/refusal.h"

namespace hearth::chat {

struct Enqueued {
  JobId id;
  bool made = false;  // false: one with the same key waits or runs already; `id` is that one
};

/// What is set must agree.
struct JobFilter {
  std::optional<JobState> state;
  std::optional<std::string> kind;
  std::optional<std::string> queue;
  std::optional<PersonId> owner;
};

class JobQueue {
 public:
  virtual ~JobQueue() = default;

  /// Stores a job; when this returns, it will be run at least once, whatever happens, and a free worker of
  /// this process begins with it at once. With a unique key, doing it again is harmless, also after an
  /// exception that left open whether it was stored. A key stands for a job that waits *or runs*: whoever
  /// enqueues because of news must know that a running handler may have passed that point, and put what is
  /// new into the key. Throws std::invalid_argument for texts that are too long: a fault of the caller's
  /// author.
  ///
  /// For work that must exist if, and only if, something else is stored, a repository calls
  /// store::enqueue_job in its own transaction, and the verb calls `announce` after it.
  virtual Enqueued enqueue(const JobDraft& draft) = 0;

  /// There is something new in this queue; wakes a worker. Without it the job waits for the next poll. Never
  /// blocks.
  virtual void announce(const std::string& queue) = 0;

  virtual std::optional<Job> job(JobId id) = 0;
  /// The one of this kind with this unique key that waits or runs.
  virtual std::optional<Job> open_job(const std::string& kind, const std::string& unique_key) = 0;
  /// At most `limit` of those that fit, the newest first; only those older than `before`, if that is one.
  virtual std::vector<Job> jobs(const JobFilter& filter, JobId before, std::uint32_t limit) = 0;

  /// A waiting job will not run, a dead one leaves the list of the dead: both are cancelled when this
  /// returns. A running one is asked to stop, and is cancelled at its next checkpoint unless it is done
  /// before. Gives it as it is now. Refuses kNotFound, and kConflict when it has ended.
  virtual Outcome<Job> cancel(JobId id) = 0;

  /// Puts a dead job back, to go on at its checkpoint with all attempts before it. Refuses kNotFound, and
  /// kConflict when it is not dead, or when another with its key waits or runs.
  virtual Outcome<Job> retry(JobId id) = 0;
};

}  // namespace hearth::chat
