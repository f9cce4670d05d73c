// RequestPool: a bounded number of threads that may block, with a bounded queue before them. Owned by the
// Server.
//
// Work goes to the thread that fell asleep last: its caches are warm, and the others can stay asleep. Each
// thread sleeps on a word of its own, so that handing over costs one system call on either side.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "net/task.h"

namespace hearth::net {

class RequestPool {
 public:
  RequestPool(std::size_t threads, std::size_t queue);
  RequestPool(const RequestPool&) = delete;
  RequestPool& operator=(const RequestPool&) = delete;
  ~RequestPool();

  void start();
  /// Runs `work` on some thread of the pool. False (and the work is destroyed) when the queue is full or the
  /// pool is stopped. Never waits. Any thread.
  bool submit(Task work);
  /// Runs what waits, then ends the threads. May be called twice.
  void stop();

 private:
  struct Worker {
    std::thread thread;
    Task work;  // handed over before awake is set; none: the pool stops
    std::atomic<std::uint32_t> awake{0};

    void sleep();
    void wake();
  };

  void run(Worker& worker);
  Task next(Worker& worker);

  const std::size_t most_waiting_;
  std::vector<std::unique_ptr<Worker>> workers_;
  std::mutex mutex_;
  std::deque<Task> waiting_;       // guarded by mutex_
  std::vector<Worker*> sleeping_;  // guarded by mutex_; the last one goes first
  bool stopped_ = false;           // guarded by mutex_
};

}  // namespace hearth::net
