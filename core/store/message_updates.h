// MessageUpdates: the statements that change the messages of a batch: their rows are read in one, those who
// react in one, and each kind of row that follows is written in one. The heads of their conversations are
// locked by then, so nobody else changes them meanwhile.
//
// Owned by a BatchTransaction, on its writer's thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "store/batch_place.h"
#include "store/connection.h"
#include "store/row_batch.h"

namespace hearth::store {

class MessageUpdates {
 public:
  MessageUpdates();

  /// A change whose body is a MessageUpdate, in the order of rev within a conversation. `committed` has its
  /// rev and time.
  void add(BatchPlace& place);

  /// Reads, decides and writes, after the new messages of the batch are written. Fills `committed.message`,
  /// or the refusal, of every place added.
  void run(Connection& connection);

  /// A conversation and a rev under which the last run has left a row of message_change; none when it has
  /// changed nothing.
  std::optional<std::pair<chat::ConversationId, chat::Rev>> witness() const;

  void clear();
  /// Before the connection goes.
  void forget();

 private:
  using MessageKey = std::pair<chat::ConversationId, chat::Seq>;
  using ReactionKey = std::tuple<chat::ConversationId, chat::Seq, chat::PersonId, std::string>;
  struct Held {
    chat::Message message;
    chat::Rev stored_rev = 0;  // of its latest change before this batch; 0 when there was none
    bool found = false, changed = false, erased = false, was_pinned = false;
    std::optional<chat::Mentions> mentioned;  // before this batch
  };
  struct HeldReaction {
    bool was = false, is = false;
    chat::Rev rev = 0;
    Time at;
  };

  void read_messages(Connection& connection);
  void read_reactions(Connection& connection);
  void decide(BatchPlace& place);
  void write(Connection& connection);
  void write_message(const MessageKey& key, const Held& held);
  void write_mentions(const MessageKey& key, const Held& held);

  std::vector<BatchPlace*> places_;
  std::map<MessageKey, Held> messages_;
  std::map<ReactionKey, HeldReaction> reactions_;
  std::vector<std::string> texts_;  // the batches hold views of them
  RowBatch changed_, old_changes_, changes_, versions_, new_reactions_, old_reactions_, erased_reactions_,
      erased_versions_, pins_, old_pins_, mentions_, old_mentions_;
  std::vector<RowBatch*> in_order_;
};

}  // namespace hearth::store
