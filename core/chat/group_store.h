// GroupStore: the port to what is stored of a group beside its log, for deleting it. Implemented by store/.
// Every function queries the database and blocks: request-pool and job threads only. They throw when the
// database does not answer.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "chat/values.h"

namespace hearth::chat {

/// How many rows there are of everything that belongs to a conversation.
struct GroupContents {
  std::uint64_t messages = 0;
  std::uint64_t versions = 0;
  std::uint64_t reactions = 0;
  std::uint64_t pins = 0;
  std::uint64_t members = 0;  // present ones
  std::uint64_t rows = 0;     // of all tables, those of the conversation itself included
};

/// What is stored of a group that is being deleted.
struct StoredDeletion {
  std::string name;
  std::optional<Deletion> state;
  PersonId by;
  std::optional<Time> removal_at;
  bool gone = false;  // nobody sees it any more, only rows are left
};

/// A removal on its way. Belongs to one thread; removes nothing by itself.
class Removal {
 public:
  virtual ~Removal() = default;
  /// Removes at most `limit` rows in one short transaction; gives how many, 0 when there are none any more.
  virtual std::uint64_t some(std::uint32_t limit) = 0;
};

class GroupStore {
 public:
  virtual ~GroupStore() = default;

  /// Counts; takes about as long as reading an index of all of it but the messages.
  virtual GroupContents contents(ConversationId group) = 0;

  /// None when nothing at all is left of it.
  virtual std::optional<StoredDeletion> deletion(ConversationId group) = 0;
  /// The groups that are being deleted, whoever has begun with it.
  virtual std::vector<ConversationId> deletions() = 0;

  /// The threads in it.
  virtual std::vector<ConversationId> threads_of(ConversationId group) = 0;

  /// All that belongs to the group, or to a thread, but not those rows by which one knows it and who is in
  /// it.
  virtual std::unique_ptr<Removal> remove_contents(ConversationId group) = 0;
  /// From here on nobody sees it, also after a restart.
  virtual void mark_gone(ConversationId group, Time at) = 0;
  /// The rest, and what came while the contents went: at the end nothing is left of it.
  virtual std::unique_ptr<Removal> remove_rest(ConversationId group) = 0;
};

}  // namespace hearth::chat
