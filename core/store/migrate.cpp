#include "store/migrate.h"

#include <algorithm>
#include <map>
#include <stdexcept>

#include "base/clock.h"
#include "base/encoding.h"
#include "base/text.h"
#include "store/sha256.h"

namespace hearth::store {
namespace {

struct Applied {
  std::string name;
  std::string checksum;
  std::size_t statements_done = 0;
  bool finished = false;
};

/// The statements of a file, without comment lines.
std::vector<std::string> statements_of(std::string_view sql) {
  std::vector<std::string> out;
  std::string statement;
  while (!sql.empty()) {
    const auto end = std::min(sql.find('\n'), sql.size());
    const std::string_view line = trim(sql.substr(0, end));
    sql.remove_prefix(std::min(end + 1, sql.size()));
    if (line.empty() || line.starts_with("--")) continue;
    statement += line;
    if (line.ends_with(';')) {
      statement.pop_back();
      out.push_back(std::move(statement));
      statement.clear();
    } else {
      statement += '\n';
    }
  }
  if (!trim(statement).empty()) throw std::runtime_error("a migration ends in the middle of a statement");
  return out;
}

bool changes_rows_only(std::string_view statement) {
  for (const std::string_view verb : {"INSERT", "UPDATE", "DELETE", "REPLACE"})
    if (statement.starts_with(verb)) return true;
  return false;
}

/// What a DDL statement says that had been done already: table, column, key exists; column or key is gone.
bool done_before(const DatabaseError& error) {
  constexpr unsigned kCodes[] = {1050, 1060, 1061, 1091, 1051, 1826};
  return std::find(std::begin(kCodes), std::end(kCodes), error.code()) != std::end(kCodes);
}

/// Held as long as it lives; the server gives it up by itself when the session ends.
class MigrationLock {
 public:
  explicit MigrationLock(Connection& connection) : connection_(connection) {
    std::optional<int> got;
    Rows rows = connection.select("SELECT GET_LOCK(LEFT(CONCAT('hearth.migrate.', DATABASE()), 64), 60)");
    if (rows.next()) rows.read(got);
    if (got != 1)
      throw std::runtime_error("Another server has been migrating this database for over a minute.");
  }
  ~MigrationLock() {
    try {
      connection_.run("DO RELEASE_LOCK(LEFT(CONCAT('hearth.migrate.', DATABASE()), 64))");
    } catch (const DatabaseError&) {
      // The session is gone, and the lock with it.
    }
  }
  MigrationLock(const MigrationLock&) = delete;
  MigrationLock& operator=(const MigrationLock&) = delete;

 private:
  Connection& connection_;
};

std::map<unsigned, Applied> read_applied(Connection& connection) {
  connection.run(
      "CREATE TABLE IF NOT EXISTS migration ("
      " number INT UNSIGNED NOT NULL PRIMARY KEY, name VARCHAR(100) NOT NULL, checksum CHAR(64) NOT NULL,"
      " statements_done INT UNSIGNED NOT NULL, started_at DATETIME(3) NOT NULL, finished_at DATETIME(3) NULL"
      ") ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin");
  std::map<unsigned, Applied> all;
  Rows rows = connection.select(
      "SELECT number, name, checksum, statements_done, finished_at IS NOT NULL FROM migration ORDER BY "
      "number");
  while (rows.next()) {
    unsigned number = 0;
    Applied applied;
    rows.read(number, applied.name, applied.checksum, applied.statements_done, applied.finished);
    all.emplace(number, std::move(applied));
  }
  return all;
}

std::string checksum_of(std::string_view sql) {
  const auto digest = Sha256().of(sql);
  return to_hex({digest.data(), digest.size()});
}

void record(Connection& connection, const Migration& migration, std::size_t done, std::size_t of) {
  connection.execute("UPDATE migration SET statements_done = ?, finished_at = ? WHERE number = ?",
                     {done, done == of ? std::optional(now()) : std::nullopt, migration.number});
}

void apply(Connection& connection, const Migration& migration, std::size_t done,
           const MigrationProgress& progress) {
  const auto statements = statements_of(migration.sql);
  const std::size_t of = statements.size();
  bool may_be_done =
      done > 0 || connection.execute(
                      "INSERT IGNORE INTO migration (number, name, checksum, statements_done, started_at) "
                      "VALUES (?, ?, ?, 0, ?)",
                      {migration.number, migration.name, checksum_of(migration.sql), now()}) == 0;
  while (done < of) {
    if (changes_rows_only(statements[done])) {
      Transaction together(connection);
      for (; done < of && changes_rows_only(statements[done]); ++done) {
        if (progress) progress(migration, done + 1, of);
        connection.execute(statements[done]);
      }
      record(connection, migration, done, of);
      together.commit();
    } else {
      if (progress) progress(migration, done + 1, of);
      try {
        connection.run(statements[done]);
      } catch (const DatabaseError& error) {
        if (!may_be_done || !done_before(error)) throw;
      }
      record(connection, migration, ++done, of);
    }
    may_be_done = false;
  }
}

}  // namespace

std::size_t migrate(Connection& connection, const std::vector<Migration>& migrations,
                    const MigrationProgress& progress) {
  const MigrationLock lock(connection);
  const auto applied = read_applied(connection);
  const unsigned newest = migrations.empty() ? 0 : migrations.back().number;
  if (!applied.empty() && applied.rbegin()->first > newest)
    throw std::runtime_error("The database has been migrated to " + std::to_string(applied.rbegin()->first) +
                             " (" + applied.rbegin()->second.name + ") by a newer Hearth; this one knows " +
                             std::to_string(newest) + ". Install the newer release, or restore a backup.");
  std::size_t count = 0;
  for (const Migration& migration : migrations) {
    const auto before = applied.find(migration.number);
    if (before != applied.end() && before->second.checksum != checksum_of(migration.sql))
      throw std::runtime_error("Migration " + std::to_string(migration.number) + " (" + before->second.name +
                               ") was applied to this database in another form than this program has it.");
    if (before != applied.end() && before->second.finished) continue;
    apply(connection, migration, before == applied.end() ? 0 : before->second.statements_done, progress);
    ++count;
  }
  return count;
}

}  // namespace hearth::store
