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
enum class ConversationKind : std::uint8_t { kDirect = 1, kSelf = 2, kGroup = 3, kThread = 4 };
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

/// Whom a message addresses.
struct Mentions {
  std::vector<PersonId> people;  // by name, or by @here; each once, ascending
  bool all = false;              // everybody in the conversation
  bool here = false;             // who was present: they are among `people`, or it is `all`

  bool operator==(const Mentions&) const = default;
};
/// A line names at most so many of its unread mentions: the latest.
inline constexpr std::size_t kListedMentions = 100;

/// What the message that a thread hangs from shows of it. Kept as two counts that only ever grow, so that
/// news of it may come twice, or in another order.
struct ThreadSummary {
  ConversationId conversation;   // the thread
  std::uint32_t replies = 0;     // places - gone
  Time last_at;                  // of the latest reply
  std::vector<PersonId> people;  // at most kNamedRepliers of those who replied, the latest first
  std::uint32_t places = 0;      // replies, deleted ones too
  std::uint32_t gone = 0;        // of them deleted

  bool operator==(const ThreadSummary&) const = default;
};
inline constexpr std::size_t kNamedRepliers = 5;

/// Who wrote first what somebody passed on, and when. Not where.
struct Forwarded {
  PersonId person;
  Time at;
};

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
  std::optional<Mentions> mentions;
  std::optional<ThreadSummary> thread;
  std::optional<Forwarded> forwarded;
};

/// A message that mentions somebody, and where it is.
struct MentionPlace {
  ConversationId conversation;
  Message message;
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
  std::optional<std::vector<Seq>>
      mentions;  // unread ones of mine, at most kListedMentions; none instead of empty
  std::optional<Message> last_message;
  std::optional<ConversationId> parent;  // threads only: the conversation it is in …
  std::optional<Seq> root;               // … the message it hangs from …
  std::optional<bool> following;         // … and whether I follow it
};

/// A thread that I follow, with the message it hangs from.
struct FollowedThread {
  Line line;
  Message root;
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
