// WebSocket: one open connection as its user sees it, and WebSocketRef, a name for it that may be kept
// anywhere. Owned by its EventLoop; everything here but WebSocketRef happens on that loop's thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "net/event_loop.h"

namespace hearth::net {

class WebSocket;

/// Why a connection was closed, beyond the codes of RFC 6455 section 7.4.
inline constexpr int kCloseGoingAway = 1001;
inline constexpr int kCloseLost = 1006;  ///< never sent: the connection broke, or nothing was heard any more
inline constexpr int kCloseInternal = 1011;
inline constexpr int kCloseSlow = 4429;  ///< the reader fell behind by more than the outbox holds

/// Names a WebSocket from any thread. Cheap to copy, safe to keep after the socket has gone; it must not be
/// used after the Server has been destroyed.
class WebSocketRef {
 public:
  WebSocketRef() = default;
  WebSocketRef(EventLoop& loop, SocketKey key) : loop_(&loop), key_(key) {}

  /// Runs use(WebSocket&) on the socket's loop, in the order of the calls; does nothing when the socket is
  /// gone by then. Any thread.
  template <class F>
  void post(F use) const {
    if (loop_)
      loop_->post([ref = *this, use = std::move(use)]() mutable {
        if (WebSocket* socket = ref.find()) use(*socket);
      });
  }
  /// The socket, or null when it is gone. Only on its loop's thread.
  WebSocket* find() const;
  /// Null for a reference to nothing.
  EventLoop* loop() const { return loop_; }
  explicit operator bool() const { return loop_ != nullptr; }
  bool operator==(const WebSocketRef&) const = default;

 private:
  EventLoop* loop_ = nullptr;
  SocketKey key_;
};

class WebSocket {
 public:
  /// Sends an encoded frame (see frame.h) at the end of this turn, together with all others of the turn. Does
  /// nothing once the socket is closing. A reader who falls behind is closed with kCloseSlow, never from
  /// inside this call.
  virtual void send(const Bytes& frame) = 0;

  /// Starts the closing handshake with `code` and `reason` (at most 123 bytes arrive) and waits for the other
  /// side a bounded time. No more text is delivered; WebSocketHandler::on_closed(code) follows at the end of
  /// this turn.
  virtual void close(int code, std::string_view reason) = 0;

  /// No more text is delivered until resume_reading: the sender is held by TCP. What was read already waits.
  virtual void pause_reading() = 0;
  virtual void resume_reading() = 0;

  /// Bytes that wait to be sent.
  virtual std::size_t unsent() const = 0;
  /// The client's address as text (see RequestHead::client_ip).
  virtual const std::string& client_ip() const = 0;
  virtual WebSocketRef ref() const = 0;
  virtual EventLoop& loop() const = 0;

 protected:
  ~WebSocket() = default;
};

/// What a WebSocket is for. Made elsewhere, owned by the socket from UpgradeTicket::accept on, called and
/// destroyed on its loop's thread; must never block. An exception closes the socket with 1011.
class WebSocketHandler {
 public:
  virtual ~WebSocketHandler() = default;
  /// First, once. Frames sent here leave together with the answer to the upgrade.
  virtual void on_open(WebSocket& socket) = 0;
  /// One whole text message, checked to be UTF-8; the view ends with the call.
  virtual void on_text(std::string_view payload) = 0;
  /// Last, once, if on_open was called: nothing is sent or delivered any more, and the socket may be gone
  /// after it. `code` is the other side's, or ours when we closed, or kCloseLost.
  virtual void on_closed(int code) = 0;
};

}  // namespace hearth::net
