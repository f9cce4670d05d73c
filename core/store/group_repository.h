// GroupRepository: what is stored of a group, counted and removed. Owned by the app; any thread that may
// block.
#pragma once

#include "chat/group_store.h"
#include "store/database.h"

namespace hearth::store {

class GroupRepository final : public chat::GroupStore {
 public:
  explicit GroupRepository(Database& database) : database_(database) {}

  chat::GroupContents contents(chat::ConversationId group) override;
  std::optional<chat::StoredDeletion> deletion(chat::ConversationId group) override;
  std::vector<chat::ConversationId> deletions() override;
  std::vector<chat::ConversationId> threads_of(chat::ConversationId group) override;
  std::unique_ptr<chat::Removal> remove_contents(chat::ConversationId group) override;
  void mark_gone(chat::ConversationId group, Time at) override;
  std::unique_ptr<chat::Removal> remove_rest(chat::ConversationId group) override;

 private:
  Database& database_;
};

}  // namespace hearth::store
