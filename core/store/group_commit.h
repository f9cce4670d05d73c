// GroupCommit: the log. Writer threads, each with a session of its own, take all that waits for them and
// store it in one transaction; then acknowledge. A conversation always has the same writer, so order is
// given. There is no deliberate wait: when idle, a change is stored as soon as what came with it is read;
// under load, the next batch is what came during the last commit.
//
//   append (any thread) -> queue of the conversation's writer -> BatchWriter: one transaction -> done, done,
//   … -> after_batch
//
// Owned by the app. `done` and `after_batch` are called on writer threads.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

#include "chat/log.h"
#include "store/database.h"

namespace hearth::store {

class GroupCommit final : public chat::Log {
 public:
  struct Options {
    unsigned writers = 0;        // 0: one on machines of up to two cores, else two
    std::size_t batch = 512;     // changes in one transaction, at most
    std::size_t queue = 20'000;  // changes that wait for one writer, at most
    std::chrono::milliseconds patience{
        10'000};                        // how long a change waits for a database that does not answer
    std::function<void()> after_batch;  // after the last `done` of each batch; must not throw
    /// Runs what it is given when the calling thread has appended all that it has at hand; false when it
    /// cannot tell when that will be. With it, a writer that sleeps is not woken for the first of many.
    std::function<bool(std::function<void()>)> when_all_is_appended;
  };

  /// What has happened so far; for metrics.
  struct Figures {
    std::uint64_t batches = 0;   // transactions committed
    std::uint64_t stored = 0;    // changes in them
    std::uint64_t repeated = 0;  // changes found stored before
    std::uint64_t refused = 0;   // changes answered with a refusal
    std::uint64_t again = 0;     // transactions begun anew after a failure
    std::uint64_t reconnected = 0;
  };

  GroupCommit(Database& database, Options options);
  ~GroupCommit() override;

  /// See chat::Log. Refuses kUnavailable, on the caller's thread, when too much is queued or after `stop`.
  void append(chat::Change change) override;

  /// Stores and answers all that is queued, then ends the threads. With a database that is away, answers
  /// kUnavailable instead of waiting for it. Blocks; once is enough, and the destructor does it too.
  void stop();

  Figures figures() const;

 private:
  class Writer;

  const Options options_;
  std::vector<std::unique_ptr<Writer>> writers_;
};

}  // namespace hearth::store
