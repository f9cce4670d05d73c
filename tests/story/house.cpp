#include "house.h"

#include <signal.h>
#include <stdlib.h>

#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace hearth::story {
namespace {

std::string listed(const std::vector<std::string>& items) {
  std::string out = "[";
  for (const auto& item : items) out += (out.size() == 1 ? "\"" : ", \"") + item + "\"";
  return out + "]";
}

/// The port of the line {"message":"listening", "server.address":"127.0.0.1:1234"}; 0 when it is not there.
std::uint16_t port_in(const std::string& log) {
  const std::string before = "\"server.address\":\"127.0.0.1:";
  const auto at = log.find(before);
  if (at == std::string::npos || log.find('"', at + before.size()) == std::string::npos) return 0;
  return static_cast<std::uint16_t>(std::stoul(log.substr(at + before.size())));
}

}  // namespace

std::filesystem::path new_folder(const std::string& prefix) {
  std::string name = (std::filesystem::temp_directory_path() / (prefix + ".XXXXXX")).string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  return name;
}

std::string House::program() {
  const char* path = std::getenv("HEARTH_TEST_HEARTHD");
  if (path == nullptr) throw std::runtime_error("HEARTH_TEST_HEARTHD is not set: the path of hearthd");
  return path;
}

House::House(HouseRules rules) : rules_(std::move(rules)), folder_(new_folder("hearth-story")) {
  std::filesystem::create_directory(folder_ / "web");
  std::ofstream(folder_ / "web" / "index.html") << "<!doctype html><title>Hearth</title>";
  std::filesystem::create_directory(folder_ / "web" / "api-docs");
  std::ofstream(folder_ / "web" / "api-docs" / "index.html") << "<!doctype html><title>API</title>";
  std::ofstream(folder_ / "web" / "api-docs" / "page.css") << "html { margin: 0 }";
  write_settings();
  run_action("--migrate");
  start();
}

House::~House() {
  server_.reset();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void House::write_settings() const {
  std::ofstream out(folder_ / "hearth.yaml");
  out << "listen: [\"127.0.0.1:0\", \"unix:" << socket_path() << "\"]\n"
      << "base_url: \"" << rules_.base_url << "\"\n"
      << "trusted_proxies: " << listed(rules_.trusted_proxies) << "\n"
      << "web: {folder: " << (folder_ / "web").string() << "}\n"
      << "database: {socket: " << schema_.socket() << ", name: " << schema_.name() << ", user: root}\n"
      << "secrets: {folder: " << (folder_ / "secrets").string() << "}\n"
      << "accounts: {registration: " << rules_.registration << "}\n"
      << "limits: {messages_per_minute: " << rules_.messages_per_minute
      << ", everybody_up_to: " << rules_.everybody_up_to << ", reads_per_minute: " << rules_.reads_per_minute
      << ", writes_per_minute: " << rules_.writes_per_minute
      << ", expensive_per_minute: 0, sign_ins_per_minute: " << rules_.sign_ins_per_minute
      << ", people_per_address: " << rules_.people_per_address << "}\n"
      << "groups: {deletion_grace_seconds: " << rules_.deletion_grace_seconds << "}\n"
      << "threads: {loops: 2, requests: 4}\n"
      << "timeouts: {head_seconds: " << rules_.head_seconds
      << ", heartbeat_seconds: " << rules_.heartbeat_seconds << ", stop_seconds: " << rules_.stop_seconds
      << "}\n"
      << "log: {level: debug}\n";
}

std::string House::run_action(const std::vector<std::string>& action, int code) {
  std::vector<std::string> command{program(), "--config", folder_ / "hearth.yaml"};
  command.insert(command.end(), action.begin(), action.end());
  Process process(command);
  const int ended = process.wait();
  process.wait_output([](const std::string&) { return false; });  // up to its end
  if (ended != code)
    throw std::runtime_error("hearthd " + action.front() + " ended with " + std::to_string(ended) + ":\n" +
                             process.output());
  return process.output();
}

void House::start(HouseRules rules) {
  rules_ = std::move(rules);
  write_settings();
  start();
}

void House::start() {
  if (server_) earlier_log_ += server_->output();
  server_ =
      std::make_unique<Process>(std::vector<std::string>{program(), "--config", folder_ / "hearth.yaml"});
  if (!server_->wait_output([](const std::string& log) { return port_in(log) != 0; }))
    throw std::runtime_error("hearthd did not start:\n" + server_->output());
  port_ = port_in(server_->output());
  if (http().get("/health").status != 200) throw std::runtime_error("hearthd is not healthy:\n" + log());
}

void House::begin_stop() {
  server_->signal(SIGTERM);
}

void House::wait_stopped() {
  const int code = server_->wait();
  server_->wait_output([](const std::string&) { return false; });
  const std::string said = server_->output();
  if (code != 0 || said.find("Sanitizer") != std::string::npos ||
      said.find("runtime error:") != std::string::npos)
    throw std::runtime_error("hearthd ended with " + std::to_string(code) + ":\n" + said);
}

void House::stop() {
  begin_stop();
  wait_stopped();
}

void House::kill() {
  server_->signal(SIGKILL);
  server_->wait();
}

std::string House::log() const {
  return earlier_log_ + (server_ ? server_->output() : "");
}

void House::wait_log(const std::function<bool(const std::string&)>& found) {
  if (!server_->wait_output(found)) throw std::runtime_error("hearthd ended:\n" + server_->output());
}

}  // namespace hearth::story
