#include "own_server.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <stdexcept>
#include <thread>
#include <vector>

#include "store/connection.h"

namespace hearth::store {
namespace {

pid_t start_program(std::vector<std::string> arguments) {
  const pid_t child = ::fork();
  if (child != 0) return child;
  const int nowhere = ::open("/dev/null", O_RDWR);
  for (const int fd : {0, 1, 2}) ::dup2(nowhere, fd);
  std::vector<char*> raw;
  for (std::string& argument : arguments) raw.push_back(argument.data());
  raw.push_back(nullptr);
  ::execvp(raw[0], raw.data());
  ::_exit(127);
}

}  // namespace

OwnServer::OwnServer() {
  char folder[] = "/tmp/hearth-contract-XXXXXX";
  if (::mkdtemp(folder) == nullptr) throw std::runtime_error("no temporary folder");
  folder_ = folder;
  // On a machine that is full of other tests' servers an installation may fail for want of something; what it
  // was short of is there again a moment later.
  constexpr int kTries = 3;
  for (int tries = 1; !install(); ++tries)
    if (tries == kTries)
      throw std::runtime_error("mariadb-install-db failed " + std::to_string(kTries) + " times");
  start();
}

bool OwnServer::install() const {
  std::filesystem::remove_all(folder_ + "/data");
  int status = 0;
  ::waitpid(
      start_program({"mariadb-install-db", "--no-defaults", "--user=root", "--datadir=" + folder_ + "/data",
                     "--auth-root-authentication-method=normal", "--skip-test-db"}),
      &status, 0);
  return status == 0;
}

OwnServer::~OwnServer() {
  kill();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void OwnServer::start() {
  process_ = start_program({"mariadbd", "--no-defaults", "--user=root", "--datadir=" + folder_ + "/data",
                            "--socket=" + socket(), "--pid-file=" + folder_ + "/db.pid", "--skip-networking",
                            "--innodb-buffer-pool-size=32M", "--innodb-log-file-size=16M",
                            "--innodb-flush-log-at-trx-commit=1", "--character-set-server=utf8mb4"});
  DatabaseOptions options;
  options.socket = socket();
  for (;;) try {
      const Connection answers(options);
      return;
    } catch (const DatabaseError&) {
      if (::waitpid(process_, nullptr, WNOHANG) != 0) throw std::runtime_error("mariadbd ended by itself");
      std::this_thread::yield();
    }
}

void OwnServer::kill() {
  if (process_ <= 0) return;
  ::kill(process_, SIGKILL);
  ::waitpid(process_, nullptr, 0);
  process_ = -1;
}

void OwnServer::freeze() {
  ::kill(process_, SIGSTOP);
  // The signal is only on its way: a thread on another processor may still commit.
  int status = 0;
  if (::waitpid(process_, &status, WUNTRACED) != process_ || !WIFSTOPPED(status))
    throw std::runtime_error("the database did not stop");
}

void OwnServer::thaw() {
  ::kill(process_, SIGCONT);
}

}  // namespace hearth::store
