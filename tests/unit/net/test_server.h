// A Server on a free port with handlers that are lambdas, for the tests of net/.
#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/guarded.h"
#include "net/request.h"
#include "net/response.h"
#include "net/server.h"
#include "unit/net/raw_client.h"

namespace hearth::net {

/// Something that happens once, on another thread, and is waited for.
class Signal {
 public:
  void set();
  /// Fails the test when it does not come within 20 seconds.
  void wait();

 private:
  std::mutex mutex_;
  std::condition_variable came_;
  bool set_ = false;
};

using Handle = std::function<void(Request&, Response&)>;

/// Accepts every upgrade with a handler of its own, and keeps what was heard.
class TestSockets : public UpgradeFront {
 public:
  using OnUpgrade = std::function<void(const RequestHead&, UpgradeTicket)>;
  /// Instead of accepting, from now on.
  void on_upgrade_do(OnUpgrade instead);
  // Before the first connection:
  std::function<void(WebSocket&)> on_open_do;
  std::function<void(WebSocket&, std::string_view)> on_text_do;  // default: echo

  void on_upgrade(const RequestHead& head, UpgradeTicket ticket) override;
  std::unique_ptr<WebSocketHandler> make_handler();

  /// Waits until so many sockets were closed; their codes in the order of closing.
  std::vector<int> closed(std::size_t count);
  std::vector<WebSocketRef> opened(std::size_t count);

 private:
  class Handler;
  OnUpgrade instead_;  // guarded by mutex_, as all below
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<int> closed_;
  std::vector<WebSocketRef> opened_;
};

class TestServer {
 public:
  /// Options that fit a test: a free port, two loops, time-outs that nobody meets by chance.
  static ServerOptions options();

  explicit TestServer(ServerOptions options = TestServer::options(), bool with_sockets = true);
  ~TestServer();

  /// What a path is answered with from now on; others get 404.
  void on(const std::string& path, Handle handle);

  RawClient client() const { return RawClient(server->port()); }
  /// One request on a connection of its own.
  RawClient::Answer ask(const std::string& bytes) const;

  TestSockets sockets;
  std::unique_ptr<Server> server;

 private:
  class Factory;
  std::shared_ptr<Guarded<std::map<std::string, Handle>>> routes_;
};

/// "GET path HTTP/1.1", with a Host and the given fields.
std::string get(const std::string& path, const std::string& fields = {});
std::string post(const std::string& path, const std::string& body, const std::string& fields = {});

}  // namespace hearth::net
