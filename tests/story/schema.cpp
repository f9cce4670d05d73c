#include "schema.h"

#include <mysql.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <stdexcept>

namespace hearth::story {
namespace {

std::string socket_of_environment() {
  const char* socket = std::getenv("HEARTH_TEST_DB_SOCKET");
  if (socket == nullptr)
    throw std::runtime_error("HEARTH_TEST_DB_SOCKET is not set: the socket of a MariaDB for tests");
  return socket;
}

std::string fresh_name() {
  static std::atomic<int> count = 0;
  return "hearth_story_" + std::to_string(::getpid()) + "_" + std::to_string(++count);
}

}  // namespace

void Schema::Close::operator()(st_mysql* connection) const {
  ::mysql_close(connection);
}

Schema::Schema() : name_(fresh_name()), socket_(socket_of_environment()), connection_(::mysql_init(nullptr)) {
  if (::mysql_real_connect(connection_.get(), nullptr, "root", "", nullptr, 0, socket_.c_str(), 0) == nullptr)
    throw std::runtime_error(std::string("the test database: ") + ::mysql_error(connection_.get()));
  run("CREATE DATABASE " + name_);
  run("USE " + name_);
  run("SET NAMES utf8mb4");
}

Schema::~Schema() {
  ::mysql_query(connection_.get(), ("DROP DATABASE IF EXISTS " + name_).c_str());
}

std::vector<std::vector<std::string>> Schema::run(const std::string& sql) {
  if (::mysql_real_query(connection_.get(), sql.data(), sql.size()) != 0)
    throw std::runtime_error(std::string(::mysql_error(connection_.get())) + " in: " + sql);
  std::vector<std::vector<std::string>> rows;
  const std::unique_ptr<MYSQL_RES, decltype(&::mysql_free_result)> result(
      ::mysql_store_result(connection_.get()), &::mysql_free_result);
  if (!result) return rows;
  const unsigned columns = ::mysql_num_fields(result.get());
  while (const MYSQL_ROW row = ::mysql_fetch_row(result.get())) {
    const unsigned long* lengths = ::mysql_fetch_lengths(result.get());
    auto& out = rows.emplace_back();
    for (unsigned i = 0; i < columns; ++i)
      out.emplace_back(row[i] == nullptr ? "" : std::string(row[i], lengths[i]));
  }
  return rows;
}

std::uint64_t Schema::number(const std::string& sql) {
  const auto rows = run(sql);
  if (rows.size() != 1 || rows[0].size() != 1) throw std::runtime_error("no single number: " + sql);
  return std::stoull(rows[0][0]);
}

}  // namespace hearth::story
