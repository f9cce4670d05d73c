#include "process_watch.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace hearth::bench {
namespace {

std::string read_proc(pid_t pid, const char* name) {
  const std::ifstream file(fmt::format("/proc/{}/{}", pid, name));
  std::ostringstream text;
  text << file.rdbuf();
  if (text.str().empty()) throw std::runtime_error(fmt::format("there is no process {}", pid));
  return text.str();
}

double kib(const std::string& status, const std::string& name) {
  const auto at = status.find("\n" + name + ":");
  return at == std::string::npos ? 0 : std::stod(status.substr(at + name.size() + 2));
}

double ms_a_tick() {
  return 1000.0 / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

}  // namespace

double busy_ms_of_machine() {
  std::ifstream file("/proc/stat");
  std::string cpu;
  double user = 0, nice = 0, system = 0, idle = 0, wait = 0, irq = 0, softirq = 0;
  file >> cpu >> user >> nice >> system >> idle >> wait >> irq >> softirq;
  return (user + nice + system + irq + softirq) * ms_a_tick();
}

CpuUse cpu_of(pid_t pid) {
  const auto text = read_proc(pid, "stat");
  // The second field is the name in brackets and may hold blanks; utime and stime are the 14th and 15th.
  std::istringstream fields(text.substr(text.rfind(')') + 2));
  std::string skipped;
  for (int i = 3; i < 14; ++i) fields >> skipped;
  double user = 0, system = 0;
  fields >> user >> system;
  return {user * ms_a_tick(), system * ms_a_tick()};
}

Memory memory_of(pid_t pid) {
  const auto status = read_proc(pid, "status");
  return {kib(status, "VmRSS"), kib(status, "RssAnon")};
}

ProcessWatch::ProcessWatch(const std::vector<std::string>& named) {
  for (const auto& one : named) {
    const auto equals = one.find('=');
    if (equals == std::string::npos) throw std::runtime_error("--watch takes NAME=PID");
    watched_.push_back({one.substr(0, equals), std::stoi(one.substr(equals + 1))});
  }
  watched_.push_back({"load", ::getpid()});
}

std::vector<CpuUse> ProcessWatch::look() const {
  std::vector<CpuUse> out;
  for (const auto& one : watched_) out.push_back(cpu_of(one.pid));
  return out;
}

void ProcessWatch::begin() {
  machine_ms_ = busy_ms_of_machine();
  begun_ = look();
}

void ProcessWatch::end() {
  ended_ = look();
  machine_ms_ = busy_ms_of_machine() - machine_ms_;
}

std::string ProcessWatch::json() const {
  std::string out = "{";
  double others = machine_ms_;
  for (std::size_t i = 0; i < watched_.size() && i < ended_.size(); ++i) {
    const auto used = ended_[i] - begun_[i];
    out += fmt::format(R"({}"{}":{{"user_ms":{:.1f},"system_ms":{:.1f}}})", i ? "," : "", watched_[i].name,
                       used.user_ms, used.system_ms);
    others -= used.user_ms + used.system_ms;
  }
  return out + fmt::format(R"(,"others_ms":{:.0f}}})", std::max(0.0, others));
}

}  // namespace hearth::bench
