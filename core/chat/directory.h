// Directory: who is who, and who is in which conversation, in memory, so that an event loop can decide
// without asking the database. It is filled from the store at start and kept in step by every committed
// change; the store stays the truth.
//
// Memory: about 200 bytes a person, 150 a conversation (a thread is one, and 60 more), 24 a member, 16 an
// unread mention, of which a person has kListedMentions in a conversation at most. Any thread; every function
// holds one short lock at a time.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "chat/change.h"
#include "chat/conversations.h"
#include "chat/directory_source.h"
#include "chat/thread_desk.h"
#include "chat/values.h"

namespace hearth::chat {

/// What a verb must know of a conversation and of one person's place in it.
struct Standing {
  ConversationKind kind = ConversationKind::kGroup;
  Visibility visibility = Visibility::kPrivate;
  GroupRole role = GroupRole::kMember;
  Seq seq = 0;
  Rev rev = 0;
  Time last_at;
  Seq delivered_seq = 0;
  Seq read_seq = 0;
  ConversationKind home = ConversationKind::kGroup;  // of a thread: its parent's kind; else `kind`
  std::optional<ConversationId> parent;              // of a thread
  bool follows = true;                               // a thread may be read without
  Rev settings_rev = 1;
  std::optional<Deletion> deletion;  // of a thread: its parent's
};

/// What a reply has made of its thread.
struct ThreadAfter {
  ThreadNews news;
  bool was_quiet = false;  // for longer than connections hear threads for their followers
};

class Directory {
 public:
  Directory() = default;
  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;

  /// Fills the empty directory. Blocks; once, before anything is served.
  void load(DirectorySource& source);

  // People.

  /// Adds or replaces.
  void put(const Person& person);
  std::optional<Person> person(PersonId id) const;
  /// Those that exist, in the order asked for, each once.
  std::vector<Person> people(std::vector<PersonId> ids) const;
  /// Exists and is not blocked.
  bool is_active(PersonId id) const;
  /// Active people whose names or user names have a word that begins like each word of `text` (all people
  /// when it is empty), by name; at most `limit` after the one with this folded name and id.
  std::vector<Person> find(std::string_view text, const std::pair<std::string, PersonId>& after,
                           std::size_t limit) const;
  /// Active people who are nearly called so: each word of `text` begins one of theirs but for a slip of the
  /// finger (chat/name_match.h). The nearest first, at most `limit`; without those whom `find` finds.
  std::vector<Person> find_like(std::string_view text, std::size_t limit) const;
  /// By user name, in lower case.
  std::optional<PersonId> person_named(std::string_view user_name) const;
  std::optional<Time> last_seen(PersonId id) const;
  void set_last_seen(PersonId id, Time at);
  std::size_t people_count() const;

  // Conversations.

  /// Adds a conversation with its present members; what is known of it already is kept.
  void put(const Founded& founded);
  /// None when there is no such conversation or the person is not in it at present. Of a thread: in its
  /// parent; who does not follow it has read all of it.
  std::optional<Standing> standing(ConversationId id, PersonId person) const;
  /// The sidebar line without last_message; none as above.
  std::optional<Line> line(ConversationId id, PersonId person) const;
  /// Without threads.
  /// The place of the latest message; 0 when there is no such conversation.
  Seq head_of(ConversationId id) const;
  Rev settings_rev_of(ConversationId id) const;
  /// The group as it is, as a change that changes nothing; none when there is no such group.
  std::optional<SettingsChange> settings(ConversationId id) const;
  std::vector<ConversationId> conversations_of(PersonId person) const;
  std::vector<PersonId> members_of(ConversationId id) const;
  /// The public group as this person may see it who is in it or not; none for anything else, and for a group
  /// that is being deleted.
  std::optional<GroupCard> card(ConversationId id, PersonId viewer) const;
  /// Public groups one of whose words begins with the folded `text` (all when empty), by name; at most
  /// `limit` after the one with this folded name and id. Looks at every conversation.
  std::vector<GroupCard> public_groups(std::string_view text,
                                       const std::pair<std::string, ConversationId>& after, std::size_t limit,
                                       PersonId viewer) const;
  /// How far a member is: delivered, read. Of a thread also one who cannot read it any more.
  std::optional<std::pair<Seq, Seq>> watermarks(ConversationId id, PersonId person) const;
  /// How many owners other than this person the conversation has, and how many members.
  std::pair<std::size_t, std::size_t> others_in(ConversationId id, PersonId person) const;

  struct Head {
    Seq seq = 0;
    Rev rev = 0;
    std::optional<ConversationId> parent;  // of a thread
  };
  /// None also for one that is being deleted.
  std::optional<Head> head(ConversationId id) const;
  /// The conversations in which messages were posted or changed since this was asked last; for one asker.
  std::vector<ConversationId> take_touched();
  /// How many messages were posted since the start.
  std::uint64_t posted() const { return posted_.load(std::memory_order_relaxed); }
  // Threads.

