#include "app/settings.h"

#include <yaml-cpp/yaml.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "app/one_document.h"
#include "app/settings_reader.h"
#include "base/text.h"

namespace hearth::app {
namespace {

/// A line that may quote anything from the file, as a terminal may show it: one line, no control characters.
std::string for_terminal(std::string line) {
  constexpr std::size_t kLongest = 400;
  const bool text = is_utf8(line);
  for (char& c : line)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f || (!text && (c & 0x80) != 0)) c = '?';
  if (line.size() <= kLongest) return line;
  std::size_t end = kLongest;
  while (end > 0 && (line[end] & 0xc0) == 0x80) --end;
  return line.substr(0, end) + "…";
}

std::string read_file(const std::string& path, const std::string& what) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw SettingsError(path + ": " + what + " cannot be read");
  return std::string(std::istreambuf_iterator<char>(in), {});
}

/// "https://chat.example.org" or with a port; nothing behind it.
bool is_base_url(const std::string& url) {
  for (const std::string scheme : {"https://", "http://"})
    if (url.starts_with(scheme)) {
      const std::string rest = url.substr(scheme.size());
      return !rest.empty() && rest.find_first_of("/?#@ \\") == std::string::npos;
    }
  return false;
}

void read_database(SettingsReader& in, Settings::Database& out) {
  in.text("socket", out.socket);
  in.text("host", out.host);
  in.number("port", out.port, 1, 65535);
  in.text("name", out.name, 64);
  in.text("user", out.user, 80);
  in.text("password_file", out.password_file);
  in.number("sessions", out.sessions, 2, 200);
  in.number("writers", out.writers, 0, 16);
  in.flag("allow_lossy", out.allow_lossy);
  if (out.name.empty()) in.wrong("name", "must not be empty");
  if (out.user.empty()) in.wrong("user", "must not be empty");
}

void read_all(SettingsReader& in, Settings& out) {
  in.section("organisation", [&](SettingsReader& s) {
    s.text("name", out.organisation.name, 80);
    if (trim(out.organisation.name).empty()) s.wrong("name", "must not be empty");
  });
  in.texts("listen", out.listen);
  if (out.listen.empty()) in.wrong("listen", "must name at least one address");
  in.text("base_url", out.base_url);
  if (!out.base_url.empty() && !is_base_url(out.base_url))
    in.wrong("base_url", "must be like https://chat.example.org, without a path");
  in.texts("trusted_proxies", out.trusted_proxies);
  in.section("web", [&](SettingsReader& s) { s.text("folder", out.web.folder); });
  in.section("database", [&](SettingsReader& s) { read_database(s, out.database); });
  in.section("secrets", [&](SettingsReader& s) { s.text("folder", out.secrets.folder); });
  in.section("accounts", [&](SettingsReader& s) {
    auto registration = static_cast<std::size_t>(out.accounts.registration);
    s.choice("registration", registration, {"open", "invite", "closed"});
    out.accounts.registration = static_cast<Settings::Accounts::Registration>(registration);
    s.number("password_min_length", out.accounts.password_min_length, 10, 128);
  });
  in.section("limits", [&](SettingsReader& s) {
    s.number("messages_per_minute", out.limits.messages_per_minute, 0, 1'000'000);
    s.number("connections", out.limits.connections, 10, 1'000'000);
    s.number("connections_per_address", out.limits.connections_per_address, 1, 1'000'000);
    s.number("everybody_up_to", out.limits.everybody_up_to, 0, 1'000'000);
    s.number("frame_bytes", out.limits.frame_bytes, 70'000, 16'777'216);
    s.number("reads_per_minute", out.limits.reads_per_minute, 0, 60'000);
    s.number("writes_per_minute", out.limits.writes_per_minute, 0, 60'000);
    s.number("expensive_per_minute", out.limits.expensive_per_minute, 0, 60'000);
    s.number("sign_ins_per_minute", out.limits.sign_ins_per_minute, 0, 60'000);
    s.number("people_per_address", out.limits.people_per_address, 1, 100'000);
  });
  in.section("groups", [&](SettingsReader& s) {
    s.number("deletion_grace_seconds", out.groups.deletion_grace_seconds, 0, 604'800);
  });
  in.section("threads", [&](SettingsReader& s) {
    s.number("loops", out.threads.loops, 0, 64);
    s.number("requests", out.threads.requests, 2, 256);
    s.number("passwords", out.threads.passwords, 0, 64);
  });
  in.section("jobs", [&](SettingsReader& s) {
    s.number("lease_seconds", out.jobs.lease_seconds, 10, 3600);
    s.number("poll_seconds", out.jobs.poll_seconds, 1, 300);
    s.number("keep_days", out.jobs.keep_days, 1, 3650);
    s.number("keep_dead_days", out.jobs.keep_dead_days, 1, 3650);
  });
  in.section("timeouts", [&](SettingsReader& s) {
    s.number("head_seconds", out.timeouts.head_seconds, 1, 120);
    s.number("heartbeat_seconds", out.timeouts.heartbeat_seconds, 5, 600);
    s.number("stop_seconds", out.timeouts.stop_seconds, 1, 120);
  });
  in.section("log", [&](SettingsReader& s) {
    std::size_t level = 1;
    const std::vector<std::string> levels{"debug", "info", "warning", "error"};
    s.choice("level", level, levels);
    out.log.level = levels[level];
  });
  in.finish();
}

}  // namespace

Settings parse_settings(const std::string& text, const std::string& name) {
  Settings settings;
  std::vector<std::string> errors;
  try {
    // A quote that is never closed passes unseen when white space follows it.
    const std::string trimmed = text.substr(0, text.find_last_not_of(" \t\r\n") + 1);
    if (const auto line = line_of_second_document(trimmed))
      errors.push_back(name + ":" + std::to_string(*line + 1) +
                       ": the settings are one document; this is a second");
    SettingsReader reader(YAML::Load(trimmed), name, "", errors);
    read_all(reader, settings);
  } catch (const YAML::Exception& broken) {
    errors.push_back(name + ":" + std::to_string(broken.mark.line + 1) + ": this is not YAML: " + broken.msg);
  }
  if (errors.empty()) return settings;
  std::string all;
  for (const auto& error : errors) all += (all.empty() ? "" : "\n") + for_terminal(error);
  throw SettingsError(all);
}

Settings load_settings(const std::string& path) {
  Settings settings = parse_settings(read_file(path, "the settings"), path);
  if (const char* given = std::getenv("HEARTH_DATABASE_PASSWORD")) {
    settings.database.password = given;
  } else if (!settings.database.password_file.empty()) {
    std::string password = read_file(settings.database.password_file, "the database's password");
    while (password.ends_with('\n') || password.ends_with('\r')) password.pop_back();
    settings.database.password = std::move(password);
  }
  return settings;
}

}  // namespace hearth::app
