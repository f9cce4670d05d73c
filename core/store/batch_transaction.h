// BatchTransaction: the statements that store a batch: the heads of all its conversations in one, all members
// in one, all watermarks in one, all messages in one. The round trips do not grow with the batch.
//
// Owned by one writer thread; keeps its arrays from batch to batch.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "store/batch_place.h"
#include "store/connection.h"
#include "store/message_updates.h"
#include "store/receipt_kind.h"
#include "store/row_batch.h"

namespace hearth::store {

/// A row that is there if, and only if, the transaction that wrote it was committed.
struct Evidence {
  enum class Of : std::uint8_t { kMessage, kMember, kWatermark, kUpdate } of = Of::kMessage;
  chat::ConversationId conversation;
  std::uint64_t number =
      0;  // seq of the message, rev of the member's event or the update, place of the watermark
  chat::PersonId person;
  Time at;
  ReceiptKind kind{};
  std::optional<std::string> key;
};

class BatchTransaction {
 public:
  BatchTransaction();

  /// Runs all statements but the COMMIT, and fills `committed` of every place. The connection must have
  /// autocommit off. Throws DatabaseError; with missing_reference() also for a conversation that does not
  /// exist.
  void run(Connection& connection, std::span<BatchPlace* const> places);

  /// A witness of the last run; none when it left no row that could tell (receipts that moved nothing).
  const std::optional<Evidence>& evidence() const { return evidence_; }
  /// Whether that transaction was committed. Waits for it, should the server still be at it.
  static bool happened(Connection& connection, const Evidence& evidence);

  /// Before the connection goes.
  void forget();

 private:
  struct Head {
    chat::ConversationId conversation;
    std::uint64_t messages = 0;  // of this batch
    std::uint64_t changes = 0;
    chat::Seq seq = 0;  // before the next change of this batch
    chat::Rev rev = 0;
    Time at;
  };
  struct Mark {
    chat::ConversationId conversation;
    chat::Advance advance;
    chat::Rev rev;
    Time at;
  };

  void group(std::span<BatchPlace* const> places);
  void advance_heads(Connection& connection);
  void take_heads(Rows rows);
  void gather(BatchPlace& place, Head& head);
  void gather_message(BatchPlace& place, const chat::NewMessage& message, Head& head);
  void gather_extras(const chat::NewMessage& message, const Head& head);
  void gather_members(BatchPlace& place, const chat::MembersChange& change, Head& head);
  void move_watermarks(Connection& connection);
  void move(const Mark* first, const Mark* last, chat::Seq delivered, chat::Seq read);
  void move_one(const Mark& mark, ReceiptKind kind, chat::Seq to);

  Time last_at_{};
  std::vector<BatchPlace*> order_;  // by conversation, then as they came
  std::vector<Head> heads_;         // by conversation
  std::vector<Mark> marks_;
  std::vector<Value> values_;
  std::vector<std::string> texts_;  // notices and mentions; the batch holds views of them
  std::optional<Evidence> evidence_;
  MessageUpdates updates_;
  RowBatch plain_messages_, messages_, members_, member_events_, watermarks_, advances_, mentions_,
      old_mentions_;
  const std::vector<RowBatch*> batches_;
};

}  // namespace hearth::store
