// Change: one change of one conversation on its way into the log. It takes exactly one rev, and one seq when
// it carries a message.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "chat/message_update.h"
#include "chat/reply.h"
#include "chat/values.h"

namespace hearth::chat {

/// A message of a person. `key` makes it idempotent: unique per sender, for ever.
struct NewMessage {
  std::string key;
  PersonId sender;
  std::string body;
  std::optional<Seq> reply_to;
  std::shared_ptr<const Mentions> mentions = {};
  std::optional<Forwarded> forwarded = {};
};

/// New, returned, gone or otherwise changed members (their rows are written as they stand here, except that
/// watermarks never go back), with the notice that tells of it in the conversation.
struct MembersChange {
  std::vector<Member> members;
  PersonId by;
  std::optional<Notice> notice;
};

/// What a group is called, what it is for, who may find it, and whether it is being deleted: written as it
/// stands here, with the notice that tells of it. A MembersChange and this one are decided from what the
/// directory knows, so whoever makes one holds the group's turn (group_turns.h).
struct SettingsChange {
  PersonId by;
  std::string name;
  std::optional<std::string> description;
  Visibility visibility = Visibility::kPrivate;
  bool settings = true;  // name, description or visibility are new: the change's rev becomes settings_rev
  std::optional<Deletion> deletion;
  std::optional<Time> removal_at;  // with a deletion: when its removal begins
  std::optional<Notice> notice;
};

/// Watermarks that have moved. Only ever forward.
struct ReceiptsChange {
  std::vector<Advance> advances;
};

/// What the commit gave the change.
struct Committed {
  Seq seq = 0;  // of its message; 0 when it has none
  Rev rev = 0;
  Time at;
  bool repeated = false;  // this key was stored before: seq, rev and at are those of then, and nothing is new
  std::shared_ptr<const Message> message;  // a MessageUpdate's message, as it is after it
  /// A MessageUpdate that turned out to be impossible. It has taken a rev all the same, under which everybody
  /// is told of the message as it is: nobody finds a gap.
  std::optional<Refusal> refused;
};

struct Change {
  ConversationId conversation;
  std::variant<NewMessage, MembersChange, ReceiptsChange, MessageUpdate, SettingsChange> body;
  /// After the commit, on the writer's thread, in the order of rev within the conversation; or with a refusal
  /// when it was not stored. Must not block.
  Reply<Committed> done;
};

}  // namespace hearth::chat
