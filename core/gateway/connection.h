// Connection: one person's WebSocket. Commands come in as text, go through the protocol's table to the verbs;
// events and replies come from the hub. On its event loop's thread only; it keeps nothing it does not need,
// because most connections are idle.
#pragma once

#include <string_view>
#include <vector>

#include "chat/caller.h"
#include "gateway/gate.h"
#include "hub/subscriber.h"
#include "net/web_socket.h"
#include "protocol/command.h"

namespace hearth::gateway {

class Connection final : public net::WebSocketHandler, public hub::Subscriber {
 public:
  /// For a proven session; `origin` is from Roster::next_origin of the loop it will live on.
  Connection(Gate& gate, chat::PersonId person, chat::SessionId session, std::uint64_t origin);

  void on_open(net::WebSocket& socket) override;
  void on_text(std::string_view payload) override;
  void on_closed(int code) override;

  void deliver(const Bytes& frame) override { socket_->send(frame); }

  void watch(const std::vector<chat::PersonId>& people);
  /// A task of run_off_loop has ended.
  void task_done();
  void close(const protocol::Close& with) { socket_->close(with.code, with.reason); }
  chat::Caller caller() const { return {person_, session_, id()}; }

 private:
  void run_off_loop(const protocol::Answer& answer, std::function<void()> task);

  Gate& gate_;
  const chat::PersonId person_;
  const chat::SessionId session_;
  net::WebSocket* socket_ = nullptr;
  std::vector<chat::PersonId> watched_;
  std::uint32_t waiting_ = 0;  // commands of this connection in the pool
};

}  // namespace hearth::gateway
