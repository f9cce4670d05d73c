// Directory: who is who, and who is in which conversation, in memory, so that an event loop can decide
// without asking the database. It is filled from the store at start and kept in step by every committed
// change; the store stays the truth.
//
// Memory: about 200 bytes a person, 150 a conversation, 24 a member. Any thread; every function holds one
// short lock.
#pragma once

#include <array>
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
  Rev settings_rev = 1;
  std::optional<Deletion> deletion;
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
  /// Active people one of whose words begins with the folded `text` (all when empty), by name; at most
  /// `limit` after the one with this folded name and id.
  std::vector<Person> find(std::string_view text, const std::pair<std::string, PersonId>& after,
                           std::size_t limit) const;
  std::optional<Time> last_seen(PersonId id) const;
  void set_last_seen(PersonId id, Time at);
  std::size_t people_count() const;

  // Conversations.

  /// Adds a conversation with its present members; what is known of it already is kept.
  void put(const Founded& founded);
  /// None when there is no such conversation or the person is not in it at present.
  std::optional<Standing> standing(ConversationId id, PersonId person) const;
  /// The sidebar line without last_message; none as above.
  std::optional<Line> line(ConversationId id, PersonId person) const;
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
  /// How many owners other than this person the conversation has, and how many members.
  std::pair<std::size_t, std::size_t> others_in(ConversationId id, PersonId person) const;

  // Committed changes, in the order of rev within a conversation.

  void apply_posted(ConversationId id, PersonId sender, Seq seq, Rev rev, Time at);
  void apply_rev(ConversationId id, Rev rev);
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
  struct Conversation {
    ConversationKind kind = ConversationKind::kGroup;
    Visibility visibility = Visibility::kPrivate;
    Seq seq = 0;
    Rev rev = 0;
    Time last_at;
    Rev settings_rev = 1;
    std::optional<Deletion> deletion;
    std::unique_ptr<const std::string> name, description;
    std::vector<MemberEntry> members;  // by person

    const MemberEntry* find(PersonId person) const;
    MemberEntry* find(PersonId person);
    bool is_public_group() const;
    void describe(const std::optional<std::string>& new_name,
                  const std::optional<std::string>& new_description);
  };
  struct PersonEntry {
    Person person;
    std::string folded;  // words of name and user name, each after a space
    std::optional<Time> last_seen;
    std::vector<ConversationId> conversations;  // ascending
  };
  struct Shard {
    mutable std::shared_mutex mutex;
    std::unordered_map<ConversationId, Conversation> conversations;
  };
  static constexpr std::size_t kShards = 64;

  Shard& shard(ConversationId id) { return shards_[id.value % kShards]; }
  const Shard& shard(ConversationId id) const { return shards_[id.value % kShards]; }
  static GroupCard card_of(ConversationId id, const Conversation& c, PersonId viewer);
  void put_locked(const Person& person);
  void enter(PersonId person, ConversationId id);
  void leave(PersonId person, ConversationId id);

  std::array<Shard, kShards> shards_;
  mutable std::shared_mutex people_mutex_;
  std::unordered_map<PersonId, PersonEntry> people_;
};

}  // namespace hearth::chat
