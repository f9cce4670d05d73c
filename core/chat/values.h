// The values that everybody speaks of: people, conversations, members, messages. Plain data, no behaviour.
// The member names are the names on the wire (protocol.yaml) and nearly those of the columns.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"

namespace hearth::chat {

using PersonId = Id<struct PersonTag>;
using ConversationId = Id<struct ConversationTag>;
using SessionId = Id<struct SessionTag>;

/// The place of a message in its conversation: 1, 2, 3 … Never changes, has no gaps. 0 is before the first.
using Seq = std::uint64_t;
/// The number of a change of a conversation. One change takes one rev and is told by one event.
using Rev = std::uint64_t;

enum class OrganisationRole : std::uint8_t {
  kGuest = 1,
  kMember = 2,
  kModerator = 3,
  kAdmin = 4,
  kOwner = 5,
  kBot = 6
};
enum class GroupRole : std::uint8_t { kMember = 1, kModerator = 2, kAdmin = 3, kOwner = 4 };
enum class ConversationKind : std::uint8_t { kDirect = 1, kSelf = 2, kGroup = 3 };
enum class Visibility : std::uint8_t { kPrivate = 1, kPublic = 2 };
enum class MessageKind : std::uint8_t { kText = 1, kNotice = 2 };
/// What a notice tells of: who did it is the message's sender, to whom is `people`.
enum class NoticeKind : std::uint8_t {
  kCreated = 1,
  kAdded = 2,
  kRemoved = 3,
  kLeft = 4,
  kJoined = 5,
  kRenamed = 6
};
enum class Presence : std::uint8_t { kOffline = 0, kOnline = 1, kAway = 2, kDoNotDisturb = 3 };

/// What has become of a message that is to be posted later.
enum class ScheduledState : std::uint8_t { kWaiting = 1, kFailed = 2, kSent = 3, kCancelled = 4 };

/// What others may see of a person.
struct Person {
  PersonId id;
  std::string user_name;  // unique, lower case
  std::string name;       // as displayed
  OrganisationRole role = OrganisationRole::kMember;
  bool blocked = false;
};

struct PresenceState {
  PersonId person;
  Presence state = Presence::kOffline;
  std::optional<Time> last_seen;  // none while online, and where never seen
};

struct Notice {
  NoticeKind what = NoticeKind::kCreated;
  std::vector<PersonId> people;
  std::optional<std::string> name;  // the new name of the conversation
};

/// All reactions to a message with one emoji.
struct Reaction {
  std::string emoji;
  std::uint32_t count = 0;
  /// At most kNamedReactors of those who reacted, in the order in which they did; in what is answered to one
  /// person, they too if they did.
  std::vector<PersonId> people;

  bool operator==(const Reaction&) const = default;
};
inline constexpr std::size_t kNamedReactors = 8;

struct Message {
  Seq seq = 0;
  Rev rev = 0;  // of the latest change of this message
  PersonId sender;
  Time at;
  MessageKind kind = MessageKind::kText;
  std::string body;  // Markdown; empty for notices and tombstones
  std::optional<Seq> reply_to;
  std::optional<Time> edited_at;
  std::optional<Time> deleted_at;
  std::optional<Notice> notice;
  std::optional<std::vector<Reaction>> reactions;  // by their first ones; none instead of an empty list
  std::optional<Time> pinned_at;
  std::optional<PersonId> pinned_by;
};

/// What a message said before it was edited.
struct Version {
  Rev rev = 0;  // of the edit that put an end to it
  Time at;      // when it was written
  std::string body;
};

/// Who reacted to a message, with what, and when.
struct Reactor {
  PersonId person;
  std::string emoji;
  Time at;
};

/// Somebody's place in a conversation. Who has left keeps the row, so that sync can tell of it.
struct Member {
  PersonId person;
  GroupRole role = GroupRole::kMember;
  Time joined_at;
  std::optional<Time> left_at;
  std::optional<PersonId> added_by;
  std::optional<PersonId> removed_by;  // who ended it; the person themselves when they left
  Seq delivered_seq = 0;               // a device of theirs has everything up to here
  Seq read_seq = 0;                    // they have seen everything up to here
  Rev rev = 0;                         // of the latest change of this row
};

/// A conversation as one of its members sees it in the sidebar.
struct Line {
  ConversationId id;
  ConversationKind kind = ConversationKind::kGroup;
  Visibility visibility = Visibility::kPrivate;
  std::optional<std::string> name;         // groups only
  std::optional<std::string> description;  // groups only
  std::optional<PersonId> peer;            // direct conversations only: the other one
  Seq seq = 0;                             // of the latest message
  Rev rev = 0;                             // of the latest change
  Time last_at;                            // of the latest message, or of the creation
  std::uint32_t members = 0;               // present ones
  GroupRole role = GroupRole::kMember;     // mine
  Seq delivered_seq = 0;                   // mine
  Seq read_seq = 0;                        // mine
  std::uint64_t unread = 0;
  std::optional<Message> last_message;
};

/// How far somebody has got. `at` is when this watermark was reached.
struct Advance {
  PersonId person;
  Seq delivered_seq = 0;
  Seq read_seq = 0;
};

/// When a message reached a person and when they saw it ("message info").
struct Receipt {
  PersonId person;
  std::optional<Time> delivered_at;
  std::optional<Time> read_at;
};

}  // namespace hearth::chat
