// Process: a program that a test starts, with what it prints. Ends with its owner at the latest.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace hearth::story {

/// How long a test waits for what shall happen before it fails. Generous: a machine that is busy is no bug.
inline constexpr std::chrono::seconds kPatience{30};

class Process {
 public:
  /// `command` begins with a path. Standard input is empty; standard output and error come together in
  /// output(). `environment` is added to ours.
  explicit Process(const std::vector<std::string>& command,
                   const std::map<std::string, std::string>& environment = {});
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  /// Kills what still runs.
  ~Process();

  void signal(int number);
  /// Waits until it has ended; its exit code, or 128 + the signal that ended it. Throws when it does not end
  /// in time.
  int wait();
  bool has_ended();

  std::string output() const;
  /// Waits until `found` is true of the output; false when the program ended without. Throws when time is up.
  bool wait_output(const std::function<bool(const std::string&)>& found);

  pid_t pid() const { return pid_; }

 private:
  void read_all();

  pid_t pid_ = -1;
  int out_ = -1;
  int ended_ = -1;  // its exit code once it was waited for
  mutable std::mutex mutex_;
  std::condition_variable grown_;
  std::string output_;
  bool closed_ = false;
  std::thread reader_;
};

}  // namespace hearth::story
