#include "store/job_repository.h"

#include "store/enqueue_job.h"
#include "store/job_row.h"

namespace hearth::store {
namespace {

using namespace chat;

std::optional<Job> find_job(Connection& connection, JobId id) {
  static const std::string sql = "SELECT " + std::string(kJobColumns) + " FROM job WHERE id = ?";
  Rows rows = connection.select(sql, {id});
  if (!rows.next()) return {};
  return read_job(rows);
}

/// The state of a job, which stays as it is until the transaction ends; none where there is no such job.
std::optional<JobState> lock_state(Connection& connection, JobId id) {
  Rows rows = connection.select("SELECT state FROM job WHERE id = ? FOR UPDATE", {id});
  if (!rows.next()) return {};
  JobState state{};
  rows.read(state);
  return state;
}

}  // namespace

Enqueued JobRepository::enqueue(const JobDraft& draft) {
  Enqueued enqueued;
  for (int tries = 1;; ++tries) {
    const auto connection = database_.lease();
    try {
      enqueued = enqueue_job(*connection, draft, time_());
      break;
    } catch (const DatabaseError& error) {
      // Many who enqueue the same key at once can meet in a deadlock, which the server ends.
      if (!error.transient() || tries == 3) throw;
    }
  }
  if (enqueued.made) announce(draft.queue);
  return enqueued;
}

void JobRepository::announce(const std::string& queue) {
  if (JobListener* listener = listener_) listener->job_enqueued(queue);
}

std::optional<Job> JobRepository::job(JobId id) {
  const auto connection = database_.lease();
  return find_job(*connection, id);
}

std::optional<Job> JobRepository::open_job(const std::string& kind, const std::string& unique_key) {
  static const std::string sql =
      "SELECT " + std::string(kJobColumns) + " FROM job WHERE kind = ? AND open_key = ?";
  const auto connection = database_.lease();
  Rows rows = connection->select(sql, {kind, unique_key});
  if (!rows.next()) return {};
  return read_job(rows);
}

std::vector<Job> JobRepository::jobs(const JobFilter& filter, JobId before, std::uint32_t limit) {
  std::string sql = "SELECT " + std::string(kJobColumns) + " FROM job WHERE id < ?";
  std::vector<Value> values{before ? before : JobId(kMaxIdValue)};
  const auto narrow = [&](const char* condition, const Value& value) {
    sql += condition;
    values.push_back(value);
  };
  if (filter.state) narrow(" AND state = ?", *filter.state);
  if (filter.kind) narrow(" AND kind = ?", *filter.kind);
  if (filter.queue) narrow(" AND queue = ?", *filter.queue);
  if (filter.owner) narrow(" AND owner_id = ?", *filter.owner);
  sql += " ORDER BY id DESC LIMIT ?";
  values.emplace_back(limit);
  const auto connection = database_.lease();
  std::vector<Job> found;
  Rows rows = connection->select(sql, values.data(), values.size());
  while (rows.next()) found.push_back(read_job(rows));
  return found;
}

Outcome<Job> JobRepository::cancel(JobId id) {
  std::optional<Job> job;
  {
    const auto connection = database_.lease();
    Transaction transaction(*connection);
    const auto state = lock_state(*connection, id);
    if (!state) return not_found("job");
    if (*state == JobState::kDone || *state == JobState::kCancelled)
      return refuse(RefusalCode::kConflict, "This job has ended.");
    if (*state == JobState::kRunning)
      connection->execute("UPDATE job SET cancel_asked = TRUE WHERE id = ?", {id});
    else
      connection->execute(
          "UPDATE job SET state = ?, cancel_asked = TRUE, open_key = NULL, ended_at = ? WHERE id = ?",
          {JobState::kCancelled, time_(), id});
    job = find_job(*connection, id);
    transaction.commit();
  }
  if (JobListener* listener = listener_) listener->job_cancelled(id);
  return std::move(*job);
}

Outcome<Job> JobRepository::retry(JobId id) {
  std::optional<Job> job;
  try {
    const auto connection = database_.lease();
    Transaction transaction(*connection);
    const auto state = lock_state(*connection, id);
    if (!state) return not_found("job");
    if (*state != JobState::kDead)
      return refuse(RefusalCode::kConflict, "Only a job that has failed for good can be tried again.");
    connection->execute(
        "UPDATE job SET state = ?, attempts = 0, cancel_asked = FALSE, run_after = ?, open_key = unique_key,"
        " ended_at = NULL WHERE id = ?",
        {JobState::kWaiting, time_(), id});
    job = find_job(*connection, id);
    transaction.commit();
  } catch (const DatabaseError& error) {
    if (!error.duplicate()) throw;
    return refuse(RefusalCode::kConflict, "Another job for the same thing is waiting or running.");
  }
  announce(job->queue);
  return std::move(*job);
}

}  // namespace hearth::store
