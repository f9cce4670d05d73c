// Listener: accepts connections and gives each to the loop with the fewest. Owned by the first loop.
#pragma once

#include <string>

#include "net/address.h"
#include "net/event_loop.h"

namespace hearth::net {

struct ServerCore;

class Listener final : public Socket {
 public:
  /// Opens the listening socket. Throws std::system_error; a Unix socket's file that nobody listens on any
  /// more is replaced.
  Listener(ServerCore& core, Endpoint endpoint);
  ~Listener() override;

  int fd() const { return fd_; }
  /// With the port that the kernel chose.
  const Endpoint& endpoint() const { return endpoint_; }

  void on_ready(std::uint32_t events) override;

 private:
  void take(int fd, const Peer& peer);
  bool make_room();

  ServerCore* core_;
  Endpoint endpoint_;
  int fd_ = -1;
  int spare_ =
      -1;  // given up for a moment when there are no descriptors left, to turn somebody away politely
};

}  // namespace hearth::net
