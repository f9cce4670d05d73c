// The part of JobRepository for those who work on jobs. Rows are changed by their primary key only, and those
// looked for by another index are skipped when somebody holds them, so that workers cannot deadlock.
#include <algorithm>

#include "base/text.h"
#include "store/enqueue_job.h"
#include "store/job_repository.h"
#include "store/job_row.h"
#include "store/many_values.h"

namespace hearth::store {
namespace {

using namespace chat;

constexpr std::string_view kLostIts = "Its process ended, or lost the database for longer than its lease.";

/// At most `most` code points of what may be any bytes.
std::string fit(const std::string& text, std::size_t most) {
  std::string out = text;
  if (!is_utf8(out))
    for (char& c : out)
      if ((c & 0x80) != 0) c = '?';
  for (std::size_t at = 0, count = 0; at < out.size(); ++at)
    if ((out[at] & 0xc0) != 0x80 && count++ == most) out.resize(at);
  return out;
}

std::string fit_note(const JobProgress& progress) {
  return fit(progress.note, 400);
}

/// Whether this run still has its job. Its row, once run is another, never goes back: so what was written
/// before with the same condition has taken effect exactly if this says so.
JobHold hold_of(Connection& connection, const Job& job) {
  Rows rows = connection.select("SELECT cancel_asked FROM job WHERE id = ? AND state = ? AND run = ?",
                                {job.id, JobState::kRunning, job.run});
  if (!rows.next()) return JobHold::kLost;
  bool cancel_asked = false;
  rows.read(cancel_asked);
  return cancel_asked ? JobHold::kCancelAsked : JobHold::kHeld;
}

}  // namespace

TakenJob JobRepository::take(const std::string& queue, const std::vector<std::string>& kinds, Time at,
                             Time lease_until) {
  if (kinds.empty()) return {};
  const std::size_t n = size_class(kinds.size());
  const std::string among = " AND kind IN (" + repeated("?", ", ", n) + ")";
  std::vector<Value> values{queue, JobState::kWaiting, at};
  for (std::size_t i = 0; i < n; ++i) values.emplace_back(kinds[std::min(i, kinds.size() - 1)]);

  const auto connection = database_.lease();
  TakenJob taken;
  {
    Transaction transaction(*connection);
    {
      Rows rows = connection->select("SELECT " + std::string(kJobColumns) +
                                         " FROM job FORCE INDEX (due) WHERE queue = ? AND state = ? AND "
                                         "run_after <= ?" +
                                         among + " ORDER BY run_after LIMIT 1 FOR UPDATE SKIP LOCKED",
                                     values.data(), values.size());
      if (rows.next()) taken.job = read_job(rows);
    }
    if (taken.job) {
      Job& job = *taken.job;
      job.state = JobState::kRunning;
      ++job.run;
      ++job.attempts;
      job.started_at = at;
      connection->execute(
          "UPDATE job SET state = ?, run = ?, attempts = ?, started_at = ?, lease_until = ? WHERE id = ?",
          {job.state, job.run, job.attempts, at, lease_until, job.id});
      transaction.commit();
      return taken;
    }
  }
  Rows rows = connection->select(
      "SELECT run_after FROM job FORCE INDEX (due) WHERE queue = ? AND state = ? AND "
      "run_after > ?" +
          among + " ORDER BY run_after LIMIT 1",
      values.data(), values.size());
  if (rows.next()) rows.read(taken.next_due.emplace());
  return taken;
}

JobHold JobRepository::renew(const Job& job, Time lease_until) {
  const auto connection = database_.lease();
  connection->execute("UPDATE job SET lease_until = ? WHERE id = ? AND state = ? AND run = ?",
                      {lease_until, job.id, JobState::kRunning, job.run});
  return hold_of(*connection, job);
}

JobHold JobRepository::save(const Job& job, const std::string& checkpoint, const JobProgress& progress,
                            Time lease_until) {
  const auto connection = database_.lease();
  // Assignments are done from left to right: attempts looks at the checkpoint of before.
  connection->execute(
      "UPDATE job SET attempts = IF(checkpoint = ?, attempts, 1), checkpoint = ?, done = ?, total = ?, note "
      "= ?,"
      " lease_until = ? WHERE id = ? AND state = ? AND run = ?",
      {checkpoint, checkpoint, progress.done, progress.total, fit_note(progress), lease_until, job.id,
       JobState::kRunning, job.run});
  return hold_of(*connection, job);
}

bool JobRepository::end(const Job& job, JobState state, const std::string& error, const JobProgress& progress,
                        Time at) {
  const auto connection = database_.lease();
  return connection->execute(
             "UPDATE job SET state = ?, open_key = NULL, lease_until = NULL, ended_at = ?, last_error = ?,"
             " done = ?, total = ?, note = ? WHERE id = ? AND state = ? AND run = ?",
             {state, at, fit(error, 1000), progress.done, progress.total, fit_note(progress), job.id,
              JobState::kRunning, job.run}) == 1;
}

bool JobRepository::fail(const Job& job, const std::string& error, const JobProgress& progress, Time at,
                         Time again) {
  const auto connection = database_.lease();
  return connection->execute(
             "UPDATE job SET state = IF(cancel_asked, ?, ?), open_key = IF(cancel_asked, NULL, open_key),"
             " ended_at = IF(cancel_asked, ?, NULL), lease_until = NULL, run_after = ?, last_error = ?,"
             " done = ?, total = ?, note = ? WHERE id = ? AND state = ? AND run = ?",
             {JobState::kCancelled, JobState::kWaiting, at, again, fit(error, 1000), progress.done,
              progress.total, fit_note(progress), job.id, JobState::kRunning, job.run}) == 1;
}

bool JobRepository::give_back(const Job& job, const JobProgress& progress, Time at) {
  const auto connection = database_.lease();
  return connection->execute(
             "UPDATE job SET state = IF(cancel_asked, ?, ?), open_key = IF(cancel_asked, NULL, open_key),"
             " ended_at = IF(cancel_asked, ?, NULL), lease_until = NULL, attempts = attempts - 1,"
             " done = ?, total = ?, note = ? WHERE id = ? AND state = ? AND run = ?",
             {JobState::kCancelled, JobState::kWaiting, at, progress.done, progress.total, fit_note(progress),
              job.id, JobState::kRunning, job.run}) == 1;
}

std::size_t JobRepository::take_over(Time at, std::uint32_t limit) {
  const auto connection = database_.lease();
  std::vector<JobId> orphans;
  {
    Rows rows = connection->select(
        "SELECT id FROM job FORCE INDEX (lease) WHERE state = ? AND lease_until < ?"
        " ORDER BY lease_until LIMIT ?",
        {JobState::kRunning, at, limit});
    while (rows.next()) rows.read(orphans.emplace_back());
  }
  std::size_t count = 0;
  // Assignments are done from left to right: run_after looks at the lease.
  for (const JobId id : orphans)
    count += connection->execute(
        "UPDATE job SET state = IF(cancel_asked, ?, ?), open_key = IF(cancel_asked, NULL, open_key),"
        " ended_at = IF(cancel_asked, ?, NULL), last_error = ?, run_after = IF(attempts > 1,"
        " DATE_ADD(lease_until, INTERVAL attempts * attempts MINUTE), run_after), lease_until = NULL"
        " WHERE id = ? AND state = ? AND lease_until < ?",
        {JobState::kCancelled, JobState::kWaiting, at, kLostIts, id, JobState::kRunning, at});
  return count;
}

Time JobRepository::run_schedule(const std::string& name, const std::string& rhythm, Time at, Time next,
                                 const JobDraft& draft) {
  const auto connection = database_.lease();
  Transaction transaction(*connection);
  std::string known_rhythm;
  Time due;
  {
    Rows rows =
        connection->select("SELECT rhythm, next_due FROM job_schedule WHERE name = ? FOR UPDATE", {name});
    if (rows.next()) rows.read(known_rhythm, due);
  }
  if (known_rhythm.empty()) {
    // IGNORE: another process may be just as early, with the same.
    connection->execute("INSERT IGNORE INTO job_schedule (name, rhythm, next_due) VALUES (?, ?, ?)",
                        {name, rhythm, next});
  } else if (known_rhythm != rhythm) {
    connection->execute("UPDATE job_schedule SET rhythm = ?, next_due = ? WHERE name = ?",
                        {rhythm, next, name});
  } else if (due > at) {
    return due;
  } else {
    JobDraft once = draft;
    if (!once.unique_key) once.unique_key = "schedule " + name;
    enqueue_job(*connection, once, at);
    connection->execute("UPDATE job_schedule SET next_due = ?, last_due = ? WHERE name = ?",
                        {next, due, name});
    transaction.commit();
    announce(draft.queue);
    return next;
  }
  transaction.commit();
  return next;
}

std::size_t JobRepository::forget(Time ended, Time dead, std::uint32_t limit) {
  const auto connection = database_.lease();
  std::size_t count = 0;
  for (const auto& [state, before] :
       {std::pair{JobState::kDone, ended}, {JobState::kCancelled, ended}, {JobState::kDead, dead}})
    count += connection->execute("DELETE FROM job WHERE state = ? AND ended_at < ? ORDER BY ended_at LIMIT ?",
                                 {state, before, limit});
  return count;
}

}  // namespace hearth::store
