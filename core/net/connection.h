// Connection: what HTTP and WebSocket connections have in common: reading into the loop's room, an outbox
// that is flushed once a turn, and a last goodbye that the other side can still read. Owned by its EventLoop.
#pragma once

#include <cstdint>
#include <limits>
#include <string_view>

#include "net/admission.h"
#include "net/event_loop.h"
#include "net/outbox.h"
#include "net/timer_wheel.h"

namespace hearth::net {

struct Lane;

class Connection : public Socket, protected Timer {
 public:
  void on_ready(std::uint32_t events) final;

  /// The server stops: finish what was begun, begin nothing new.
  virtual void stop() = 0;
  /// The server stops now.
  void drop() { broken(); }

 protected:
  static constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

  Connection(Lane& lane, Wire wire) : lane_(&lane), wire_(std::move(wire)) {}

  /// Bytes have come; the view ends with the call.
  virtual void on_bytes(std::string_view bytes) = 0;
  /// The other side will send no more.
  virtual void on_end() = 0;
  /// The connection is unusable. Must lead to leave().
  virtual void broken() = 0;
  /// The outbox was flushed, `sent` bytes left.
  virtual void on_flushed() {}
  /// When on_timer shall look after this connection, or kNever.
  virtual std::int64_t due() const = 0;

  void push(const Bytes& bytes);
  /// Sends what there is, once. False when the connection broke (broken() has been called).
  bool flush();
  /// Sets the timer to due().
  void rearm();
  void read_more(bool on);
  /// No more sending: the other side reads the end after all that was sent.
  void end_output();
  /// Out of the loop; destroyed at the end of the turn.
  void leave();

  Lane& lane() const { return *lane_; }
  EventLoop& loop() const;
  std::int64_t now() const;
  /// Whether the other side takes nothing although there is something to take, and since when.
  bool stalled() const { return outbox_.backlog() > 0; }
  std::int64_t progress_at() const { return progress_at_; }

  Lane* lane_;
  Wire wire_;
  SocketKey key_;
  Outbox outbox_;

 private:
  void watch(bool read, bool write);

  std::int64_t progress_at_ = 0;  // when the outbox last got shorter, or began to wait
  bool reading_ = true;
  bool writing_ = false;
};

}  // namespace hearth::net
