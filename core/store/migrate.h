// Migrations: the schema's history. Numbered SQL files, part of the program, applied in order at start.
//
// A statement of DDL commits by itself, so a crash can come between any two: the table `migration` records
// after each how far it got, and the next start goes on from there. Statements that only change rows share
// one transaction with that record. When the crash came between a DDL statement and its record, the statement
// runs again, and "exists already" then counts as done.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "store/connection.h"

namespace hearth::store {

struct Migration {
  unsigned number;
  std::string_view name;
  std::string_view sql;  // statements that end with ';' at the end of a line; comment lines begin with --
};

/// Those of this program, by number. (Made from migrations/*.sql by the build.)
const std::vector<Migration>& bundled_migrations();

/// Told before each statement: migration, statement (from 1), of how many.
using MigrationProgress = std::function<void(const Migration&, std::size_t statement, std::size_t of)>;

/// Brings the schema to the newest of `migrations`; gives how many it applied. Only one server at a time does
/// it, others wait for it up to a minute. Throws std::runtime_error, in words for an administrator, when the
/// database is newer than the program, or when a migration that was applied is no longer the same;
/// DatabaseError when a statement fails. The connection should have no limit of time. Blocks.
std::size_t migrate(Connection& connection, const std::vector<Migration>& migrations = bundled_migrations(),
                    const MigrationProgress& progress = {});

}  // namespace hearth::store
