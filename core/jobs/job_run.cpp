#include "jobs/job_run.h"

#include <stdexcept>

namespace hearth::jobs {

JobRun::JobRun(chat::JobWorkbench& bench, chat::Job job, std::chrono::milliseconds lease,
               const std::function<Time()>& time)
    : bench_(bench),
      job_(std::move(job)),
      lease_(lease),
      time_(time),
      checkpoint_(job_.checkpoint),
      attempts_(job_.attempts),
      progress_(job_.progress),
      renewed_at_(job_.started_at.value_or(time())) {}

void JobRun::save(const std::string& checkpoint) {
  if (checkpoint.size() > chat::kLongestJobText)
    throw std::invalid_argument("a job's checkpoint is too long");
  if (checkpoint != checkpoint_) attempts_ = 1;
  checkpoint_ = checkpoint;
  store();
  if (stopping()) throw chat::JobInterrupted{};
}

void JobRun::progress(std::uint64_t done, std::uint64_t total, std::string note) {
  progress_ = {done, total, std::move(note)};
  if (time_() >= stored_at_ + std::chrono::seconds(1)) store();
}

void JobRun::renew_in_time() {
  const Time at = time_();
  if (at < renewed_at_.load() + lease_ / 3) return;
  note(bench_.renew(job_, at + lease_), at);
}

void JobRun::store() {
  const Time at = time_();
  note(bench_.save(job_, checkpoint_, progress_, at + lease_), at);
  stored_at_ = at;
}

void JobRun::note(chat::JobHold hold, Time at) {
  renewed_at_ = at;
  if (hold == chat::JobHold::kCancelAsked) cancel_asked_ = true;
  if (hold == chat::JobHold::kLost) lost_ = true;
}

}  // namespace hearth::jobs
