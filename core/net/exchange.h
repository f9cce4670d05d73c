// Exchange: one HTTP request on its way through the pool, and the way back for its answer. Shared by the pool
// thread that answers and the connection that asked.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>

#include "base/bytes.h"
#include "net/event_loop.h"
#include "net/request_head.h"

namespace hearth::net {

struct Lane;

class Exchange : public std::enable_shared_from_this<Exchange> {
 public:
  Exchange(Lane& lane, SocketKey key, RequestHead head, std::string body, bool keep_alive);

  const RequestHead& head() const { return head_; }
  const std::string& body() const { return body_; }
  Lane& lane() const { return *lane_; }

  // ---- On the pool thread ----

  /// Finds the handler, lets it answer, and answers for it when it fails.
  void answer();
  /// May the connection live on? No when the client does not want it, or the server stops.
  bool keep_alive() const;
  /// Hands over the next part of the answer. Waits while too much is on its way; throws
  /// Poco::Net::ConnectionAbortedException when the client has gone.
  void send(Bytes part);
  /// Hands over the last part; `close`: nothing may follow on this connection. Never waits, never throws for
  /// a client that has gone.
  void send_last(Bytes part, bool close);

  // ---- On the loop's thread ----

  /// So many bytes of the answer have left.
  void release(std::size_t bytes);
  /// Nobody will take the answer any more.
  void abandon();

 private:
  void hand_over(Bytes part, bool last, bool close);

  Lane* lane_;
  const SocketKey key_;
  const RequestHead head_;
  const std::string body_;
  const bool keep_alive_;

  std::mutex mutex_;
  std::condition_variable drained_;
  std::size_t on_its_way_ = 0;  // guarded by mutex_
  bool abandoned_ = false;      // guarded by mutex_
};

}  // namespace hearth::net
