// AuthServer: the routes of signing in as they are served: a listening socket, the router with its
// middleware, auth, and a schema of its own on a real MariaDB. Only the hashes are cheap, and the clock can
// be moved.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "api/auth_routes.h"
#include "auth/create_first_admin.h"
#include "base/log.h"
#include "base/random.h"
#include "contract/test_database.h"
#include "net/server.h"
#include "store/account_repository.h"
#include "unit/net/raw_client.h"

namespace hearth::auth {

using Json = nlohmann::json;

inline const std::string kPassword = "a long walk at dusk";

/// The part of a running server that forgets everything when it is restarted.
struct Memory {
  Memory(store::AccountRepository& accounts, const Keys& keys, TimeSource time)
      : csrf(keys), access(keys, {}), devices(keys), guessing({}, time) {
    Sessions::Events events{[this](std::span<const chat::SessionId> ids) {
                              const std::lock_guard lock(mutex);
                              ended.insert(ended.end(), ids.begin(), ids.end());
                            },
                            [this](const chat::Account& account, const std::string& address) {
                              guessing.learn(account, address);
                            }};
    sessions = std::make_unique<Sessions>(accounts, access, csrf, SessionRules{}, std::move(events), time);
    desk = std::make_unique<Desk>(Desk{accounts, passwords, *sessions, guessing, devices});
    desk->registration = Registration::kOpen;
    desk->time = time;
    router = new api::Router({*sessions, csrf, origins});
    api::add_auth_routes(*router, {*desk, "Lighthouse", "1.2.3"});
    net::ServerOptions options;
    options.listen = {"127.0.0.1:0"};
    options.loops = 1;
    options.pool_threads = 8;
    server = std::make_unique<net::Server>(options, net::Server::Factory(router));
    server->start();
  }

  Csrf csrf;
  AccessTokens access;
  Devices devices;
  Guessing guessing;
  Origins origins{{}};
  PasswordPool passwords{{2, 16}, PasswordCost{1, 64}};
  std::mutex mutex;
  std::vector<chat::SessionId> ended;
  std::unique_ptr<Sessions> sessions;
  std::unique_ptr<Desk> desk;
  api::Router* router = nullptr;  // owned by the server
  std::unique_ptr<net::Server> server;
};

struct Answer {
  int status = 0;
  Json body;
  std::string content_type;
  std::vector<std::string> set_cookies;

  std::string code() const { return body.value("code", ""); }
  std::string field() const { return body.value("field", ""); }
  /// The value that the answer sets for a cookie.
  std::string cookie(const std::string& name) const {
    for (const std::string& line : set_cookies)
      if (line.starts_with(name + "=")) return line.substr(name.size() + 1, line.find(';') - name.size() - 1);
    return {};
  }
};

class AuthServer {
 public:
  AuthServer() {
    log::set_level(log::Level::kError);
    restart();
  }

  void restart() {
    memory_.reset();
    memory_ = std::make_unique<Memory>(accounts_, keys_, [this] { return time(); });
  }
  Memory& memory() { return *memory_; }
  store::AccountRepository& accounts() { return accounts_; }
  store::TestDatabase& database() { return database_; }

  Time time() const { return hearth::now() + std::chrono::milliseconds{ahead_ms_.load()}; }
  void move_clock(std::chrono::milliseconds by) { ahead_ms_ += by.count(); }

  /// One request on a connection of its own. `fields`: whole header lines, each with its CRLF.
  Answer ask(const std::string& method, const std::string& path, const std::string& body = {},
             const std::string& fields = {}) const {
    net::RawClient client(memory_->server->port());
    std::string request = method + " /api/v1" + path + " HTTP/1.1\r\nHost: chat.example\r\n" + fields;
    if (method != "GET")
      request += "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
    client.send(request + "\r\n" + body);
    const auto heard = client.answer();
    Answer answer;
    answer.status = heard.status;
    answer.content_type = heard.field("content-type");
    answer.body = heard.body.empty() ? Json::object() : Json::parse(heard.body);
    const auto [from, to] = heard.fields.equal_range("set-cookie");
    for (auto at = from; at != to; ++at) answer.set_cookies.push_back(at->second);
    return answer;
  }
  Answer post(const std::string& path, const Json& body, const std::string& fields = {}) const {
    return ask("POST", path, body.dump(), fields);
  }

  /// What a page of ours sends with each request.
  static std::string page(const std::string& cookie, const std::string& csrf) {
    return "Cookie: hearth_session=" + cookie + "\r\nX-CSRF-Token: " + csrf +
           "\r\nOrigin: http://chat.example\r\n";
  }
  static std::string bearer(const std::string& token) { return "Authorization: Bearer " + token + "\r\n"; }

  chat::Person join(const std::string& user_name,
                    chat::OrganisationRole role = chat::OrganisationRole::kMember) {
    chat::Account account;
    account.person.user_name = user_name;
    account.person.name = user_name;
    account.person.role = role;
    account.password_hash = *memory_->passwords.hash(kPassword);
    account.created_at = time();
    return accounts_.add(account, {})->person;
  }

  Answer log_in(const std::string& login, const std::string& as,
                const std::string& password = kPassword) const {
    return post("/auth/login", {{"login", login}, {"password", password}, {"as", as}});
  }

 private:
  store::TestDatabase database_;
  store::AccountRepository accounts_{database_.database()};
  Keys keys_ = Keys::from_text(random_token(32));
  std::atomic<std::int64_t> ahead_ms_{0};
  std::unique_ptr<Memory> memory_;
};

}  // namespace hearth::auth
