// A job as its row is read. For .cpp files of store/.
#pragma once

#include <string_view>

#include "chat/job.h"
#include "store/rows.h"

namespace hearth::store {

inline constexpr std::string_view kJobColumns =
    "id, kind, queue, payload, unique_key, owner_id, state, run_after, run, attempts, cancel_asked, "
    "checkpoint,"
    " done, total, note, last_error, created_at, started_at, ended_at";

inline chat::Job read_job(Rows& rows) {
  chat::Job job;
  rows.read(job.id, job.kind, job.queue, job.payload, job.unique_key, job.owner, job.state, job.run_after,
            job.run, job.attempts, job.cancel_asked, job.checkpoint, job.progress.done, job.progress.total,
            job.progress.note, job.last_error, job.created_at, job.started_at, job.ended_at);
  return job;
}

}  // namespace hearth::store
