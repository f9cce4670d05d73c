// Indexer: keeps the search index in step with the conversations. It asks each conversation in which
// something happened the one question, what has changed since N, and steps on; so nothing on the path of a
// message knows of it, and what it missed (a crash, a database that was away, another node's work) it finds
// at the next step.
//
// Owned by the app; one thread. Delivering goes before finding: while more messages come than `busy` a
// second, it waits, but never longer than `patience`.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>

#include "chat/directory.h"
#include "chat/history.h"
#include "chat/search_index.h"

namespace hearth::search {

class Indexer {
 public:
  struct Options {
    std::chrono::milliseconds tick{250};
    std::uint64_t busy = 1000;  // messages a second
    std::chrono::milliseconds patience{60'000};
  };

  Indexer(chat::Directory& directory, chat::History& history, chat::SearchIndex& index, Options options);
  ~Indexer() { stop(); }
  Indexer(const Indexer&) = delete;
  Indexer& operator=(const Indexer&) = delete;

  void start();
  /// Ends after the step at hand. May be called twice, and without start().
  void stop();

  /// Finds everything that is behind, by the database. Blocks; throws when it does not answer.
  void survey();
  /// Indexes what is behind, on the caller's thread; gives how many messages that were. What fails stays
  /// behind, is logged, and is tried at the next call.
  std::size_t run_once();

 private:
  void run();
  bool should_wait();
  std::size_t index(chat::ConversationId conversation);
  bool wait(std::chrono::milliseconds time);  // false when stopping

  chat::Directory& directory_;
  chat::History& history_;
  chat::SearchIndex& index_;
  const Options options_;

  // The thread's own.
  std::set<chat::ConversationId> behind_;
  std::uint64_t posted_ = 0;
  std::chrono::steady_clock::time_point looked_at_, waiting_since_;
  bool waiting_ = false;

  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;  // guarded by mutex_
  std::thread thread_;
};

}  // namespace hearth::search
