// The part of AccountRepository that keeps sessions and their tokens.
#include <algorithm>

#include "store/account_repository.h"
#include "store/many_values.h"

namespace hearth::store {
namespace {

using namespace chat;

constexpr std::size_t kAtOnce = 256;

std::optional<Session> find_session(Connection& connection, std::string_view where, const Value& value) {
  Rows rows = connection.select(
      "SELECT id, person_id, kind, token_hash, created_at, last_used_at, expires_at, ended_at, address, agent"
      " FROM session WHERE " +
          std::string(where),
      {value});
  if (!rows.next()) return {};
  Session s;
  rows.read(s.id, s.person, s.kind, s.token_hash, s.created_at, s.last_used_at, s.expires_at, s.ended_at,
            s.address, s.agent);
  return s;
}

/// One statement for up to kAtOnce pairs of id and time, padded with the last pair.
template <class Pairs, class Statement>
void write_pairs(Database& database, const Pairs& pairs, const Statement& statement) {
  if (pairs.empty()) return;
  const auto connection = database.lease();
  std::vector<Value> values;
  for (std::size_t from = 0; from < pairs.size(); from += kAtOnce) {
    const std::size_t some = std::min(kAtOnce, pairs.size() - from);
    const std::size_t n = size_class(some);
    values.clear();
    for (std::size_t i = 0; i < n; ++i) {
      const auto& [id, at] = pairs[from + std::min(i, some - 1)];
      values.insert(values.end(), {id, at});
    }
    connection->execute(statement(n), values.data(), values.size());
  }
}

}  // namespace

SessionId AccountRepository::add_session(const Session& session) {
  const auto connection = database_.lease();
  Transaction transaction(*connection);
  connection->execute(
      "INSERT INTO session (person_id, kind, token_hash, created_at, last_used_at, expires_at, ended_at, "
      "address,"
      " agent) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {session.person, session.kind, session.token_hash, session.created_at, session.last_used_at,
       session.expires_at, session.ended_at, session.address, session.agent});
  const SessionId id(connection->last_insert_id());
  if (session.kind == SessionKind::kProgram)
    connection->execute("INSERT INTO refresh_token (token_hash, session_id) VALUES (?, ?)",
                        {session.token_hash, id});
  transaction.commit();
  return id;
}

std::optional<Session> AccountRepository::session_by_token(const std::string& token_hash) {
  const auto connection = database_.lease();
  return find_session(*connection, "token_hash = ?", token_hash);
}

std::optional<Session> AccountRepository::session_by_id(SessionId id) {
  const auto connection = database_.lease();
  return find_session(*connection, "id = ?", id);
}

Rotation AccountRepository::rotate(const std::string& shown_hash, const std::string& next_hash, Time at,
                                   Time expires_at, const std::string& address) {
  const auto connection = database_.lease();
  Transaction transaction(*connection);
  SessionId id;
  std::optional<Time> used_at;
  {
    // Locked, so that of two who show the same token at once the second finds it used.
    Rows rows = connection->select(
        "SELECT session_id, used_at FROM refresh_token WHERE token_hash = ? FOR UPDATE", {shown_hash});
    if (!rows.next()) return {};
    rows.read(id, used_at);
  }
  Rotation rotation;
  rotation.session = find_session(*connection, "id = ? FOR UPDATE", id);
  if (!rotation.session) return {};
  Session& session = *rotation.session;
  if (session.ended_at || session.expires_at <= at) {
    rotation.result = Rotation::Result::kEnded;
    return rotation;
  }
  if (used_at) {
    connection->execute("UPDATE session SET ended_at = ? WHERE id = ?", {at, id});
    session.ended_at = at;
    rotation.result = Rotation::Result::kReused;
  } else {
    connection->execute("UPDATE refresh_token SET used_at = ? WHERE token_hash = ?", {at, shown_hash});
    connection->execute("INSERT INTO refresh_token (token_hash, session_id) VALUES (?, ?)", {next_hash, id});
    connection->execute(
        "UPDATE session SET token_hash = ?, last_used_at = ?, expires_at = ?, address = ? WHERE id = ?",
        {next_hash, at, expires_at, address, id});
    session.token_hash = next_hash;
    session.last_used_at = at;
    session.expires_at = expires_at;
    session.address = address;
    rotation.result = Rotation::Result::kRotated;
  }
  transaction.commit();
  return rotation;
}

bool AccountRepository::replace_token(SessionId id, const std::string& next_hash, Time at) {
  const auto connection = database_.lease();
  Transaction transaction(*connection);
  const auto session = find_session(*connection, "id = ? FOR UPDATE", id);
  if (!session || session->ended_at || session->expires_at <= at) return false;
  if (session->kind == SessionKind::kProgram) {
    connection->execute("UPDATE refresh_token SET used_at = ? WHERE session_id = ? AND used_at IS NULL",
                        {at, id});
    connection->execute("INSERT INTO refresh_token (token_hash, session_id) VALUES (?, ?)", {next_hash, id});
  }
  connection->execute("UPDATE session SET token_hash = ?, last_used_at = ? WHERE id = ?",
                      {next_hash, at, id});
  transaction.commit();
  return true;
}

bool AccountRepository::end_session(SessionId id, Time at) {
  const auto connection = database_.lease();
  return connection->execute("UPDATE session SET ended_at = ? WHERE id = ? AND ended_at IS NULL", {at, id}) ==
         1;
}

std::vector<SessionId> AccountRepository::end_sessions_of(PersonId person, SessionId except, Time at) {
  const auto connection = database_.lease();
  Transaction transaction(*connection);
  std::vector<SessionId> ended;
  {
    Rows rows = connection->select(
        "SELECT id FROM session WHERE person_id = ? AND ended_at IS NULL AND id <> ? FOR UPDATE",
        {person, except});
    while (rows.next()) rows.read(ended.emplace_back());
  }
  connection->execute("UPDATE session SET ended_at = ? WHERE person_id = ? AND ended_at IS NULL AND id <> ?",
                      {at, person, except});
  transaction.commit();
  return ended;
}

void AccountRepository::touch_sessions(const std::vector<std::pair<SessionId, Time>>& uses) {
  write_pairs(database_, uses, [](std::size_t n) {
    return "UPDATE session s JOIN (" + repeated("SELECT ? AS id, ? AS at", " UNION ALL ", n) +
           ") u ON u.id = s.id SET s.last_used_at = GREATEST(s.last_used_at, u.at)";
  });
}

void AccountRepository::note_last_seen(const std::vector<std::pair<PersonId, Time>>& seen) {
  write_pairs(database_, seen, [](std::size_t n) {
    return "INSERT INTO person_seen (person_id, last_seen_at) VALUES " + repeated("(?, ?)", ", ", n) +
           " ON DUPLICATE KEY UPDATE last_seen_at = GREATEST(last_seen_at, VALUES(last_seen_at))";
  });
}

std::size_t AccountRepository::forget_sessions(Time before, std::uint32_t limit) {
  const auto connection = database_.lease();
  return connection->execute("DELETE FROM session WHERE expires_at < ? ORDER BY expires_at LIMIT ?",
                             {before, limit});
}

}  // namespace hearth::store
