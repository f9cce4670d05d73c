// TestDatabase: a schema of its own on the test server, migrated, and dropped at the end. Made in setUp (a
// member std::optional): CppUnit constructs all fixtures already when the tests are only listed, without a
// server.
#pragma once

#include <atomic>
#include <string>

#include "chat/values.h"
#include "store/database.h"

namespace hearth::store {

class TestDatabase {
 public:
  enum class Schema { kMigrated, kEmpty };

  explicit TestDatabase(Schema schema = Schema::kMigrated, const std::string& socket = test_socket());
  ~TestDatabase();
  TestDatabase(const TestDatabase&) = delete;
  TestDatabase& operator=(const TestDatabase&) = delete;

  /// HEARTH_TEST_DB_SOCKET; throws when it is not set.
  static std::string test_socket();

  const DatabaseOptions& options() const { return options_; }
  Database& database() { return database_; }
  /// A session beside all others, for looking and for breaking things.
  Connection& aside() { return *aside_; }

  /// One number of one row.
  std::uint64_t number(std::string_view sql, std::initializer_list<Value> values = {});

  /// A person with an account, named as said.
  chat::PersonId person(const std::string& user_name);
  /// A group of these people; the first is its owner.
  chat::ConversationId group(const std::vector<chat::PersonId>& people);

 private:
  DatabaseOptions options_;
  Database database_;
  std::unique_ptr<Connection> aside_;
};

/// How many rows the storage engine has read for this session so far, by index or by scan. Asking adds to it,
/// always the same number.
std::uint64_t rows_read(Connection& connection);

}  // namespace hearth::store
