// JobRun: one run of a job, from its taking to its end. Made by Workers; the handler's thread works with it
// as a JobContext, the clerk's renews its lease, any thread may ask it to stop.
#pragma once

#include <atomic>
#include <functional>

#include "chat/job_context.h"
#include "chat/job_workbench.h"

namespace hearth::jobs {

class JobRun final : public chat::JobContext {
 public:
  /// `job` has just been taken with a lease of `lease`; `time` says when it is.
  JobRun(chat::JobWorkbench& bench, chat::Job job, std::chrono::milliseconds lease,
         const std::function<Time()>& time);

  // The handler's thread.
  const chat::Job& job() const override { return job_; }
  void save(const std::string& checkpoint) override;
  void progress(std::uint64_t done, std::uint64_t total, std::string note) override;
  bool stopping() const override { return stop_asked_ || cancel_asked_ || lost_; }

  /// As it has come to be.
  const chat::JobProgress& progress() const { return progress_; }
  /// Attempts that brought it no further, this one included.
  std::uint32_t attempts() const { return attempts_; }

  // Any thread.
  void ask_stop() { stop_asked_ = true; }
  void ask_cancel() { cancel_asked_ = true; }
  bool cancel_asked() const { return cancel_asked_; }
  bool lost() const { return lost_; }

  /// The clerk's thread: renews the lease when a third of it has passed. Throws when the database does not
  /// answer.
  void renew_in_time();

 private:
  void store();
  void note(chat::JobHold hold, Time at);

  chat::JobWorkbench& bench_;
  const chat::Job job_;
  const std::chrono::milliseconds lease_;
  const std::function<Time()>& time_;
  std::string checkpoint_;
  std::uint32_t attempts_;
  chat::JobProgress progress_;
  Time stored_at_;
  std::atomic<Time> renewed_at_;
  std::atomic<bool> stop_asked_ = false, cancel_asked_ = false, lost_ = false;
};

}  // namespace hearth::jobs
