// raw_insert: what a message costs the database at the least. One connection inserts 200-byte messages into a
// plain table, 128 rows a transaction, both ways the client library knows; the database's CPU time comes from
// /proc/<pid>/stat. Prints one line of JSON.
//
//   raw_insert --db-socket /path/to.sock --schema raw --db-pid 1234 [--seconds 3] [--rows 128]
#include <mysql.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

using Number = unsigned long long;

[[noreturn]] static void die(const std::string& what, const char* why) {
  std::fprintf(stderr, "raw_insert: %s: %s\n", what.c_str(), why);
  std::exit(1);
}

/// User and system time of a process so far, in microseconds (proc(5), fields 14 and 15).
static double cpu_of(const std::string& pid) {
  std::ifstream file("/proc/" + pid + "/stat");
  std::string text((std::istreambuf_iterator<char>(file)), {});
  if (text.empty()) die("--db-pid " + pid, "no such process");
  std::istringstream rest(text.substr(text.rfind(')') + 2));
  std::string skipped;
  for (int i = 3; i < 14; ++i) rest >> skipped;
  double user = 0, system = 0;
  rest >> user >> system;
  return (user + system) * 1e6 / static_cast<double>(sysconf(_SC_CLK_TCK));
}

struct Measured {
  double cpu_us = 0, per_second = 0;
};

/// `places`: rows in one statement; with 1, all rows are bound as arrays to one row of places.
static Measured measure(MYSQL* db, const std::string& pid, std::size_t rows, bool arrays, double seconds) {
  const auto run = [&](const std::string& sql) {
    if (mysql_query(db, sql.c_str()) != 0) die(sql, mysql_error(db));
  };
  run("DROP TABLE IF EXISTS message");
  run("CREATE TABLE message (conversation BIGINT UNSIGNED NOT NULL, seq BIGINT UNSIGNED NOT NULL,"
      " sender BIGINT UNSIGNED NOT NULL, at DATETIME(3) NOT NULL, body TEXT NOT NULL,"
      " PRIMARY KEY (conversation, seq)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4");
  std::string sql = "INSERT INTO message VALUES (?, ?, ?, ?, ?)";
  for (std::size_t i = 1; !arrays && i < rows; ++i) sql += ", (?, ?, ?, ?, ?)";
  MYSQL_STMT* statement = mysql_stmt_init(db);
  if (mysql_stmt_prepare(statement, sql.data(), sql.size()) != 0) die(sql, mysql_stmt_error(statement));

  std::vector<Number> conversation(rows), seq(rows), sender(rows);
  MYSQL_TIME at{};
  at.year = 2026, at.month = 3, at.day = 22, at.second_part = 120'000,
  at.time_type = MYSQL_TIMESTAMP_DATETIME;
  std::string body(200, 'x');
  unsigned long length = body.size();
  std::vector<MYSQL_TIME*> times(rows, &at);
  std::vector<char*> bodies(rows, body.data());
  std::vector<unsigned long> lengths(rows, length);
  std::vector<MYSQL_BIND> binds((arrays ? 1 : rows) * 5);
  for (std::size_t i = 0; i < binds.size() / 5; ++i) {
    MYSQL_BIND* bind = &binds[i * 5];
    Number* const columns[] = {&conversation[i], &seq[i], &sender[i]};
    for (int k = 0; k < 3; ++k) {
      bind[k].buffer_type = MYSQL_TYPE_LONGLONG;
      bind[k].is_unsigned = 1;
      bind[k].buffer = columns[k];
    }
    bind[3].buffer_type = MYSQL_TYPE_DATETIME;
    bind[4].buffer_type = MYSQL_TYPE_STRING;
    bind[3].buffer = arrays ? static_cast<void*>(times.data()) : &at;
    bind[4].buffer = arrays ? static_cast<void*>(bodies.data()) : body.data();
    bind[4].length = arrays ? lengths.data() : &length;
    bind[4].buffer_length = length;
  }
  if (arrays) {
    unsigned size = static_cast<unsigned>(rows);
    mysql_stmt_attr_set(statement, STMT_ATTR_ARRAY_SIZE, &size);
  }
  if (mysql_stmt_bind_param(statement, binds.data()) != 0) die("bind", mysql_stmt_error(statement));

  constexpr std::size_t kConversations = 20;
  std::vector<Number> heads(kConversations);
  Number total = 0;
  using Clock = std::chrono::steady_clock;
  const double before = cpu_of(pid);
  const auto begin = Clock::now();
  double elapsed = 0;
  for (; elapsed < seconds; elapsed = std::chrono::duration<double>(Clock::now() - begin).count()) {
    for (std::size_t i = 0; i < rows; ++i) {
      const std::size_t k = i * kConversations / rows;
      conversation[i] = k + 1;
      seq[i] = ++heads[k];
      sender[i] = total % 1000 + 1;
      ++total;
    }
    if (mysql_stmt_execute(statement) != 0) die("execute", mysql_stmt_error(statement));
    if (mysql_commit(db) != 0) die("COMMIT", mysql_error(db));
  }
  const double cpu = cpu_of(pid) - before;
  mysql_stmt_close(statement);
  return {cpu / static_cast<double>(total), static_cast<double>(total) / elapsed};
}

int main(int argc, char** argv) {
  std::map<std::string, std::string> options{{"--schema", "raw"}, {"--seconds", "3"}, {"--rows", "128"}};
  for (int i = 1; i + 1 < argc; i += 2) options[argv[i]] = argv[i + 1];
  MYSQL* db = mysql_init(nullptr);
  if (!mysql_real_connect(db, "localhost", "root", "", nullptr, 0, options["--db-socket"].c_str(), 0))
    die("connect", mysql_error(db));
  for (const std::string& sql :
       {std::string("SET NAMES utf8mb4"), "CREATE DATABASE IF NOT EXISTS " + options["--schema"],
        "USE " + options["--schema"], std::string("SET autocommit = 0")})
    if (mysql_query(db, sql.c_str()) != 0) die(sql, mysql_error(db));
  const auto rows = static_cast<std::size_t>(std::stoul(options["--rows"]));
  const double seconds = std::stod(options["--seconds"]);
  measure(db, options["--db-pid"], rows, false, 0.5);  // to warm up
  const Measured multi = measure(db, options["--db-pid"], rows, false, seconds);
  const Measured arrays = measure(db, options["--db-pid"], rows, true, seconds);
  mysql_query(db, "DROP TABLE message");
  std::printf(R"({"rows":%zu,"multi_row":{"db_cpu_us_per_message":%.2f,"messages_per_second":%.0f},)"
              R"("array_bound":{"db_cpu_us_per_message":%.2f,"messages_per_second":%.0f}})"
              "\n",
              rows, multi.cpu_us, multi.per_second, arrays.cpu_us, arrays.per_second);
  mysql_close(db);
}
