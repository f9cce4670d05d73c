// Settings: what config/hearth.yaml says, typed and checked.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

namespace hearth::app {

struct Settings {
  struct Organisation {
    std::string name = "Hearth";
  } organisation;
  std::vector<std::string> listen{"127.0.0.1:8080"};
  std::string base_url;
  std::vector<std::string> trusted_proxies{"unix"};
  struct Web {
    std::string folder = "/usr/share/hearth/web";
  } web;
  struct Database {
    std::string socket = "/run/mysqld/mysqld.sock";
    std::string host = "127.0.0.1";
    std::uint32_t port = 3306;
    std::string name = "hearth";
    std::string user = "hearth";
    std::string password_file;
    std::string password;  // from the file or the environment, never from the settings themselves
    std::uint32_t sessions = 8;
    std::uint32_t writers = 0;
    bool allow_lossy = false;
  } database;
  struct Secrets {
    std::string folder = "/var/lib/hearth/secrets";
  } secrets;
  struct Accounts {
    enum class Registration { kOpen, kInvite, kClosed } registration = Registration::kInvite;
    std::uint32_t password_min_length = 10;
  } accounts;
  struct Limits {
    std::uint32_t messages_per_minute = 240;
    std::uint32_t connections = 18000;
    std::uint32_t connections_per_address = 1000;
    std::uint32_t frame_bytes = 131072;
    std::uint32_t everybody_up_to = 50;
    std::uint32_t reads_per_minute = 6000;
    std::uint32_t writes_per_minute = 3000;
    std::uint32_t expensive_per_minute = 300;
    std::uint32_t sign_ins_per_minute = 300;
    std::uint32_t people_per_address = 50;
  } limits;
  struct Groups {
    std::uint32_t deletion_grace_seconds = 60;
  } groups;
  struct Threads {
    std::uint32_t loops = 0;
    std::uint32_t requests = 16;
    std::uint32_t passwords = 0;
  } threads;
  struct Jobs {
    std::uint32_t lease_seconds = 60;
    std::uint32_t poll_seconds = 5;
    std::uint32_t keep_days = 14;
    std::uint32_t keep_dead_days = 90;
  } jobs;
  struct Timeouts {
    std::uint32_t head_seconds = 10;
    std::uint32_t heartbeat_seconds = 45;
    std::uint32_t stop_seconds = 10;
  } timeouts;
  struct Log {
    std::string level = "info";
  } log;
};

/// All that is wrong with a settings file, one `file:line: key: what is wrong and what is allowed` per line.
class SettingsError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Parses settings. Throws SettingsError. `name` stands for the file in messages.
Settings parse_settings(const std::string& text, const std::string& name);

/// Reads the file and the secrets it points to. Throws SettingsError, also where a file cannot be read.
Settings load_settings(const std::string& path);

}  // namespace hearth::app
