// ConversationRepository: makes conversations. Owned by the app; any thread that may block.
#pragma once

#include "chat/conversations.h"
#include "store/database.h"

namespace hearth::store {

class ConversationRepository final : public chat::Conversations {
 public:
  explicit ConversationRepository(Database& database) : database_(database) {}

  chat::Founded open_direct(chat::PersonId a, chat::PersonId b) override;
  chat::Founded create_group(const chat::GroupDraft& draft) override;
  chat::Founded open_thread(chat::ConversationId parent, chat::Seq root, chat::PersonId author,
                            chat::PersonId by) override;

 private:
  Database& database_;
};

}  // namespace hearth::store
