// DatabaseOptions: where the database is and how long we wait for it.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace hearth::store {

struct DatabaseOptions {
  std::string socket;  // path of the Unix socket; empty: host and port
  std::string host = "127.0.0.1";
  std::uint16_t port = 3306;
  std::string user = "root";
  std::string password;
  std::string schema;
  std::size_t pool_size = 8;                      // sessions that requests share
  std::chrono::milliseconds wait{2000};           // for a free session
  std::chrono::milliseconds connect_limit{3000};  // whole seconds count
  std::chrono::milliseconds statement_limit{
      10'000};  // the server ends a statement that takes longer; 0: no limit
};

}  // namespace hearth::store
