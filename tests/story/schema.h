// Schema: a database of its own for one test, on the MariaDB whose socket is in HEARTH_TEST_DB_SOCKET (user
// root, no password). Gone with its owner.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

struct st_mysql;

namespace hearth::story {

class Schema {
 public:
  Schema();
  Schema(const Schema&) = delete;
  Schema& operator=(const Schema&) = delete;
  ~Schema();

  const std::string& name() const { return name_; }
  const std::string& socket() const { return socket_; }

  /// Runs one statement; the rows of its answer as text. Throws what the server says.
  std::vector<std::vector<std::string>> run(const std::string& sql);
  /// The one number that the statement answers.
  std::uint64_t number(const std::string& sql);

 private:
  struct Close {
    void operator()(st_mysql* connection) const;
  };
  std::string name_, socket_;
  std::unique_ptr<st_mysql, Close> connection_;
};

}  // namespace hearth::story
