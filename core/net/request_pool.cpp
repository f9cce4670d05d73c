#include "net/request_pool.h"

#include <linux/futex.h>
#include <pthread.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <exception>
#include <string>

#include "base/log.h"

namespace hearth::net {

static_assert(sizeof(std::atomic<std::uint32_t>) == sizeof(std::uint32_t), "a futex is a plain word");

void RequestPool::Worker::sleep() {
  while (awake.exchange(0, std::memory_order_acquire) == 0)
    ::syscall(SYS_futex, &awake, FUTEX_WAIT_PRIVATE, 0, nullptr, nullptr, 0);
}

void RequestPool::Worker::wake() {
  awake.store(1, std::memory_order_release);
  ::syscall(SYS_futex, &awake, FUTEX_WAKE_PRIVATE, 1, nullptr, nullptr, 0);
}

RequestPool::RequestPool(std::size_t threads, std::size_t queue) : most_waiting_(queue) {
  for (std::size_t i = 0; i < (threads == 0 ? 1 : threads); ++i)
    workers_.push_back(std::make_unique<Worker>());
}

RequestPool::~RequestPool() {
  stop();
}

void RequestPool::start() {
  for (std::size_t i = 0; i < workers_.size(); ++i) {
    Worker& worker = *workers_[i];
    worker.thread = std::thread([this, &worker] { run(worker); });
    const std::string name = "request-" + std::to_string(i);
    ::pthread_setname_np(worker.thread.native_handle(), name.c_str());
  }
}

bool RequestPool::submit(Task work) {
  Worker* chosen = nullptr;
  {
    const std::lock_guard lock(mutex_);
    if (stopped_) return false;
    if (sleeping_.empty()) {
      if (waiting_.size() >= most_waiting_) return false;
      waiting_.push_back(std::move(work));
      return true;
    }
    chosen = sleeping_.back();
    sleeping_.pop_back();
    chosen->work = std::move(work);
  }
  chosen->wake();
  return true;
}

void RequestPool::stop() {
  std::vector<Worker*> idle;
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    idle.swap(sleeping_);
  }
  for (Worker* worker : idle) worker->wake();
  for (const auto& worker : workers_)
    if (worker->thread.joinable()) worker->thread.join();
}

/// The next piece of work, or none when the pool has stopped and nothing waits.
Task RequestPool::next(Worker& worker) {
  {
    const std::lock_guard lock(mutex_);
    if (!waiting_.empty()) {
      Task work = std::move(waiting_.front());
      waiting_.pop_front();
      return work;
    }
    if (stopped_) return {};
    sleeping_.push_back(&worker);
  }
  worker.sleep();
  return std::move(worker.work);
}

void RequestPool::run(Worker& worker) {
  while (Task work = next(worker)) {
    try {
      work();
    } catch (const std::exception& problem) {
      log::error("a request's work failed", {{"error.message", problem.what()}});
    }
  }
}

}  // namespace hearth::net
