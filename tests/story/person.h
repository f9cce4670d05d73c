// Person: somebody with an account, as a program signs them in; and Device: one WebSocket of theirs.
#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <string>

#include "house.h"
#include "web_socket_client.h"

namespace hearth::story {

/// What came back for a command: `ok`, or why not.
struct Reply {
  Json ok;
  Json error;  // null when it went well
  std::string code() const { return error.is_null() ? "" : error.value("code", ""); }
};

class Device {
 public:
  /// Opens and waits for the welcome. Throws when it is refused.
  Device(House& house, const std::string& bearer);
  /// The same over a connection that is made already.
  Device(House& house, const std::string& bearer, ByteStream stream);

  const Json& welcome() const { return welcome_; }

  /// Gives a command and waits for its reply; events meanwhile are kept.
  Reply ask(const std::string& command, Json arguments = Json::object());
  /// The same, which must go well; gives `ok`.
  Json call(const std::string& command, Json arguments = Json::object());
  /// Gives a command without waiting; wait_reply takes the number.
  std::uint64_t send(const std::string& command, Json arguments);
  Reply wait_reply(std::uint64_t number);

  /// The first event of this name that `fits`, taken from those that have come or come now. Throws TooLate.
  Json expect(const std::string& event, const std::function<bool(const Json&)>& fits = {});
  /// Takes in what has come so far (a ping goes there and back), and counts the events that fit.
  std::size_t count(const std::string& event, const std::function<bool(const Json&)>& fits = {});
  /// Takes the oldest event; waits for one.
  Json next_event();
  std::optional<Json> take_event();

  /// The close code that the server ends it with.
  int wait_closed(std::string* reason = nullptr);
  WebSocketClient& socket() { return socket_; }
  /// The network is gone.
  void drop() { socket_.cut(); }

 private:
  /// One frame into inbox or replies. Throws when the connection ends.
  void read_one();

  House* house_;
  WebSocketClient socket_;
  Json welcome_;
  std::deque<Json> events_;
  std::map<std::uint64_t, Reply> replies_;
  std::map<std::uint64_t, std::string> asked_;  // commands without a reply so far
  std::uint64_t next_id_ = 1;
};

class Person {
 public:
  /// A new account with this name; the user name is made from it and is nobody else's.
  Person(House& house, const std::string& name);

  std::uint64_t id() const { return id_; }
  const std::string& name() const { return name_; }
  const std::string& user_name() const { return user_name_; }
  const std::string& password() const { return password_; }
  const std::string& token() const { return token_; }
  const std::string& refresh_token() const { return refresh_token_; }
  std::uint64_t session() const { return session_; }

  /// REST with the access token. The path begins below /api/v1.
  HttpAnswer ask(const std::string& method, const std::string& path, const Json& body = nullptr);
  /// The same with a whole path and more fields.
  HttpAnswer ask_at(const std::string& method, const std::string& target, const Json& body = nullptr,
                    Headers headers = {});
  /// The first, which must go well; gives the body.
  Json get(const std::string& path);
  /// One list of that body.
  Json list(const std::string& path, const std::string& of) { return get(path).at(of); }
  Json post(const std::string& path, const Json& body = Json::object());

  Device device() { return Device(*house_, token_); }
  House& house() { return *house_; }

  /// The direct conversation with somebody.
  std::uint64_t direct_with(const Person& other);
  /// A group of these people, with me as owner.
  std::uint64_t group(const std::string& name, const std::vector<const Person*>& people);

 private:
  House* house_;
  HttpClient http_;
  std::string name_, user_name_, password_, token_, refresh_token_;
  std::uint64_t id_ = 0, session_ = 0;
};

/// A key that no other message has.
std::string new_key();
/// The arguments of message.post.
Json message(std::uint64_t conversation, const std::string& body, const std::string& key = new_key());

}  // namespace hearth::story
