// Import: the port by which talk that happened elsewhere comes in whole: from another product's export, or
// made up for a demonstration. Implemented by store/. Blocks for as long as it takes: maintenance and job
// threads only.
//
// It writes past the log and the directory, so a server that runs already does not know of it until it is
// started again.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "chat/accounts.h"
#include "chat/values.h"

namespace hearth::chat {

struct ImportedReaction {
  Rev rev = 0;
  PersonId person;
  std::string emoji;
  Time at;
};

struct ImportedMessage {
  /// Without the sums of its reactions and its thread, which follow from what else is told.
  Message message;
  std::optional<std::string>
      key;  // what makes it unique among its sender's messages, where it has such a thing
  std::vector<ImportedReaction> reactions = {};  // in the order in which they came
};

/// Somebody came, went or got another role. Kept apart from the members, who show only the latest state.
struct ImportedMemberEvent {
  Rev rev = 0;
  PersonId person;
  PersonId by;
  bool present = true;
  GroupRole role = GroupRole::kMember;
  Time at;
};

/// Somebody's watermark reached `up_to` at this time. A message's delivered and seen times are those of the
/// first advance that reaches it.
struct ImportedAdvance {
  PersonId person;
  bool read = false;  // false: delivered
  Seq up_to = 0;
  Time at;
};

/// A conversation from its first message to its last, as if it had happened here.
struct ImportedConversation {
  ConversationKind kind = ConversationKind::kGroup;
  Visibility visibility = Visibility::kPrivate;
  std::optional<std::string> name;
  std::optional<std::string> description;
  PersonId created_by;
  Time created_at;
  /// Groups only: names this group among all of its creator, so that importing it again finds it.
  std::string key;
  Rev rev = 0;  // the highest that is used below, at least 1
  std::vector<Member> members;
  std::vector<ImportedMemberEvent> member_events;
  std::vector<ImportedMessage> messages;  // by seq
  std::vector<ImportedAdvance> advances;
};

/// Whether this is a conversation as the log would have made it; refuses kInvalid with what is wrong:
///   seq is 1, 2, 3 …; times do not go back; a reply points to an earlier message
///   revs of messages are those of posting and rise with seq; nothing has a rev beyond the conversation's
///   who writes, comes or goes has a place among the members; watermarks end at the last message
///   a tombstone has no text and no reactions and is not pinned; a notice says of what
///   nobody reacts twice with the same emoji
/// Any thread.
Outcome<Nothing> check_import(const ImportedConversation& conversation);

/// How many there are in the store already.
struct Census {
  std::uint64_t people = 0;
  std::uint64_t conversations = 0;
};

class Import {
 public:
  virtual ~Import() = default;

  virtual Census census() = 0;

  /// All of these people or none, in one transaction; gives their ids in the same order. Refuses kConflict
  /// with field "user_name" or "email" when one is taken; the message says which.
  virtual Outcome<std::vector<PersonId>> add_people(std::span<const Account> accounts) = 0;

  struct Added {
    ConversationId id;
    bool made = false;  // false: it was there already, and is left as it was
  };
  /// The whole conversation or nothing of it, in one transaction. There already is a group with the same
  /// creator and key, and the direct conversation or the notes of the same people. Refuses kInvalid what
  /// check_import does, and kConflict when a message's (sender, key) is stored already.
  virtual Outcome<Added> add_conversation(const ImportedConversation& conversation) = 0;
};

}  // namespace hearth::chat
