// EventLoop: one thread that owns sockets from the moment they are added until they are closed, and never
// waits for anything but them. Raw epoll with an eventfd to wake it.
//
// One turn of the loop: all ready sockets, then what waits for that (before_sending), then all tasks that
// were posted, then all deadlines, then the end of the turn, in which every socket that was touched sends
// what came for it in one call (see outbox.h), and last the removed sockets are destroyed.
#pragma once

#include <sys/types.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <thread>
#include <unordered_map>
#include <vector>

#include "net/outbox.h"
#include "net/task.h"
#include "net/timer_wheel.h"

namespace hearth::net {

/// Names a socket of a loop without keeping it: the generation tells a later user of the same slot apart.
struct SocketKey {
  std::uint32_t slot = 0;
  std::uint32_t generation = 0;
  bool operator==(const SocketKey&) const = default;
};

class WebSocket;

/// What a loop owns: whoever deals with one file descriptor. All calls on the loop's thread.
class Socket {
 public:
  Socket() = default;
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  virtual ~Socket() = default;

  /// epoll's events for the descriptor.
  virtual void on_ready(std::uint32_t events) = 0;
  /// The turn in which EventLoop::touch was called for this socket ends.
  virtual void on_turn_end() {}
  /// This socket as a WebSocket, if it is one by now.
  virtual WebSocket* as_web_socket() { return nullptr; }

 private:
  friend class EventLoop;
  bool touched_ = false;
};

class EventLoop {
 public:
  explicit EventLoop(std::size_t index = 0);
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;
  /// Stops, and destroys the sockets that are left.
  ~EventLoop();

  /// Starts the thread. Once.
  void start();
  /// Ends the thread after its present turn and waits for it; tasks that are still waiting are destroyed
  /// unrun, on the caller's thread, and so is whatever is posted later. Not from the loop itself. May be
  /// called twice.
  void stop();

  /// Runs `task` on the loop's thread, after all that was posted before. False (and the task is destroyed)
  /// when the loop has been stopped. Any thread; before start() the task waits for it.
  bool post(Task task);

  /// True on the loop's own thread.
  bool in_loop() const { return std::this_thread::get_id() == thread_id_.load(std::memory_order_relaxed); }
  std::size_t index() const { return index_; }

  // ---- All below only on the loop's thread (or before start) ----

  /// Watches `fd` for `events` (EPOLLIN …, level-triggered) and owns `socket`, which owns `fd`. Throws
  /// std::system_error when the kernel refuses.
  SocketKey add(int fd, std::uint32_t events, std::unique_ptr<Socket> socket);
  /// Other events for the descriptor of `key`.
  void watch(SocketKey key, int fd, std::uint32_t events);
  /// Another owner for the same descriptor; the old one is destroyed at the end of the turn.
  void replace(SocketKey key, std::unique_ptr<Socket> socket);
  /// Lets go: the socket is destroyed at the end of the turn (it closes its descriptor, or does so before).
  void remove(SocketKey key);
  /// The socket of that key, or null when it is gone.
  Socket* find(SocketKey key) const;
  /// All sockets there are now, for a walk that may add and remove.
  std::vector<SocketKey> sockets() const;

  /// Calls socket.on_turn_end() once before this turn is over.
  void touch(Socket& socket) {
    if (socket.touched_) return;
    socket.touched_ = true;
    touched_.push_back(&socket);
  }

  /// Runs `task` once in this turn, when all that has come is read and before anything is sent: the moment to
  /// hand on, in one go, what was gathered from many sockets.
  void before_sending(Task task) { before_sending_.push_back(std::move(task)); }

  /// Runs `task` once, `delay` from now or up to a tick later; destroyed unrun when the loop ends before. For
  /// what repeats or is often moved, be a Timer of timers().
  void after(std::chrono::milliseconds delay, Task task);
  TimerWheel& timers() { return timers_; }
  TurnBuffer& turn() { return turn_; }
  /// Milliseconds of a steady clock, read once a turn.
  std::int64_t now() const { return now_; }
  /// Room to read into, shared by all sockets of the loop: what is kept must be copied out.
  std::span<char> read_room() { return {read_room_.get(), kReadRoom}; }

 private:
  static constexpr std::size_t kReadRoom = 64 * 1024;

  struct Slot {
    std::unique_ptr<Socket> socket;
    std::uint32_t generation = 1;
  };

  class Delayed;

  void run();
  void run_tasks();
  void run_one(Task& task);
  void run_before_sending();
  void end_turn();
  int sleep_time();

  const std::size_t index_;
  int epoll_ = -1;
  int wake_ = -1;
  std::thread thread_;
  std::atomic<std::thread::id> thread_id_{};

  std::mutex inbox_mutex_;
  std::vector<Task> inbox_;    // guarded by inbox_mutex_
  bool asleep_ = false;        // guarded by inbox_mutex_: the next post must write the eventfd
  bool stopped_ = false;       // guarded by inbox_mutex_
  std::vector<Task> running_;  // the inbox of the last turn, kept for its room

  std::vector<Slot> slots_;
  std::vector<std::uint32_t> free_slots_;
  std::vector<std::unique_ptr<Socket>> removed_;
  std::vector<Socket*> touched_;
  std::vector<Task> before_sending_;
  TimerWheel timers_;
  std::unordered_map<Delayed*, std::unique_ptr<Delayed>> delayed_;
  TurnBuffer turn_;
  std::int64_t now_ = 0;
  std::unique_ptr<char[]> read_room_;
};

}  // namespace hearth::net
