// RequestPool: a bounded number of threads that may block, with a bounded queue before them. Owned by the
// Server.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
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
  void run();

  const std::size_t thread_count_;
  const std::size_t most_waiting_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Task> waiting_;  // guarded by mutex_
  bool stopped_ = false;      // guarded by mutex_
  std::vector<std::thread> threads_;
};

}  // namespace hearth::net
