#include "store/connection.h"

#include <Poco/Data/MySQL/Connector.h>
#include <Poco/Data/MySQL/Utility.h>
#include <Poco/Data/Session.h>
#include <Poco/Exception.h>
#include <errmsg.h>
#include <ma_pvio.h>
#include <mysql.h>
#include <poll.h>

#include <algorithm>
#include <mutex>
#include <stdexcept>
#include <unordered_map>

#include "store/mysql_time.h"
#include "store/prepared.h"

namespace hearth::store {
namespace {

/// Statements kept per session. There are fewer texts than this in the program.
constexpr std::size_t kKeptStatements = 256;

std::string connection_string(const DatabaseOptions& options) {
  // "socket=" as the host is a connection string of MariaDB Connector/C, which Poco passes on as it is.
  std::string text = options.socket.empty() ? "host=" + options.host : "host=socket=" + options.socket;
  for (const std::string* part :
       {&options.socket, &options.host, &options.user, &options.password, &options.schema})
    if (part->find(';') != std::string::npos)
      throw std::invalid_argument("database settings must not contain a semicolon");
  text += ";port=" + std::to_string(options.port) + ";user=" + options.user + ";password=" + options.password;
  if (!options.schema.empty()) text += ";db=" + options.schema;
  text += ";character-set=utf8mb4;compress=false;auto-reconnect=false;reset=true";
  return text;
}

Poco::Data::Session open_session(const DatabaseOptions& options) {
  static std::once_flag once;
  std::call_once(once, [] { Poco::Data::MySQL::Connector::registerConnector(); });
  const auto seconds = std::max<std::int64_t>(1, options.connect_limit.count() / 1000);
  try {
    return {Poco::Data::MySQL::Connector::KEY, connection_string(options), static_cast<std::size_t>(seconds)};
  } catch (const Poco::Exception& e) {
    throw DatabaseError(CR_CONNECTION_ERROR, "cannot connect to the database: " + e.displayText());
  }
}

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

}  // namespace

struct Connection::Inside {
  explicit Inside(const DatabaseOptions& options)
      : session(open_session(options)), native(Poco::Data::MySQL::Utility::handle(session)) {}

  Poco::Data::Session session;
  MYSQL* native;
  // After the session, so that the statements are closed before it.
  std::unordered_map<std::string, std::unique_ptr<Prepared>, TextHash, std::equal_to<>> statements;
  Flavour flavour = Flavour::kMariaDb;
};

Connection::Connection(const DatabaseOptions& options) : inside_(std::make_unique<Inside>(options)) {
  MYSQL* native = inside_->native;
  if (std::string_view(mysql_get_server_info(native)).find("MariaDB") == std::string_view::npos)
    inside_->flavour = Flavour::kMySql;
  // A little more than the server allows itself, so that it is the server that ends a slow statement.
  const auto limit = options.statement_limit.count();
  const int patience = limit > 0 ? static_cast<int>(limit) + 3000 : -1;
  native->net.pvio->timeout[PVIO_READ_TIMEOUT] = patience;
  native->net.pvio->timeout[PVIO_WRITE_TIMEOUT] = patience;
  run("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED");
  run("SET autocommit = 1, time_zone = '+00:00', innodb_lock_wait_timeout = 5, sql_mode = "
      "'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'");
  if (inside_->flavour == Flavour::kMariaDb)
    execute("SET SESSION max_statement_time = ? / 1000", {limit});
  else
    execute("SET SESSION max_execution_time = ?", {limit});
}

Connection::~Connection() = default;

void Connection::fail(unsigned code, const char* text, std::string_view doing) {
  if (code == 0) {
    // An error in the middle of a result is told of the session, not of its statement.
    code = mysql_errno(inside_->native);
    text = mysql_error(inside_->native);
  }
  const DatabaseError error(code, "database error " + std::to_string(code) + ": " + text + " (" +
                                      std::string(doing.substr(0, 60)) + ")");
  if (!error.duplicate()) broken_ = true;
  throw error;
}

Prepared& Connection::prepare(std::string_view sql) {
  auto& statements = inside_->statements;
  if (const auto known = statements.find(sql); known != statements.end()) return *known->second;
  if (statements.size() >= kKeptStatements) statements.clear();
  auto prepared = std::make_unique<Prepared>();
  prepared->statement = mysql_stmt_init(inside_->native);
  if (prepared->statement == nullptr) throw std::bad_alloc();
  if (mysql_stmt_prepare(prepared->statement, sql.data(), sql.size()) != 0)
    fail(mysql_stmt_errno(prepared->statement), mysql_stmt_error(prepared->statement), sql);
  return *statements.emplace(std::string(sql), std::move(prepared)).first->second;
}

void Connection::start(Prepared& prepared, const Value* values, std::size_t count) {
  MYSQL_STMT* statement = prepared.statement;
  if (mysql_stmt_param_count(statement) != count)
    throw std::logic_error("wrong number of values for a statement");
  prepared.bind(values, count);
  if ((count > 0 && mysql_stmt_bind_param(statement, prepared.parameters.data()) != 0) ||
      mysql_stmt_execute(statement) != 0)
    fail(mysql_stmt_errno(statement), mysql_stmt_error(statement), "execute");
}

std::uint64_t Connection::execute(std::string_view sql, const Value* values, std::size_t count) {
  Prepared& prepared = prepare(sql);
  start(prepared, values, count);
  return mysql_stmt_affected_rows(prepared.statement);
}

std::uint64_t Connection::execute(std::string_view sql, std::initializer_list<Value> values) {
  return execute(sql, values.begin(), values.size());
}

Rows Connection::select(std::string_view sql, const Value* values, std::size_t count) {
  Prepared& prepared = prepare(sql);
  start(prepared, values, count);
  // Not at preparing: of INSERT … RETURNING the columns are known only after it ran.
  if (prepared.columns.empty()) prepared.learn_columns();
  if (mysql_stmt_bind_result(prepared.statement, prepared.results.data()) != 0)
    fail(mysql_stmt_errno(prepared.statement), mysql_stmt_error(prepared.statement), sql);
  return {*this, prepared};
}

Rows Connection::select(std::string_view sql, std::initializer_list<Value> values) {
  return select(sql, values.begin(), values.size());
}

void Connection::run(std::string_view sql) {
  MYSQL* native = inside_->native;
  if (mysql_real_query(native, sql.data(), sql.size()) != 0)
    fail(mysql_errno(native), mysql_error(native), sql);
  if (MYSQL_RES* rows = mysql_store_result(native)) mysql_free_result(rows);
}

std::uint64_t Connection::last_insert_id() const {
  return mysql_insert_id(inside_->native);
}

std::uint64_t Connection::number() const {
  return mysql_thread_id(inside_->native);
}

Flavour Connection::flavour() const {
  return inside_->flavour;
}

bool Connection::alive() const {
  // An idle session has nothing to read; what can be read is the server's good-bye, or the end of the stream.
  pollfd line{mysql_get_socket(inside_->native), POLLIN, 0};
  return line.fd >= 0 && ::poll(&line, 1, 0) == 0;
}

st_mysql* Connection::native() const {
  return inside_->native;
}

Transaction::Transaction(Connection& connection) : connection_(connection) {
  connection_.run("START TRANSACTION");
}

Transaction::~Transaction() {
  if (open_ && mysql_rollback(connection_.native()) != 0) connection_.mark_broken();
}

void Transaction::commit() {
  MYSQL* native = connection_.native();
  open_ = false;
  if (mysql_commit(native) != 0) connection_.fail(mysql_errno(native), mysql_error(native), "COMMIT");
}

}  // namespace hearth::store
