// House: a real hearthd with a database of its own, as a test wants it: started, stopped, killed, started
// again. The program is the one in HEARTH_TEST_HEARTHD.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "http_client.h"
#include "process.h"
#include "schema.h"

namespace hearth::story {

/// What a test wants different from a house that is open to everybody and limits nothing.
struct HouseRules {
  std::string registration = "open";
  std::uint32_t messages_per_minute = 0;
  std::uint32_t everybody_up_to = 50;
  std::uint32_t reads_per_minute = 0, writes_per_minute = 0, sign_ins_per_minute = 0;
  std::uint32_t people_per_address = 1;
  std::string base_url;
  std::vector<std::string> trusted_proxies{"unix"};
  std::uint32_t head_seconds = 10;
  std::uint32_t heartbeat_seconds = 45;
  std::uint32_t stop_seconds = 10;
  std::uint32_t deletion_grace_seconds = 0;
};

class House {
 public:
  /// Migrates and starts. Throws when it does not.
  explicit House(HouseRules rules = {});
  House(const House&) = delete;
  House& operator=(const House&) = delete;
  ~House();

  std::uint16_t port() const { return port_; }
  std::string socket_path() const { return folder_ / "hearthd.sock"; }
  const HouseRules& rules() const { return rules_; }
  HttpClient http() const { return HttpClient(port_); }
  Schema& schema() { return schema_; }

  /// Starts a stopped house, with other rules if given; the port may be another one.
  void start();
  void start(HouseRules rules);
  /// SIGTERM and the wait for the end. Throws unless it ends well: exit code 0, no complaint of a sanitizer.
  void stop();
  void begin_stop();
  void wait_stopped();
  /// SIGKILL.
  void kill();
  void restart() { stop(), start(); }

  /// Runs hearthd with this configuration and another action; what it printed. Throws unless it exits with
  /// `code`.
  std::string run_action(const std::vector<std::string>& action, int code = 0);
  std::string run_action(const std::string& action, int code = 0) {
    return run_action(std::vector<std::string>{action}, code);
  }

  /// What all runs of the server have said so far.
  std::string log() const;
  /// Waits until the log of the present run satisfies `found`.
  void wait_log(const std::function<bool(const std::string&)>& found);
  pid_t pid() const { return server_->pid(); }

  static std::string program();

 private:
  void write_settings() const;

  HouseRules rules_;
  Schema schema_;
  std::filesystem::path folder_;
  std::unique_ptr<Process> server_;
  std::string earlier_log_;
  std::uint16_t port_ = 0;
};

/// A folder of its own under the system's temporary one.
std::filesystem::path new_folder(const std::string& prefix);

}  // namespace hearth::story