  bool is_thread(ConversationId id) const;
  /// The one that hangs from this message.
  std::optional<ConversationId> thread_at(ConversationId parent, Seq root) const;
  std::vector<ConversationId> threads_in(ConversationId parent) const;
  /// Those that the person follows; perhaps they cannot read its parent any more.
  std::vector<ConversationId> threads_of(PersonId person) const;
  /// Of those, the ones that a new connection hears: the others are joined when something happens in them.
  std::vector<ConversationId> lively_threads_of(PersonId person) const;
  static constexpr std::chrono::hours kQuiet{24 * 7};

  // Committed changes, in the order of rev within a conversation.

  /// Of a thread, gives what has become of it.
  std::optional<ThreadAfter> apply_posted(ConversationId id, PersonId sender, Seq seq, Rev rev, Time at);
  /// Whom the message addresses from now on; null: nobody.
  void apply_mentions(ConversationId id, Seq seq, const Mentions* mentions);
  /// A message is deleted. Of a thread, gives what has become of it.
  std::optional<ThreadNews> apply_gone(ConversationId id);
  void apply_rev(ConversationId id, Rev rev);
  /// A message is another than it was: edited, deleted, pinned, reacted to.
  void apply_message_changed(ConversationId id, Rev rev);
  /// Members as they are now: who has `left_at` is taken out. With a notice, `seq` is its place, else 0.
  void apply_members(ConversationId id, std::span<const Member> members, Seq seq, Rev rev, Time at);
  void apply_settings(ConversationId id, const SettingsChange& change, Seq seq, Rev rev, Time at);
  /// Forgets the conversation; gives who was in it.
  std::vector<PersonId> remove(ConversationId id);
  /// Moves a watermark forward; gives the resulting ones, or none when nothing moved (or not a member).
  std::optional<std::pair<Seq, Seq>> advance(ConversationId id, PersonId person, Seq delivered, Seq read);

 private:
  struct MemberEntry {
    PersonId person;
    std::uint32_t delivered = 0;
    std::uint32_t read = 0;
    GroupRole role = GroupRole::kMember;
  };
  struct ThreadPlace {
    ConversationId parent;
    Seq root = 0;
    std::uint32_t gone = 0;
  };
  /// An unread mention; of everybody: person 0, kept for longer.
  struct MentionEntry {
    PersonId person;
    std::uint32_t seq = 0;
  };
  struct Conversation {
    ConversationKind kind = ConversationKind::kGroup;
    Visibility visibility = Visibility::kPrivate;
    bool touched = false;
    Seq seq = 0;
    Rev rev = 0;
    Time last_at;
    Rev settings_rev = 1;
    std::optional<Deletion> deletion;
    std::unique_ptr<const std::string> name, description;
    std::unique_ptr<ThreadPlace> thread;                                   // of a thread
    std::unique_ptr<std::vector<std::pair<Seq, ConversationId>>> threads;  // of a parent, by root
    std::unique_ptr<std::vector<MentionEntry>> mentions;                   // by seq; none instead of empty
    std::vector<MemberEntry> members;                                      // by person

    const MemberEntry* find(PersonId person) const;
    MemberEntry* find(PersonId person);
    void mention(PersonId who, Seq where);
    template <class Predicate>
    void forget_mentions(const Predicate& which);
    ThreadNews news(ConversationId id) const;
    bool is_public_group() const;
    void describe(const std::optional<std::string>& new_name,
                  const std::optional<std::string>& new_description);
  };
  struct PersonEntry {
    Person person;
    std::string folded;  // words of name and user name, each after a space
    std::optional<Time> last_seen;
    std::vector<ConversationId> conversations;  // ascending
    std::vector<ConversationId> threads;        // ascending
  };
  struct Shard {
    mutable std::shared_mutex mutex;
    std::unordered_map<ConversationId, Conversation> conversations;
    std::vector<ConversationId> touched;  // those whose flag is set

    void touch(ConversationId id, Conversation& conversation);
  };
  static constexpr std::size_t kShards = 64;

  static std::optional<std::vector<Seq>> unread_mentions(const std::vector<MentionEntry>* mentions,
                                                         PersonId person, Seq read);

  Shard& shard(ConversationId id) { return shards_[id.value % kShards]; }
  const Shard& shard(ConversationId id) const { return shards_[id.value % kShards]; }
  static GroupCard card_of(ConversationId id, const Conversation& c, PersonId viewer);
  void put_locked(const Person& person);
  void enter(PersonId person, ConversationId id, bool is_thread);
  void leave(PersonId person, ConversationId id);
  void hang(ConversationId thread, ConversationId parent, Seq root);

  std::array<Shard, kShards> shards_;
  std::atomic<std::uint64_t> posted_{0};
  mutable std::shared_mutex people_mutex_;
  std::unordered_map<PersonId, PersonEntry> people_;
  std::unordered_map<std::string, PersonId> by_name_;
};

}  // namespace hearth::chat
