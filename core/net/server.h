// Server: listens, spreads connections evenly over its event loops, and stops gracefully. Whole HTTP requests
// go to ordinary Poco handlers on a bounded pool of threads; upgrades go to an UpgradeFront; bytes only, no
// product.
#pragma once

#include <Poco/Net/HTTPRequestHandlerFactory.h>

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "net/event_loop.h"
#include "net/http_answer.h"
#include "net/http_limits.h"
#include "net/request_head.h"
#include "net/upgrade.h"

namespace hearth::net {

struct ServerOptions {
  using Duration = std::chrono::milliseconds;

  /// "127.0.0.1:8080", "[::1]:8080", "unix:/run/hearth.sock"; port 0 lets the kernel choose.
  std::vector<std::string> listen{"127.0.0.1:8080"};
  unsigned unix_mode = 0660;  ///< permissions of a Unix socket's file

  std::size_t loops = 0;  ///< event loops; 0: one for every two cores
  std::size_t pool_threads = 16;
  std::size_t pool_queue = 1024;  ///< requests that may wait for a thread; the next gets 503

  HttpLimits http;
  /// The body cap of one request, asked on the loop's thread before any of the body is read; must not block.
  /// Empty: http.body_bytes for all.
  std::function<std::size_t(const RequestHead&)> body_cap;

  Duration head_timeout{10'000};        ///< from the first byte (or accept) to the whole head; then 408
  Duration body_grace{15'000};          ///< a body may take so long …
  std::size_t body_rate = 2048;         ///< … and longer only if so many bytes a second have come; then 408
  Duration keep_alive_timeout{75'000};  ///< idle between two requests
  Duration write_timeout{30'000};    ///< the other side takes nothing at all; then the connection is dropped
  Duration upgrade_timeout{15'000};  ///< an UpgradeTicket must be answered in it; then 503
  Duration linger_timeout{2'000};    ///< for the other side to read our last words and close
  Duration heartbeat{
      45'000};  ///< a WebSocket silent for so long is asked; silent for as long again, it is lost
  Duration close_timeout{5'000};  ///< for the other side to answer a WebSocket's close

  std::size_t max_connections = 18'000;
  std::size_t max_per_address = 1'000;    ///< this machine's own and trusted_proxies are exempt
  std::size_t outbox_bytes = 256 * 1024;  ///< what a slow reader may fall behind
  std::size_t message_bytes = 64 * 1024;  ///< of one WebSocket message; more is 1009

  /// The words of an answer that no handler gives: what could not be understood, is too large or too slow, or
  /// meets a full house. Any thread, must not block or throw. Empty: the status and its name.
  std::function<SmallAnswer(int status)> refusal;

  /// Neighbours whose X-Forwarded-For and X-Forwarded-Proto are believed: addresses, nets, "unix".
  std::vector<std::string> trusted_proxies{"unix"};
  /// Close reason for every WebSocket when the server stops (code 1001); at most 123 bytes.
  std::function<std::string()> stop_reason;
  /// Close reason for readers who fell behind (kCloseSlow).
  std::string slow_reason = "slow";
  /// What is said to a WebSocket that gave no sign of life before it is let go; code 0: nothing.
  int lost_code = 0;
  std::string lost_reason;
};

class Server {
 public:
  using Factory = Poco::Net::HTTPRequestHandlerFactory::Ptr;

  /// Makes the loops (they can take tasks and have no thread yet). `upgrades` may be null: then nothing is
  /// upgraded; otherwise it must outlive the server. Throws std::invalid_argument for an address that is
  /// none.
  Server(ServerOptions options, Factory factory, UpgradeFront* upgrades = nullptr);
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  /// Stops within no time at all, if stop() has not been called.
  ~Server();

  /// Opens the listening sockets, starts all threads. Once. Throws std::system_error ("address in use" …).
  void start();

  /// No new connections; idle ones are closed, running requests are finished and their answers sent,
  /// WebSockets are closed with 1001; after `deadline` the rest is dropped. Waits for all of it, and beyond
  /// the deadline for handlers that still run. True when nothing had to be dropped. Not from a loop or a
  /// handler.
  bool stop(ServerOptions::Duration deadline);

  /// Where it listens, with the ports the kernel chose, in the order of the options. After start().
  std::vector<std::string> addresses() const;
  /// Of the first TCP address; 0 when there is none.
  std::uint16_t port() const;

  std::size_t loop_count() const;
  EventLoop& loop(std::size_t i) const;

  struct Counts {
    std::size_t connections = 0;
    std::vector<std::size_t> per_loop;
    std::uint64_t accepted = 0;
    std::uint64_t turned_away = 0;  ///< over max_connections or max_per_address
    std::uint64_t busy = 0;         ///< answered 503 because the pool's queue was full
    std::uint64_t slow = 0;         ///< WebSockets closed with kCloseSlow
  };
  /// Any thread; a glimpse, not a snapshot.
  Counts counts() const;

 private:
  class Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace hearth::net
