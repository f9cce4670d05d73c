// PasswordPool: the few threads that compute password hashes. Owned by the app, outlives every request.
//
// One hash takes 64 MiB and about 0.15 s of a core, so their number is the thing to bound: `threads` at a
// time, `queue` waiting, and the next one is refused at once. Whatever number of people (or attackers) sign
// in at the same moment, memory stays below threads x 64 MiB, half the cores stay free, and at most threads +
// queue request threads wait here: keep that below the size of the request pool.
#pragma once

#include <atomic>
#include <cstdint>
#include <future>
#include <memory>
#include <string>
#include <string_view>

#include "auth/password_hash.h"
#include "chat/refusal.h"

namespace hearth::auth {

class PasswordPool {
 public:
  struct Size {
    unsigned threads = 0;  // 0: half the cores, at least one
    std::size_t queue = 16;
  };
  PasswordPool(Size size, PasswordCost cost);
  /// Computes what is queued, then stops.
  ~PasswordPool();
  PasswordPool(const PasswordPool&) = delete;
  PasswordPool& operator=(const PasswordPool&) = delete;

  /// A new hash of the password (not prepared yet). Refuses kUnavailable with `retry_after_ms` when the queue
  /// is full. Blocks: request-pool threads only. Throws std::bad_alloc when the machine has no memory for it.
  chat::Outcome<std::string> hash(std::string_view password);

  struct Verdict {
    bool matches = false;
    bool rehash = false;  // the stored hash is of another kind or cost than new ones
  };
  /// Is this the password of `stored`? With nullptr or an empty hash (there is no such account, or it has no
  /// password) the answer is no, after the same work. Refuses, blocks and throws like hash().
  chat::Outcome<Verdict> verify(std::string_view password, const std::string* stored);

  /// How many hashes were computed since the start.
  std::uint64_t computed() const { return computed_.load(std::memory_order_relaxed); }
  /// How many wait now.
  std::size_t waiting() const;

 private:
  struct Threads;
  /// Runs `work` on a thread of the pool and waits for it; false when the queue is full.
  bool run(std::packaged_task<void()>& work);
  Failure<chat::Refusal> full() const;

  const PasswordCost cost_;
  const std::string unmatchable_;
  std::atomic<std::uint64_t> computed_{0};
  std::unique_ptr<Threads> threads_;
};

}  // namespace hearth::auth
