// SearchIndex: the port to what is kept for finding messages. Implemented by store/. Blocks: request-pool
// threads and the indexer's only. Everything throws when the database does not answer.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "chat/values.h"

namespace hearth::chat {

/// What one message can be found by from now on; nothing where there are no keys.
struct IndexedMessage {
  Seq seq = 0;
  Time at;
  std::vector<std::string> keys;  // ascending
};

/// The messages of a conversation whose rev is in (from, to], which may be few or none.
struct IndexStep {
  ConversationId conversation;
  ConversationId home;  // whose members may see it: of a thread, what it hangs from
  Rev from = 0;
  Rev to = 0;
  std::vector<IndexedMessage> messages;
};

/// A message that has one of these words, or one that begins like this.
struct SearchClause {
  std::vector<std::string> words;
  std::optional<std::string> beginning;
};

struct SearchLookup {
  std::vector<SearchClause> all;                // the message has each of them; at least one
  std::span<const ConversationId> among;        // at home in one of these; ascending
  std::optional<Time> not_before, before;       // when it was posted
  std::uint64_t older_than = ~std::uint64_t{};  // only what the index numbers lower
  std::uint32_t limit = 100;
};

struct SearchPlace {
  std::uint64_t number = 0;  // of the index: higher is later
  ConversationId conversation;
  Seq seq = 0;
};

class SearchIndex {
 public:
  virtual ~SearchIndex() = default;

  /// The messages that have all of it, the latest first. Where more is asked for than an index can tell (that
  /// words stand side by side), it is for the asker to look at the text.
  virtual std::vector<SearchPlace> find(const SearchLookup& lookup) = 0;

  /// How far this conversation is indexed; 0 for not at all.
  virtual Rev indexed(ConversationId conversation) = 0;
  /// Makes the step, all of it or nothing; false where the conversation is not indexed up to `from`, because
  /// somebody else went on meanwhile.
  virtual bool advance(const IndexStep& step) = 0;
  /// At most `limit` conversations with an id > after that may have what is not indexed, by id.
  virtual std::vector<ConversationId> behind(ConversationId after, std::uint32_t limit) = 0;
};

}  // namespace hearth::chat
