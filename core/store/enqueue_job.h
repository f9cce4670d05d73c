// Enqueueing within a transaction of the caller's: the job exists if, and only if, the rest is stored. For
// repositories, on the thread that has the connection.
#pragma once

#include "chat/job_queue.h"
#include "store/connection.h"

namespace hearth::store {

/// As JobQueue::enqueue, without waking anybody: that is for JobQueue::announce, after the commit. `at` is
/// the present. A unique key that is being enqueued by another transaction waits for that one's end.
chat::Enqueued enqueue_job(Connection& connection, const chat::JobDraft& draft, Time at);

}  // namespace hearth::store
