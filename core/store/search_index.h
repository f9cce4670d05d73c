// SearchIndex on the database: for each word the messages that have it, in ordinary tables (migration 0008).
// Made in app/; any thread. Blocks.
#pragma once

#include "chat/search_index.h"
#include "store/database.h"

namespace hearth::store {

class SearchIndex final : public chat::SearchIndex {
 public:
  explicit SearchIndex(Database& database) : database_(database) {}

  std::vector<chat::SearchPlace> find(const chat::SearchLookup& lookup) override;
  chat::Rev indexed(chat::ConversationId conversation) override;
  bool advance(const chat::IndexStep& step) override;
  std::vector<chat::ConversationId> behind(chat::ConversationId after, std::uint32_t limit) override;

 private:
  Database& database_;
};

/// Takes at most `limit` messages of a conversation out of the index, with all they are found by; gives how
/// many.
std::uint64_t forget_postings(Connection& connection, chat::ConversationId conversation, std::uint32_t limit);

/// The lowest number that a message posted at this time can have in the index.
std::uint64_t search_number(Time at);
inline constexpr int kSearchNumberBits = 20;  // below the milliseconds

}  // namespace hearth::store
