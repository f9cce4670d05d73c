// The check at start that what the database says is stored, is stored.
#pragma once

#include "store/connection.h"

namespace hearth::store {

/// Throws std::runtime_error, with a text that tells an administrator what to change, unless the server is
/// MariaDB 10.11 or MySQL 8.0 or later, the session speaks utf8mb4, and a commit is on disk before it is
/// answered (innodb_flush_log_at_trx_commit 1 or 3, no innodb_flush_method nosync, doublewrite on). With
/// `allow_weak` the last is only a loud warning in the log: a power cut may then lose what was acknowledged.
void check_durability(Connection& connection, bool allow_weak = false);

}  // namespace hearth::store
