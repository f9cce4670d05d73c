// Database: the one door to MariaDB (10.11 or later) or MySQL (8.0 or later). Owned by the app; any thread.
#pragma once

#include <memory>
#include <string>

#include "store/connection.h"
#include "store/options.h"

namespace hearth::store {

class Database {
 public:
  /// A session on loan. Goes back to the pool at the end of its scope, or is ended if it failed in any way.
  class Lease {
   public:
    Lease(Database& database, std::unique_ptr<Connection> connection);
    Lease(Lease&&) noexcept = default;
    Lease& operator=(Lease&&) = delete;
    ~Lease();
    Connection* operator->() const { return connection_.get(); }
    Connection& operator*() const { return *connection_; }

   private:
    Database* database_;
    std::unique_ptr<Connection> connection_;
  };

  /// Connects to nothing yet.
  explicit Database(DatabaseOptions options);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  /// A session from the pool. When all are out, waits for one up to `options.wait`, then throws
  /// NoSessionFree; throws DatabaseError when the database cannot be reached. Blocks.
  Lease lease();

  /// A session of one's own, outside the pool. Blocks.
  std::unique_ptr<Connection> connect() const;
  /// The same without a limit of time for its statements: migrations, loading.
  std::unique_ptr<Connection> connect_patiently() const;

  const DatabaseOptions& options() const { return options_; }

 private:
  struct Pool;

  const DatabaseOptions options_;
  const std::unique_ptr<Pool> pool_;
};

}  // namespace hearth::store
