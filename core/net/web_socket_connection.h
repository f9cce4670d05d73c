// WebSocketConnection: a WebSocket on its loop: frames in through a FrameReader, encoded frames out through
// the outbox, heartbeat, and the closing handshake. Owned by its EventLoop.
//
//   open --close() or a slow reader--> closing --their close, or too late--> leaving --all sent--> lingering
//   --> gone
//     \--their close, or a bad frame-------------------------------------/
//
// Idle it has no reader and no buffer: some 300 bytes.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "net/connection.h"
#include "net/frame_reader.h"
#include "net/web_socket.h"

namespace hearth::net {

class WebSocketConnection final : public Connection, public WebSocket, private FrameReader::Sink {
 public:
  /// Takes the place of an HttpConnection: its descriptor, what it had still to send, and what came behind
  /// the request.
  static void take_over(Lane& lane, Wire wire, SocketKey key, Outbox outbox, const Bytes& answer,
                        std::string client_ip, std::unique_ptr<WebSocketHandler> handler,
                        std::string_view early);

  WebSocketConnection(Lane& lane, Wire wire, SocketKey key, Outbox outbox, std::string client_ip,
                      std::unique_ptr<WebSocketHandler> handler);
  ~WebSocketConnection() override;

  void send(const Bytes& frame) override;
  void close(int code, std::string_view reason) override;
  void pause_reading() override;
  void resume_reading() override;
  std::size_t unsent() const override { return outbox_.size(); }
  const std::string& client_ip() const override { return client_ip_; }
  WebSocketRef ref() const override;
  EventLoop& loop() const override;

  WebSocket* as_web_socket() override { return this; }
  void on_turn_end() override;
  void stop() override;

 private:
  enum class State : std::uint8_t { kOpen, kClosing, kLeaving, kLingering, kGone };

  void start(const Bytes& answer, std::string_view early);
  void on_bytes(std::string_view bytes) override;
  void on_end() override;
  void broken() override;
  void on_timer() override;
  std::int64_t due() const override;
  void on_message(std::string_view text) override;
  void on_reply(Bytes frame) override;

  void read(std::string_view bytes);
  void shut(State state, int code);
  void tell_handler();
  void close_slow();
  void let_go();

  State state_ = State::kOpen;
  bool paused_ = false;
  bool reading_now_ = false;  // inside read(): pending_ is its business
  bool asked_ = false;        // a ping is out
  bool told_ = false;         // the handler knows that it is over
  int code_ = 0;              // what it is told
  std::int64_t heard_at_;
  std::int64_t shut_at_ = 0;
  std::unique_ptr<WebSocketHandler> handler_;
  std::unique_ptr<FrameReader> reader_;  // only while something is half read
  std::string client_ip_;
  std::unique_ptr<std::string> pending_;  // read, but not delivered because of pause_reading
};

}  // namespace hearth::net
