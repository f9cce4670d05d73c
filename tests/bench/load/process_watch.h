// ProcessWatch: what other processes use, by the kernel's own books (proc(5)): CPU from /proc/PID/stat, in
// user and in kernel mode apart, memory from /proc/PID/status.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace hearth::bench {

struct CpuUse {
  double user_ms = 0;
  double system_ms = 0;
  CpuUse operator-(const CpuUse& other) const {
    return {user_ms - other.user_ms, system_ms - other.system_ms};
  }
};

struct Memory {
  double rss_kib = 0;   // VmRSS
  double anon_kib = 0;  // RssAnon: without what belongs to files, such as code
};

/// Both throw std::runtime_error when there is no such process.
CpuUse cpu_of(pid_t pid);
Memory memory_of(pid_t pid);
/// Of everything on this machine, since it was started.
double busy_ms_of_machine();

class ProcessWatch {
 public:
  /// `named`: "server=123", "database=124". The load generator itself is watched as "load".
  explicit ProcessWatch(const std::vector<std::string>& named);

  /// The differences are counted from here.
  void begin();
  void end();
  /// {"server":{"user_ms":…,"system_ms":…},…,"others_ms":…} between begin and end. "others": all that is not
  /// watched; when that is much, the figures are worth little.
  std::string json() const;

 private:
  struct Watched {
    std::string name;
    pid_t pid;
  };
  std::vector<CpuUse> look() const;

  std::vector<Watched> watched_;
  std::vector<CpuUse> begun_;
  std::vector<CpuUse> ended_;
  double machine_ms_ = 0;
};

}  // namespace hearth::bench
