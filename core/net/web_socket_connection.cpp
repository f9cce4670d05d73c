#include "net/web_socket_connection.h"

#include <sys/epoll.h>

#include <algorithm>
#include <exception>

#include "base/log.h"
#include "net/frame.h"
#include "net/server_core.h"

namespace hearth::net {

WebSocket* WebSocketRef::find() const {
  Socket* const socket = loop_ ? loop_->find(key_) : nullptr;
  return socket ? socket->as_web_socket() : nullptr;
}

void WebSocketConnection::take_over(Lane& lane, Wire wire, SocketKey key, Outbox outbox, const Bytes& answer,
                                    std::string client_ip, std::unique_ptr<WebSocketHandler> handler,
                                    std::string_view early) {
  const int fd = wire.fd();
  auto made = std::make_unique<WebSocketConnection>(lane, std::move(wire), key, std::move(outbox),
                                                    std::move(client_ip), std::move(handler));
  WebSocketConnection& socket = *made;
  lane.loop.replace(key, std::move(made));
  lane.loop.watch(key, fd, EPOLLIN);
  socket.start(answer, early);
}

WebSocketConnection::WebSocketConnection(Lane& lane, Wire wire, SocketKey key, Outbox outbox,
                                         std::string client_ip, std::unique_ptr<WebSocketHandler> handler)
    : Connection(lane, std::move(wire)),
      heard_at_(now()),
      handler_(std::move(handler)),
      client_ip_(std::move(client_ip)) {
  key_ = key;
  outbox_ = std::move(outbox);
  // Thousands that came at the same moment shall not all be asked at the same moment.
  const std::int64_t spread = lane.core.options.heartbeat.count() / 4;
  if (spread > 0) heard_at_ -= (std::int64_t{key.slot} * 7919) % spread;
}

WebSocketConnection::~WebSocketConnection() = default;

EventLoop& WebSocketConnection::loop() const {
  return Connection::loop();
}

WebSocketRef WebSocketConnection::ref() const {
  return {Connection::loop(), key_};
}

void WebSocketConnection::start(const Bytes& answer, std::string_view early) {
  push(answer);
  try {
    handler_->on_open(*this);
  } catch (const std::exception& problem) {
    log::error("a WebSocket handler failed to open", {{"error.message", problem.what()}});
    close(kCloseInternal, {});
  }
  if (!early.empty()) on_bytes(early);
  rearm();
}

void WebSocketConnection::send(const Bytes& frame) {
  if (state_ == State::kOpen) push(frame);
}

void WebSocketConnection::close(int code, std::string_view reason) {
  if (state_ != State::kOpen) return;
  push(close_frame(static_cast<std::uint16_t>(code), reason));
  shut(State::kClosing, code);
  if (paused_) resume_reading();  // their close frame stands behind what waits
}

/// No longer open. The handler is told at the end of the turn: nobody is called back from inside its own
/// call.
void WebSocketConnection::shut(State state, int code) {
  if (state_ == State::kOpen) code_ = code;
  state_ = state;
  shut_at_ = now();
  Connection::loop().touch(*this);
}

void WebSocketConnection::pause_reading() {
  if (state_ != State::kOpen || paused_) return;
  paused_ = true;
  read_more(false);
}

void WebSocketConnection::resume_reading() {
  if (!paused_) return;
  paused_ = false;
  heard_at_ = now();
  read_more(true);
  if (reading_now_ || !pending_) return;
  const std::unique_ptr<std::string> bytes = std::move(pending_);
  read(*bytes);
  rearm();
}

void WebSocketConnection::on_bytes(std::string_view bytes) {
  heard_at_ = now();
  asked_ = false;
  if (state_ == State::kOpen || state_ == State::kClosing) read(bytes);
  rearm();
}

void WebSocketConnection::read(std::string_view bytes) {
  reading_now_ = true;
  if (!reader_) reader_ = lane().take_reader();
  while (!bytes.empty() && !paused_) {
    std::size_t used = 0;
    const FrameReader::Step step = reader_->feed(bytes, used, *this);
    bytes.remove_prefix(used);
    if (step == FrameReader::Step::kClosed || step == FrameReader::Step::kRefused) {
      const int code = reader_->code();
      // In the closing handshake of ours it is the answer, or as good as one.
      if (state_ == State::kOpen) push(close_frame(static_cast<std::uint16_t>(code), {}));
      shut(State::kLeaving, code);
      reader_.reset();
      bytes = {};
    }
  }
  if (!bytes.empty()) pending_ = std::make_unique<std::string>(bytes);
  if (reader_ && reader_->idle()) lane().give_back(std::move(reader_));
  reading_now_ = false;
}

void WebSocketConnection::on_message(std::string_view text) {
  if (state_ != State::kOpen) return;
  try {
    handler_->on_text(text);
  } catch (const std::exception& problem) {
    log::error("a WebSocket handler failed", {{"error.message", problem.what()}});
    close(kCloseInternal, {});
  }
}

void WebSocketConnection::on_reply(Bytes frame) {
  if (state_ == State::kOpen) push(frame);
}

void WebSocketConnection::on_end() {
  if (state_ == State::kLingering) return leave();
  broken();
}

void WebSocketConnection::broken() {
  if (state_ == State::kGone) return;
  shut(State::kGone, kCloseLost);
  leave();
}

void WebSocketConnection::tell_handler() {
  if (told_ || state_ == State::kOpen) return;
  told_ = true;
  try {
    handler_->on_closed(code_);
  } catch (const std::exception& problem) {
    log::error("a WebSocket handler failed to close", {{"error.message", problem.what()}});
  }
  handler_.reset();
}

void WebSocketConnection::close_slow() {
  lane().core.slow.fetch_add(1, std::memory_order_relaxed);
  // What has not begun to leave is of no use to somebody who has to start anew anyway.
  outbox_.drop_unsent();
  push(close_frame(kCloseSlow, lane().core.options.slow_reason));
  shut(State::kLeaving, kCloseSlow);
}

void WebSocketConnection::on_turn_end() {
  if (state_ != State::kGone && flush()) {
    if (state_ == State::kOpen && outbox_.backlog() > lane().core.options.outbox_bytes) close_slow();
    if (state_ == State::kLeaving && outbox_.empty()) {
      end_output();
      read_more(true);
      state_ = State::kLingering;
      shut_at_ = now();
    }
    if (state_ != State::kGone) rearm();
  }
  tell_handler();
}

void WebSocketConnection::stop() {
  const auto& reason = lane().core.options.stop_reason;
  close(kCloseGoingAway, reason ? reason() : std::string());
}

std::int64_t WebSocketConnection::due() const {
  const ServerOptions& options = lane().core.options;
  std::int64_t at = kNever;
  if (state_ == State::kOpen) {
    if (!paused_) at = heard_at_ + options.heartbeat.count() * (asked_ ? 2 : 1);
    if (stalled()) at = std::min(at, progress_at() + options.write_timeout.count());
  } else {
    at = shut_at_ + (state_ == State::kLingering ? options.linger_timeout : options.close_timeout).count();
  }
  return at;
}

/// Nothing was heard. Perhaps only the way to us is broken, so the other side is told why.
void WebSocketConnection::let_go() {
  const ServerOptions& options = lane().core.options;
  if (options.lost_code == 0) return broken();
  push(close_frame(static_cast<std::uint16_t>(options.lost_code), options.lost_reason));
  shut(State::kLeaving, kCloseLost);
  rearm();
}

void WebSocketConnection::on_timer() {
  if (now() < due()) return rearm();
  const bool stuck = stalled() && now() >= progress_at() + lane().core.options.write_timeout.count();
  if (state_ != State::kOpen || stuck) return broken();
  if (asked_) return let_go();
  static const Bytes kPing = ping_frame();
  push(kPing);
  asked_ = true;
  // A full interval to answer, however late the question came.
  heard_at_ = now() - lane().core.options.heartbeat.count();
  rearm();
}

}  // namespace hearth::net
