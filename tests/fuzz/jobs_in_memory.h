// A job queue that keeps what is asked of it in memory and does none of it.
#pragma once

#include <algorithm>

#include "chat/job_queue.h"

namespace hearth::fuzz {

class JobsInMemory final : public chat::JobQueue {
 public:
  chat::Enqueued enqueue(const chat::JobDraft& draft) override {
    const auto same = std::ranges::find_if(jobs_, [&](const chat::Job& job) {
      return draft.unique_key && job.unique_key == draft.unique_key && job.kind == draft.kind &&
             job.state == chat::JobState::kWaiting;
    });
    if (same != jobs_.end()) return {same->id, false};
    chat::Job& job = jobs_.emplace_back();
    job.id = chat::JobId(jobs_.size());
    job.kind = draft.kind;
    job.queue = draft.queue;
    job.payload = draft.payload;
    job.unique_key = draft.unique_key;
    job.owner = draft.owner;
    return {job.id, true};
  }
  void announce(const std::string&) override {}
  std::optional<chat::Job> job(chat::JobId id) override {
    if (id.value == 0 || id.value > jobs_.size()) return std::nullopt;
    return jobs_[id.value - 1];
  }
  std::optional<chat::Job> open_job(const std::string& kind, const std::string& unique_key) override {
    for (const chat::Job& job : jobs_)
      if (job.kind == kind && job.unique_key == unique_key && job.state == chat::JobState::kWaiting)
        return job;
    return std::nullopt;
  }
  std::vector<chat::Job> jobs(const chat::JobFilter& filter, chat::JobId before,
                              std::uint32_t limit) override {
    std::vector<chat::Job> out;
    for (std::size_t i = jobs_.size(); i-- > 0 && out.size() < limit;) {
      const chat::Job& job = jobs_[i];
      if (before.value != 0 && job.id >= before) continue;
      if (filter.owner && job.owner != filter.owner) continue;
      if (filter.state && job.state != *filter.state) continue;
      if (filter.kind && job.kind != *filter.kind) continue;
      if (filter.queue && job.queue != *filter.queue) continue;
      out.push_back(job);
    }
    return out;
  }
  chat::Outcome<chat::Job> cancel(chat::JobId id) override {
    if (!job(id)) return chat::not_found("job");
    chat::Job& found = jobs_[id.value - 1];
    if (found.state != chat::JobState::kWaiting)
      return chat::refuse(chat::RefusalCode::kConflict, "The job has ended.");
    found.state = chat::JobState::kCancelled;
    return found;
  }
  chat::Outcome<chat::Job> retry(chat::JobId id) override {
    if (!job(id)) return chat::not_found("job");
    return chat::refuse(chat::RefusalCode::kConflict, "The job is not dead.");
  }

 private:
  std::vector<chat::Job> jobs_;
};

}  // namespace hearth::fuzz
