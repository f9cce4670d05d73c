#include "store/database.h"

#include <condition_variable>
#include <mutex>
#include <vector>

namespace hearth::store {

struct Database::Pool {
  std::mutex mutex;
  std::condition_variable returned;
  std::vector<std::unique_ptr<Connection>> idle;
  std::size_t out = 0;

  void give_back(std::unique_ptr<Connection> connection) {
    {
      std::lock_guard lock(mutex);
      --out;
      if (connection) idle.push_back(std::move(connection));
    }
    returned.notify_one();
  }
};

Database::Database(DatabaseOptions options) : options_(std::move(options)), pool_(std::make_unique<Pool>()) {}

Database::~Database() = default;

Database::Lease Database::lease() {
  std::unique_ptr<Connection> connection;
  {
    std::unique_lock lock(pool_->mutex);
    if (!pool_->returned.wait_for(lock, options_.wait, [&] { return pool_->out < options_.pool_size; }))
      throw NoSessionFree();
    ++pool_->out;
    if (!pool_->idle.empty()) {
      connection = std::move(pool_->idle.back());
      pool_->idle.pop_back();
    }
  }
  try {
    // Connecting, and ending a session that died while idle, both talk to the server: not under the lock.
    if (!connection || !connection->alive()) connection = connect();
  } catch (...) {
    pool_->give_back(nullptr);
    throw;
  }
  return {*this, std::move(connection)};
}

std::unique_ptr<Connection> Database::connect() const {
  return std::make_unique<Connection>(options_);
}

std::unique_ptr<Connection> Database::connect_patiently() const {
  DatabaseOptions patient = options_;
  patient.statement_limit = std::chrono::milliseconds{0};
  return std::make_unique<Connection>(patient);
}

Database::Lease::Lease(Database& database, std::unique_ptr<Connection> connection)
    : database_(&database), connection_(std::move(connection)) {}

Database::Lease::~Lease() {
  if (!connection_) return;  // moved from
  if (connection_->broken()) connection_.reset();
  database_->pool_->give_back(std::move(connection_));
}

}  // namespace hearth::store
