// WorkerPool: some threads, and a bounded queue of tasks for them.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace hearth {

class WorkerPool {
 public:
  /// Starts the threads. `name` is shown by the system's tools (at most 15 bytes of it).
  WorkerPool(std::string name, std::size_t threads, std::size_t queue);
  /// As stop().
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  /// Queues a task; false when the queue is full or the pool has stopped. With one thread, tasks run in their
  /// order. What a task throws is logged. Never waits. Any thread.
  [[nodiscard]] bool run(std::function<void()> task);

  /// Runs what is queued, then ends the threads. Not from a task.
  void stop();

 private:
  void work();

  const std::string name_;
  const std::size_t room_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> queue_;  // guarded by mutex_
  bool stopping_ = false;                    // guarded by mutex_
  std::vector<std::thread> threads_;
};

}  // namespace hearth
