// OwnServer: a MariaDB that a test may kill. Its data lie in a folder of its own, removed at the end.
#pragma once

#include <sys/types.h>

#include <string>

namespace hearth::store {

class OwnServer {
 public:
  /// Installs and starts it; returns when it answers.
  OwnServer();
  ~OwnServer();
  OwnServer(const OwnServer&) = delete;
  OwnServer& operator=(const OwnServer&) = delete;

  std::string socket() const { return folder_ + "/db.sock"; }
  /// As if the machine had stopped it: SIGKILL, no good-bye.
  void kill();
  void start();
  /// SIGSTOP and SIGCONT: there, but answering nothing, from the return on.
  void freeze();
  void thaw();

 private:
  bool install() const;
  std::string folder_;
  pid_t process_ = -1;
};

}  // namespace hearth::store
