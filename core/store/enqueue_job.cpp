#include "store/enqueue_job.h"

#include <stdexcept>

namespace hearth::store {
namespace {

using namespace chat;

void check_lengths(const JobDraft& draft) {
  if (draft.kind.empty() || draft.kind.size() > 80)
    throw std::invalid_argument("a job's kind: 1 to 80 bytes");
  if (draft.queue.empty() || draft.queue.size() > 40)
    throw std::invalid_argument("a job's queue: 1 to 40 bytes");
  if (draft.payload.size() > kLongestJobText) throw std::invalid_argument("a job's payload is too long");
  if (draft.unique_key && draft.unique_key->size() > 200)
    throw std::invalid_argument("a job's unique key: at most 200 bytes");
}

}  // namespace

Enqueued enqueue_job(Connection& connection, const JobDraft& draft, Time at) {
  check_lengths(draft);
  for (;;) {
    try {
      connection.execute(
          "INSERT INTO job (queue, kind, state, payload, unique_key, open_key, owner_id, run_after, "
          "checkpoint,"
          " created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, '', ?)",
          {draft.queue, draft.kind, JobState::kWaiting, draft.payload, draft.unique_key, draft.unique_key,
           draft.owner, draft.run_after.value_or(at), at});
      return {JobId(connection.last_insert_id()), true};
    } catch (const DatabaseError& error) {
      if (!error.duplicate()) throw;
    }
    Enqueued found;
    Rows rows = connection.select("SELECT id FROM job WHERE kind = ? AND open_key = ?",
                                  {draft.kind, draft.unique_key});
    if (rows.next()) {
      rows.read(found.id);
      return found;
    }
    // It has ended in between, and its key is free.
  }
}

}  // namespace hearth::store
