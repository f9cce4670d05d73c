// The door between HTTP and WebSocket: whoever implements UpgradeFront decides, as late as it likes and from
// any thread, whether a request becomes a WebSocket.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "net/event_loop.h"
#include "net/request_head.h"
#include "net/web_socket.h"

namespace hearth::net {

/// The right, and the duty, to answer one upgrade exactly once. Dropping it answers 500. Any thread; must not
/// outlive the Server. Does nothing when the client has gone meanwhile.
class UpgradeTicket {
 public:
  using Headers = std::vector<std::pair<std::string, std::string>>;

  UpgradeTicket(EventLoop& loop, SocketKey key) : loop_(&loop), key_(key) {}
  UpgradeTicket(UpgradeTicket&& other) noexcept
      : loop_(std::exchange(other.loop_, nullptr)), key_(other.key_) {}
  UpgradeTicket& operator=(UpgradeTicket&& other) noexcept {
    std::swap(loop_, other.loop_);
    std::swap(key_, other.key_);
    return *this;
  }
  ~UpgradeTicket();

  /// The connection becomes a WebSocket that `handler` serves. `subprotocol` must be one that the client
  /// offered.
  void accept(std::unique_ptr<WebSocketHandler> handler, std::optional<std::string> subprotocol = {});

  /// An ordinary HTTP answer instead. Names and values of `headers` are checked as a Response's are; a bad
  /// one makes it a 500.
  void refuse(int status, std::string content_type, std::string body, Headers headers = {});

  /// The loop that the WebSocket will live on.
  EventLoop& loop() const { return *loop_; }
  /// The name that the WebSocket will have.
  WebSocketRef ref() const { return {*loop_, key_}; }

 private:
  EventLoop* loop_;
  SocketKey key_;
};

class UpgradeFront {
 public:
  virtual ~UpgradeFront() = default;
  /// A valid opening handshake (RFC 6455 section 4.2.1) has come. On the loop's thread, must not block.
  /// `head` ends with the call. Checking the path, the Origin and who it is is yours.
  virtual void on_upgrade(const RequestHead& head, UpgradeTicket ticket) = 0;
};

}  // namespace hearth::net
