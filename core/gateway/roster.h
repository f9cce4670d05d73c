// Roster: all open connections, by loop, for what concerns one of them from outside: watching people, ending
// a session.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <unordered_map>
#include <vector>

#include "chat/values.h"
#include "net/event_loop.h"
#include "protocol/command.h"

namespace hearth::gateway {

class Connection;

class Roster {
 public:
  /// The loops must outlive the roster.
  explicit Roster(std::vector<net::EventLoop*> loops);

  /// A number for a new connection on this loop: never 0, never given twice. Any thread.
  std::uint64_t next_origin(std::size_t loop);

  // On the connection's loop.
  void enter(Connection& connection);
  void leave(Connection& connection);
  /// A command of this connection that waited for the database is through.
  void task_done(std::uint64_t origin);

  // From any thread.

  /// From here on the connection hears of the presence of these people only.
  void watch(std::uint64_t origin, std::vector<chat::PersonId> people);
  /// Closes the connections of these sessions.
  void close_sessions(std::vector<chat::SessionId> sessions, const protocol::Close& with);
  /// Calls `visit` for the session of each open connection, on the loops' threads, some time soon.
  void visit_sessions(const std::function<void(chat::SessionId)>& visit);
  std::size_t size() const { return size_.load(std::memory_order_relaxed); }

 private:
  struct Lane {
    net::EventLoop* loop;
    std::unordered_map<std::uint64_t, Connection*> by_origin;  // on the loop's thread only
  };

  std::vector<Lane> lanes_;
  std::atomic<std::uint64_t> numbers_{1};
  std::atomic<std::size_t> size_{0};
};

}  // namespace hearth::gateway
