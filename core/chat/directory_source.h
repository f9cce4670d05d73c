// DirectorySource: where the directory is filled from at start. Implemented by store/.
#pragma once

#include <functional>

#include "chat/conversations.h"
#include "chat/values.h"

namespace hearth::chat {

class DirectorySource {
 public:
  virtual ~DirectorySource() = default;

  struct KnownPerson {
    Person person;
    std::optional<Time> last_seen;
  };
  struct KnownConversation {
    ConversationId id;
    ConversationKind kind = ConversationKind::kGroup;
    Visibility visibility = Visibility::kPrivate;
    std::optional<std::string> name;
    std::optional<std::string> description;
    Seq seq = 0;
    Rev rev = 0;
    Time last_at;
    std::optional<ConversationId> parent = {};  // of a thread
    Seq root = 0;
    std::uint32_t gone = 0;  // its deleted replies
    Rev settings_rev = 1;
    std::optional<Deletion> deletion = {};
  };
  struct KnownMember {  // present ones only
    ConversationId conversation;
    PersonId person;
    GroupRole role = GroupRole::kMember;
    Seq delivered_seq = 0;
    Seq read_seq = 0;
  };

  /// Everything the directory holds, streamed row by row (not gathered first) from one consistent snapshot:
  /// all people, then all conversations that are not deleted, then all present members ordered by
  /// conversation, person. Blocks.
  virtual void load(const std::function<void(KnownPerson&&)>& person,
                    const std::function<void(KnownConversation&&)>& conversation,
                    const std::function<void(const KnownMember&)>& member) = 0;

  struct KnownMention {  // unread ones, and those of everybody
    ConversationId conversation;
    PersonId person;  // 0: everybody
    Seq seq = 0;
  };
  /// Every unread mention of a present member, and every message that addresses everybody; ordered by
  /// conversation, seq. Blocks.
  virtual void load_mentions(const std::function<void(const KnownMention&)>& mention) = 0;
};

}  // namespace hearth::chat
