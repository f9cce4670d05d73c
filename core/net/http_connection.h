// HttpConnection: one client that speaks HTTP/1. Reads one request at a time, has it answered, and answers in
// order. Owned by its EventLoop, which gives it up for a WebSocketConnection when an upgrade is accepted.
//
//   reading --whole request--> answering --last byte queued--> draining / reading …
//      |  \--upgrade--> upgrading --accepted--> (a WebSocketConnection takes over)
//      \--refused, or Connection: close--> closing --all sent--> lingering --end--> gone
//
// An idle connection has no parser and no buffer.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "net/connection.h"
#include "net/http_answer.h"
#include "net/http_parser.h"
#include "net/upgrade.h"

namespace hearth::net {

class Exchange;

class HttpConnection final : public Connection {
 public:
  /// Watches the descriptor and lives in the lane's loop from here on.
  static void open(Lane& lane, Wire wire);

  HttpConnection(Lane& lane, Wire wire);
  ~HttpConnection() override;

  /// The next part of the answer to `exchange`; the last one frees the connection for the next request.
  void take_answer(const Exchange& exchange, const Bytes& part, bool last, bool close);

  void accept_upgrade(std::unique_ptr<WebSocketHandler> handler,
                      const std::optional<std::string>& subprotocol);
  void refuse_upgrade(SmallAnswer answer);

  void on_turn_end() override;
  void stop() override;

 private:
  enum class State { kReading, kAnswering, kUpgrading, kDraining, kClosing, kLingering };

  struct Upgrade {
    std::string accept;     // Sec-WebSocket-Accept
    std::string protocols;  // as the client offered them
    std::string client_ip;
  };

  void on_bytes(std::string_view bytes) override;
  void on_end() override;
  void broken() override;
  void on_timer() override;
  std::int64_t due() const override;

  void read(std::string_view bytes);
  void judge_head();
  void judge_upgrade();
  void submit();
  void answer_here(const SmallAnswer& answer, bool close);
  void refuse(int status);
  void give_up_upgrade();
  void next_request();
  void start_closing();
  void enter(State state);

  State state_ = State::kReading;
  bool fresh_ = true;  // no request has come yet
  bool input_ended_ = false;
  bool head_only_ = false;    // the request being answered is a HEAD
  bool close_after_ = false;  // the request being answered is the last
  std::int64_t since_;        // when the state began; while reading, when the request did
  std::int64_t body_since_ = 0;
  std::size_t credit_ = 0;  // bytes of the exchange's answer that have not left
  std::unique_ptr<HttpParser> parser_;
  std::shared_ptr<Exchange> exchange_;
  std::unique_ptr<Upgrade> upgrade_;
  std::string pending_;  // came behind the request that is being answered
};

}  // namespace hearth::net
