// Messages that are posted later, as part of their authors' own logs. Each change of one that waits has a job
// of its own, enqueued in the same transaction; the turn tells the job whether it still is about the message
// as it is.
#include <algorithm>

#include "chat/post_scheduled.h"
#include "store/enqueue_job.h"
#include "store/personal_repository.h"
#include "store/personal_rows.h"
#include "store/personal_turn.h"

namespace hearth::store {
namespace {

using namespace chat;

struct Row {
  ScheduledMessage message;
  std::uint32_t turn = 0;
  bool taken = false;
  std::string key;
};

std::optional<Row> find(Connection& connection, PersonId person, std::string_view by, const Value& value) {
  Row row;
  ScheduledMessage& m = row.message;
  Rows rows =
      connection.select("SELECT " + std::string(kScheduledColumns) +
                            ", turn, taken, client_key FROM scheduled_message WHERE person_id = ? AND " +
                            std::string(by) + " = ?",
                        {person, value});
  if (!rows.next()) return {};
  rows.read(m.id, m.rev, m.conversation, m.body, m.reply_to, m.send_at, m.state, m.reason, m.seq, row.turn,
            row.taken, row.key);
  return row;
}

PersonalWrite written(ScheduledMessage message, bool changed) {
  PersonalWrite out;
  out.changed = changed;
  out.change.rev = message.rev;
  out.change.scheduled = std::move(message);
  return out;
}

void enqueue(Connection& connection, PersonId person, const ScheduledMessage& message, std::uint32_t turn,
             Time at) {
  JobDraft job;
  job.kind = kScheduledJob;
  job.queue = kScheduledQueue;
  job.payload = scheduled_payload(message.id, turn);
  job.run_after = message.send_at;
  job.owner = person;
  enqueue_job(connection, job, at);
}

bool same(const ScheduledMessage& a, const ScheduledMessage& b) {
  return a.body == b.body && a.send_at == b.send_at && a.state == b.state && a.reason == b.reason;
}

/// Not longer than its column, and no half letters.
std::string shortened(const std::string& reason) {
  std::size_t end = std::min<std::size_t>(reason.size(), 400);
  while (end < reason.size() && end > 0 && (static_cast<unsigned char>(reason[end]) & 0xC0) == 0x80) --end;
  return reason.substr(0, end);
}

}  // namespace

Outcome<PersonalWrite> PersonalRepository::schedule(PersonId person, const ScheduledDraft& draft, Time at) {
  const auto connection = database_.lease();
  PersonalTurn turn(*connection, person);
  if (const auto known = find(*connection, person, "client_key", draft.key))
    return written(known->message, false);
  {
    Rows rows = connection->select("SELECT COUNT(*) FROM scheduled_message WHERE person_id = ? AND state < 3",
                                   {person});
    std::uint64_t open = 0;
    if (rows.next()) rows.read(open);
    if (open >= kMostScheduled)
      return refuse(RefusalCode::kTooLarge, "You cannot keep more scheduled messages.");
  }
  ScheduledMessage message;
  message.rev = turn.rev();
  message.conversation = draft.conversation;
  message.body = draft.body;
  message.reply_to = draft.reply_to;
  message.send_at = draft.send_at;
  message.state = ScheduledState::kWaiting;
  connection->execute(
      "INSERT INTO scheduled_message (person_id, conversation_id, rev, client_key, reply_to, send_at, state,"
      " turn, taken, body) VALUES (?, ?, ?, ?, ?, ?, ?, 1, FALSE, ?)",
      {person, message.conversation, message.rev, draft.key, message.reply_to, message.send_at, message.state,
       message.body});
  message.id = connection->last_insert_id();
  enqueue(*connection, person, message, 1, at);
  turn.commit();
  return written(std::move(message), true);
}

Outcome<PersonalWrite> PersonalRepository::edit_scheduled(
    PersonId person, std::uint64_t id, const std::function<std::optional<Refusal>(ScheduledMessage&)>& edit,
    Time at) {
  const auto connection = database_.lease();
  PersonalTurn turn(*connection, person);
  auto row = find(*connection, person, "id", id);
  if (!row) return not_found("scheduled message");
  if (row->taken) return refuse(RefusalCode::kConflict, "It is being sent just now.");
  ScheduledMessage message = row->message;
  if (auto refusal = edit(message)) return Failure<Refusal>{std::move(*refusal)};
  if (same(message, row->message)) return written(std::move(message), false);
  message.rev = turn.rev();
  // What was taken back is gone for good.
  if (message.state == ScheduledState::kCancelled) message.body.clear();
  connection->execute(
      "UPDATE scheduled_message SET rev = ?, body = ?, send_at = ?, state = ?, reason = ?, turn = ?"
      " WHERE id = ?",
      {message.rev, message.body, message.send_at, message.state, message.reason, row->turn + 1, id});
  if (message.state == ScheduledState::kWaiting) enqueue(*connection, person, message, row->turn + 1, at);
  turn.commit();
  return written(std::move(message), true);
}

std::optional<TakenScheduled> PersonalRepository::take_scheduled(PersonId person, std::uint64_t id,
                                                                 std::uint32_t turn) {
  const auto connection = database_.lease();
  Transaction transaction(*connection);
  const std::uint64_t mine = connection->execute(
      "UPDATE scheduled_message SET taken = TRUE WHERE id = ? AND person_id = ? AND turn = ? AND state = ?"
      " AND NOT taken",
      {id, person, turn, ScheduledState::kWaiting});
  auto row = find(*connection, person, "id", id);
  // Taken by an earlier run of this job, which did not come to its end: the same.
  if (!row || row->turn != turn || row->message.state != ScheduledState::kWaiting) return {};
  if (mine > 0) transaction.commit();
  return TakenScheduled{std::move(row->message), std::move(row->key)};
}

PersonalWrite PersonalRepository::end_scheduled(PersonId person, std::uint64_t id,
                                                const Outcome<Seq>& outcome) {
  const auto connection = database_.lease();
  PersonalTurn turn(*connection, person);
  auto row = find(*connection, person, "id", id);
  if (!row || !row->taken) return written(row ? std::move(row->message) : ScheduledMessage{}, false);
  ScheduledMessage& message = row->message;
  message.rev = turn.rev();
  if (outcome) {
    message.state = ScheduledState::kSent;
    message.seq = *outcome;
    message.body.clear();  // it stands in the conversation now
  } else {
    message.state = ScheduledState::kFailed;
    message.reason = shortened(outcome.reason().message);
  }
  connection->execute(
      "UPDATE scheduled_message SET rev = ?, body = ?, state = ?, reason = ?, seq = ?, taken = FALSE"
      " WHERE id = ?",
      {message.rev, message.body, message.state, message.reason, message.seq, id});
  turn.commit();
  return written(std::move(message), true);
}

}  // namespace hearth::store
