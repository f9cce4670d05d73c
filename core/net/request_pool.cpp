#include "net/request_pool.h"

#include <pthread.h>

#include <exception>
#include <string>

#include "base/log.h"

namespace hearth::net {

RequestPool::RequestPool(std::size_t threads, std::size_t queue)
    : thread_count_(threads == 0 ? 1 : threads), most_waiting_(queue) {}

RequestPool::~RequestPool() {
  stop();
}

void RequestPool::start() {
  for (std::size_t i = 0; i < thread_count_; ++i) {
    threads_.emplace_back([this] { run(); });
    const std::string name = "request-" + std::to_string(i);
    ::pthread_setname_np(threads_.back().native_handle(), name.c_str());
  }
}

bool RequestPool::submit(Task work) {
  {
    const std::lock_guard lock(mutex_);
    if (stopped_ || waiting_.size() >= most_waiting_) return false;
    waiting_.push_back(std::move(work));
  }
  wake_.notify_one();
  return true;
}

void RequestPool::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  wake_.notify_all();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

void RequestPool::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait(lock, [this] { return stopped_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    Task work = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    try {
      work();
    } catch (const std::exception& problem) {
      log::error("a request's work failed", {{"error.message", problem.what()}});
    }
    work = Task();
    lock.lock();
  }
}

}  // namespace hearth::net
