// Conversations: the port that makes conversations. Implemented by store/. Blocks: request-pool threads only.
#pragma once

#include <string>
#include <vector>

#include "chat/values.h"

namespace hearth::chat {

/// A conversation with all its people, as it is right after it was made or as it is found.
struct Founded {
  bool made = false;  // false: it was there already
  ConversationId id;
  ConversationKind kind = ConversationKind::kGroup;
  Visibility visibility = Visibility::kPrivate;
  std::optional<std::string> name;
  std::optional<std::string> description;
  Seq seq = 0;
  Rev rev = 0;
  Time last_at;
  std::vector<Member> members;
  std::optional<ConversationId> parent = {};  // of a thread
  Seq root = 0;
  Rev settings_rev = 1;
  std::optional<Deletion> deletion = {};
};

struct GroupDraft {
  PersonId owner;
  std::string key;
  std::string name;
  std::optional<std::string> description;
  Visibility visibility = Visibility::kPrivate;
  std::vector<PersonId> people;  // besides the owner, each once
};

class Conversations {
 public:
  virtual ~Conversations() = default;

  /// The one direct conversation of these two, made when missing, also under parallel calls; with a == b the
  /// notes to self. Starts with rev 1 and no message.
  virtual Founded open_direct(PersonId a, PersonId b) = 0;

  /// A group, its members, and as message 1 the notice kCreated (rev 1). The same (owner, key) gives the same
  /// group.
  virtual Founded create_group(const GroupDraft& draft) = 0;

  /// The one thread that hangs from message `root` of `parent`, made when missing, also under parallel calls,
  /// with the author of that message as its first follower. Starts with rev 1 and no message.
  virtual Founded open_thread(ConversationId parent, Seq root, PersonId author, PersonId by) = 0;
};

}  // namespace hearth::chat
