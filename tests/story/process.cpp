#include "process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <stdexcept>
#include <system_error>

extern "C" {
#include <sys/pidfd.h>  // glibc 2.36 forgets that C++ might read it
}

namespace hearth::story {
namespace {

std::vector<std::string> joined_environment(const std::map<std::string, std::string>& more) {
  std::vector<std::string> out;
  for (char** one = environ; *one != nullptr; ++one) {
    const std::string entry(*one);
    if (!more.contains(entry.substr(0, entry.find('=')))) out.push_back(entry);
  }
  for (const auto& [name, value] : more) out.push_back(name + "=" + value);
  return out;
}

std::vector<char*> pointers(const std::vector<std::string>& texts) {
  std::vector<char*> out;
  for (const auto& text : texts) out.push_back(const_cast<char*>(text.c_str()));  // exec only reads them
  out.push_back(nullptr);
  return out;
}

}  // namespace

Process::Process(const std::vector<std::string>& command,
                 const std::map<std::string, std::string>& environment) {
  int pipe[2];
  if (::pipe2(pipe, O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
  const auto variables = joined_environment(environment);
  const auto arguments = pointers(command);
  const auto named = pointers(variables);
  const int nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  pid_ = ::fork();
  if (pid_ == 0) {
    // Only what is safe between fork and exec. Whatever happens to the test, nothing it started outlives it.
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::dup2(nothing, STDIN_FILENO);
    ::dup2(pipe[1], STDOUT_FILENO);
    ::dup2(pipe[1], STDERR_FILENO);
    ::execve(arguments[0], arguments.data(), named.data());
    ::_exit(127);
  }
  ::close(nothing);
  ::close(pipe[1]);
  out_ = pipe[0];
  if (pid_ < 0) {
    ::close(out_);
    throw std::system_error(errno, std::generic_category(), "fork");
  }
  reader_ = std::thread([this] { read_all(); });
}

Process::~Process() {
  if (!has_ended()) {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  reader_.join();
  ::close(out_);
}

void Process::read_all() {
  char buffer[4096];
  for (ssize_t n = 0; (n = ::read(out_, buffer, sizeof buffer)) > 0;) {
    const std::lock_guard lock(mutex_);
    output_.append(buffer, static_cast<std::size_t>(n));
    grown_.notify_all();
  }
  const std::lock_guard lock(mutex_);
  closed_ = true;
  grown_.notify_all();
}

void Process::signal(int number) {
  if (ended_ < 0) ::kill(pid_, number);
}

bool Process::has_ended() {
  if (ended_ >= 0) return true;
  int status = 0;
  if (::waitpid(pid_, &status, WNOHANG) != pid_) return false;
  ended_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return true;
}

int Process::wait() {
  if (has_ended()) return ended_;
  const int fd = ::pidfd_open(pid_, 0);
  pollfd ready{fd, POLLIN, 0};
  const int n = ::poll(&ready, 1, std::chrono::milliseconds(kPatience).count());
  ::close(fd);
  if (n != 1 || !has_ended())
    throw std::runtime_error("process " + std::to_string(pid_) + " does not end; it said:\n" + output());
  return ended_;
}

std::string Process::output() const {
  const std::lock_guard lock(mutex_);
  return output_;
}

bool Process::wait_output(const std::function<bool(const std::string&)>& found) {
  std::unique_lock lock(mutex_);
  if (!grown_.wait_for(lock, kPatience, [&] { return closed_ || found(output_); }))
    throw std::runtime_error("process " + std::to_string(pid_) + " never said what was awaited, but:\n" +
                             output_);
  return found(output_);
}

}  // namespace hearth::story
