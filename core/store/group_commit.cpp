#include "store/group_commit.h"

#include <pthread.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "base/log.h"
#include "store/batch_writer.h"

namespace hearth::store {

using std::chrono::steady_clock;

/// One queue and the thread that empties it.
class GroupCommit::Writer {
 public:
  Writer(Database& database, const Options& options)
      : options_(options), batches_(database, stopping_), thread_([this] { run(); }) {}

  ~Writer() { stop(); }

  void append(chat::Change&& change) {
    bool wake = false;
    {
      std::unique_lock lock(mutex_);
      if (stopping_ || held_ >= options_.queue) {
        const bool stopped = stopping_;
        lock.unlock();
        change.done(
            chat::refuse(chat::RefusalCode::kUnavailable,
                         stopped ? "The server is stopping." : "The server has too much to do at present."));
        return;
      }
      ++held_;
      waiting_.push_back({std::move(change), steady_clock::now() + options_.patience});
      wake = std::exchange(asleep_, false);
    }
    if (!wake) return;
    if (!options_.when_all_is_appended || !options_.when_all_is_appended([this] { awake_.notify_one(); }))
      awake_.notify_one();
  }

  void stop() {
    {
      std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    awake_.notify_one();
    if (thread_.joinable()) thread_.join();
  }

  const BatchWriter::Counts& counts() const { return batches_.counts(); }

 private:
  void run() {
    pthread_setname_np(pthread_self(), "writer");
    while (take_all()) {
      const std::span<WaitingChange> all(taken_);
      for (std::size_t from = 0; from < all.size(); from += options_.batch) {
        const auto batch = all.subspan(from, std::min(options_.batch, all.size() - from));
        batches_.write(batch);
        {
          std::lock_guard lock(mutex_);
          held_ -= batch.size();
        }
        if (options_.after_batch) options_.after_batch();
      }
      taken_.clear();
    }
  }

  /// Waits for work; false when there is none and none will come.
  bool take_all() {
    std::unique_lock lock(mutex_);
    while (waiting_.empty()) {
      if (stopping_) return false;
      asleep_ = true;
      awake_.wait(lock);
    }
    asleep_ = false;
    std::swap(taken_, waiting_);
    return true;
  }

  const Options& options_;
  std::mutex mutex_;
  std::condition_variable awake_;
  std::vector<WaitingChange> waiting_;
  std::size_t held_ = 0;  // waiting or being written
  bool asleep_ = false;
  std::atomic<bool> stopping_ = false;
  std::vector<WaitingChange> taken_;  // the writer's own
  BatchWriter batches_;
  std::thread thread_;
};

GroupCommit::GroupCommit(Database& database, Options options)
    : options_([&] {
        if (options.writers == 0) options.writers = std::thread::hardware_concurrency() <= 2 ? 1 : 2;
        return std::move(options);
      }()) {
  for (unsigned i = 0; i < options_.writers; ++i)
    writers_.push_back(std::make_unique<Writer>(database, options_));
}

GroupCommit::~GroupCommit() {
  stop();
}

void GroupCommit::append(chat::Change change) {
  // Ids are given in turn, so the remainder spreads them evenly.
  writers_[change.conversation.value % writers_.size()]->append(std::move(change));
}

void GroupCommit::stop() {
  for (const auto& writer : writers_) writer->stop();
}

GroupCommit::Figures GroupCommit::figures() const {
  Figures sum;
  for (const auto& writer : writers_) {
    const auto& counts = writer->counts();
    sum.batches += counts.batches;
    sum.stored += counts.stored;
    sum.repeated += counts.repeated;
    sum.refused += counts.refused;
    sum.again += counts.again;
    sum.reconnected += counts.reconnected;
  }
  return sum;
}

}  // namespace hearth::store
