#include "test_database.h"

#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

#include "store/account_repository.h"
#include "store/conversation_repository.h"
#include "store/migrate.h"

namespace hearth::store {
namespace {

DatabaseOptions fresh_schema(const std::string& socket) {
  static std::atomic<int> count = 0;
  DatabaseOptions options;
  options.socket = socket;
  options.schema = "hearth_test_" + std::to_string(::getpid()) + "_" + std::to_string(++count);
  DatabaseOptions server = options;
  server.schema.clear();
  Connection(server).run("CREATE DATABASE " + options.schema);
  return options;
}

}  // namespace

std::string TestDatabase::test_socket() {
  const char* socket = std::getenv("HEARTH_TEST_DB_SOCKET");
  if (socket == nullptr)
    throw std::runtime_error("HEARTH_TEST_DB_SOCKET is not set: the socket of a MariaDB for tests");
  return socket;
}

TestDatabase::TestDatabase(Schema schema, const std::string& socket)
    : options_(fresh_schema(socket)), database_(options_), aside_(database_.connect()) {
  if (schema == Schema::kMigrated) migrate(*aside_);
}

TestDatabase::~TestDatabase() {
  try {
    aside_.reset();
    database_.connect()->run("DROP DATABASE " + options_.schema);
  } catch (const DatabaseError&) {
    // The server is gone, and its data folder goes next.
  }
}

std::uint64_t TestDatabase::number(std::string_view sql, std::initializer_list<Value> values) {
  std::optional<std::uint64_t> out;
  Rows rows = aside_->select(sql, values);
  if (!rows.next()) throw std::runtime_error("no row: " + std::string(sql));
  rows.read(out);
  return out.value_or(0);
}

chat::PersonId TestDatabase::person(const std::string& user_name) {
  chat::Account account;
  account.person.user_name = user_name;
  account.person.name = user_name;
  account.password_hash = "-";
  account.created_at = now();
  return AccountRepository(database_).add(account, {})->person.id;
}

chat::ConversationId TestDatabase::group(const std::vector<chat::PersonId>& people) {
  static std::atomic<int> count = 0;
  chat::GroupDraft draft;
  draft.owner = people.front();
  draft.key = "group " + std::to_string(++count);
  draft.name = "A group";
  draft.people.assign(people.begin() + 1, people.end());
  return ConversationRepository(database_).create_group(draft).id;
}

std::uint64_t rows_read(Connection& connection) {
  std::uint64_t sum = 0;
  Rows rows = connection.select(
      "SELECT variable_value FROM information_schema.session_status WHERE variable_name IN"
      " ('HANDLER_READ_FIRST', 'HANDLER_READ_KEY', 'HANDLER_READ_LAST', 'HANDLER_READ_NEXT', "
      "'HANDLER_READ_PREV')");
  while (rows.next()) {
    std::string text;
    rows.read(text);
    sum += std::stoull(text);
  }
  return sum;
}

}  // namespace hearth::store
