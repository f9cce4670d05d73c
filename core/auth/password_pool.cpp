#include "auth/password_pool.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

namespace hearth::auth {

struct PasswordPool::Threads {
  explicit Threads(Size size) : most_waiting(size.queue) {
    unsigned n = size.threads;
    if (n == 0) n = std::max(1U, std::thread::hardware_concurrency() / 2);
    for (unsigned i = 0; i < n; ++i) running.emplace_back([this] { work(); });
  }

  ~Threads() {
    {
      const std::lock_guard lock(mutex);
      stopping = true;
    }
    wake.notify_all();
    for (std::thread& thread : running) thread.join();
  }

  bool queue(std::packaged_task<void()>& task) {
    {
      const std::lock_guard lock(mutex);
      if (stopping || waiting.size() + busy >= most_waiting + running.size()) return false;
      waiting.push_back(&task);
    }
    wake.notify_one();
    return true;
  }

  void work() {
    std::unique_lock lock(mutex);
    for (;;) {
      wake.wait(lock, [this] { return stopping || !waiting.empty(); });
      if (waiting.empty()) return;
      std::packaged_task<void()>* task = waiting.front();
      waiting.pop_front();
      ++busy;
      lock.unlock();
      (*task)();
      lock.lock();
      --busy;
    }
  }

  const std::size_t most_waiting;
  std::mutex mutex;
  std::condition_variable wake;
  std::deque<std::packaged_task<void()>*> waiting;  // each owned by the thread that waits for it
  std::size_t busy = 0;
  bool stopping = false;
  std::vector<std::thread> running;
};

PasswordPool::PasswordPool(Size size, PasswordCost cost)
    : cost_(cost), unmatchable_(unmatchable_hash(cost)), threads_(std::make_unique<Threads>(size)) {}

PasswordPool::~PasswordPool() = default;

bool PasswordPool::run(std::packaged_task<void()>& work) {
  auto done = work.get_future();
  if (!threads_->queue(work)) return false;
  done.get();  // throws what the work threw
  return true;
}

Failure<chat::Refusal> PasswordPool::full() const {
  // By then the queue has moved on, at a guessed 0.2 s a hash.
  const auto per_thread = threads_->most_waiting / threads_->running.size() + 1;
  auto refusal =
      chat::refuse(chat::RefusalCode::kUnavailable, "Too many people are signing in right now. Try again.");
  refusal.reason.retry_after_ms = static_cast<std::uint32_t>(per_thread * 200);
  return refusal;
}

chat::Outcome<std::string> PasswordPool::hash(std::string_view password) {
  std::string result;
  std::packaged_task<void()> work([&] {
    result = hash_password(prepare_password(password), cost_);
    ++computed_;
  });
  if (!run(work)) return full();
  return result;
}

chat::Outcome<PasswordPool::Verdict> PasswordPool::verify(std::string_view password,
                                                          const std::string* stored) {
  const bool known = stored != nullptr && !stored->empty();
  const std::string& against = known ? *stored : unmatchable_;
  Verdict verdict;
  std::packaged_task<void()> work([&] {
    verdict.matches = matches_password(prepare_password(password), against);
    ++computed_;
  });
  if (!run(work)) return full();
  verdict.rehash = verdict.matches && needs_rehash(against, cost_);
  return verdict;
}

std::size_t PasswordPool::waiting() const {
  const std::lock_guard lock(threads_->mutex);
  return threads_->waiting.size();
}

}  // namespace hearth::auth
