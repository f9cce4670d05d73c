#include "net/upgrade.h"

#include "net/http_answer.h"
#include "net/http_connection.h"

namespace hearth::net {
namespace {

/// The connection that waits for the ticket's answer. Until then nothing else can be at that key.
HttpConnection* waiting_at(EventLoop& loop, SocketKey key) {
  Socket* const socket = loop.find(key);
  return socket && !socket->as_web_socket() ? static_cast<HttpConnection*>(socket) : nullptr;
}

}  // namespace

UpgradeTicket::~UpgradeTicket() {
  if (loop_) refuse(500, "text/plain; charset=utf-8", "500 Internal Server Error\n");
}

void UpgradeTicket::accept(std::unique_ptr<WebSocketHandler> handler,
                           std::optional<std::string> subprotocol) {
  EventLoop* const loop = std::exchange(loop_, nullptr);
  if (!loop) return;
  loop->post(
      [loop, key = key_, handler = std::move(handler), subprotocol = std::move(subprotocol)]() mutable {
        if (HttpConnection* connection = waiting_at(*loop, key))
          connection->accept_upgrade(std::move(handler), subprotocol);
      });
}

void UpgradeTicket::refuse(int status, std::string content_type, std::string body, Headers headers) {
  EventLoop* const loop = std::exchange(loop_, nullptr);
  if (!loop) return;
  loop->post(
      [loop, key = key_,
       answer = SmallAnswer{status, std::move(content_type), std::move(body), std::move(headers)}]() mutable {
        if (HttpConnection* connection = waiting_at(*loop, key))
          connection->refuse_upgrade(std::move(answer));
      });
}

}  // namespace hearth::net
