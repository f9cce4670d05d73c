// BatchWriter: stores a batch of changes in one transaction and answers them, whatever happens on the way.
//
//   a key stored before      -> roll back, answer those with what was stored then, store the rest
//   a change at fault        -> roll back, halve the batch until it stands alone, refuse it, store the others
//   deadlock, lost session   -> the same again, until the changes' time is over
//   lost during the COMMIT   -> look whether it happened: the transaction was all or nothing, so one of its
//   rows tells
//
// Owned by one writer thread.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "chat/change.h"
#include "store/batch_place.h"
#include "store/batch_transaction.h"
#include "store/database.h"
#include "store/key_bytes.h"

namespace hearth::store {

struct WaitingChange {
  chat::Change change;
  std::chrono::steady_clock::time_point deadline;
};

class BatchWriter {
 public:
  /// Read by others while the writer goes on.
  struct Counts {
    std::atomic<std::uint64_t> batches = 0, stored = 0, repeated = 0, refused = 0, again = 0, reconnected = 0;
  };

  /// With `hurry` set, does not wait for a database that is away.
  BatchWriter(Database& database, const std::atomic<bool>& hurry);

  /// Stores all it can and calls every change's `done`, in the order given. Never throws.
  void write(std::span<WaitingChange> batch);

  ~BatchWriter() { disconnect(); }
  BatchWriter(const BatchWriter&) = delete;
  BatchWriter& operator=(const BatchWriter&) = delete;

  const Counts& counts() const { return counts_; }

 private:
  using Places = std::vector<BatchPlace*>;

  void store(Places open);
  /// One transaction. `in_doubt` is set when the answer to its COMMIT was lost.
  void attempt(const Places& open, std::optional<Evidence>& in_doubt);
  void connect();
  /// Takes out those that have been stored before, and those whose key stands in an earlier place.
  std::size_t take_out_repeated(Places& open);
  void take_out_expired(Places& open);
  void disconnect();
  void roll_back();
  void answer(BatchPlace& place);

  Database& database_;
  const std::atomic<bool>& hurry_;
  Counts counts_;
  KeyMaker keys_;
  BatchTransaction transaction_;
  std::unique_ptr<Connection> connection_;  // the transaction's statements end before it: see disconnect
  std::vector<BatchPlace> places_;
};

}  // namespace hearth::store
