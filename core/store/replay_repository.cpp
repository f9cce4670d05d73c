#include "store/replay_repository.h"

namespace hearth::store {

using namespace chat;

Replays::Found ReplayRepository::begin(PersonId person, std::string_view key, std::string_view request,
                                       Time at) {
  const auto connection = database_.lease();
  // Both statements of their own: a request that was given up, and one that is a day old, make room.
  connection->execute(
      "DELETE FROM replay WHERE person_id = ? AND key_hash = ?"
      " AND (began_at < ? OR (status = 0 AND began_at < ?))",
      {person, key, at - kReplaysKept, at - kReplayLease});
  bool is_new = true;
  try {
    connection->execute(
        "INSERT INTO replay (person_id, key_hash, request_hash, began_at) VALUES (?, ?, ?, ?)",
        {person, key, request, at});
  } catch (const DatabaseError& error) {
    if (!error.duplicate()) throw;
    is_new = false;
  }
  if (is_new) {
    // Who sends more than that loses the oldest.
    connection->execute(
        "DELETE FROM replay WHERE person_id = ? AND began_at <= (SELECT began_at FROM (SELECT began_at FROM"
        " replay WHERE person_id = ? ORDER BY began_at DESC LIMIT 1 OFFSET ?) oldest)",
        {person, person, std::uint64_t{kReplaysOfPerson}});
    return {};
  }
  Found found;
  Rows rows = connection->select(
      "SELECT request_hash, status, content_type, etag, body FROM replay WHERE person_id = ? AND key_hash = "
      "?",
      {person, key});
  if (!rows.next()) return {State::kInFlight, {}};  // it was dropped in between: ask again
  std::string stored;
  std::optional<std::string> body;
  rows.read(stored, found.answer.status, found.answer.content_type, found.answer.etag, body);
  found.answer.body = std::move(body).value_or("");
  found.state = stored != request          ? State::kOther
                : found.answer.status == 0 ? State::kInFlight
                                           : State::kAnswered;
  return found;
}

void ReplayRepository::keep(PersonId person, std::string_view key, const GivenAnswer& answer) {
  database_.lease()->execute(
      "UPDATE replay SET status = ?, content_type = ?, etag = ?, body = ? WHERE person_id = ? AND key_hash = "
      "?",
      {answer.status, answer.content_type, answer.etag, answer.body, person, key});
}

void ReplayRepository::drop(PersonId person, std::string_view key) {
  database_.lease()->execute("DELETE FROM replay WHERE person_id = ? AND key_hash = ? AND status = 0",
                             {person, key});
}

std::size_t ReplayRepository::forget(Time before, std::uint32_t limit) {
  return database_.lease()->execute("DELETE FROM replay WHERE began_at < ? LIMIT ?", {before, limit});
}

}  // namespace hearth::store
