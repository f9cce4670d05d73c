// MessageHistory: what is stored of conversations, read. Each function is one statement that reads the rows
// it gives and no others. Owned by the app; any thread that may block.
#pragma once

#include "chat/history.h"
#include "store/database.h"

namespace hearth::store {

class MessageHistory final : public chat::History {
 public:
  explicit MessageHistory(Database& database) : database_(database) {}

  std::vector<chat::Message> messages(chat::ConversationId conversation, chat::Seq first,
                                      chat::Seq last) override;
  std::vector<std::pair<chat::ConversationId, chat::Message>> messages_at(
      std::span<const std::pair<chat::ConversationId, chat::Seq>> places) override;
  std::vector<chat::Message> changed_messages(chat::ConversationId conversation, chat::Rev since,
                                              chat::Seq first_posted, std::uint32_t limit) override;
  std::vector<chat::Member> changed_members(chat::ConversationId conversation, chat::Rev since,
                                            std::uint32_t limit) override;
  std::vector<chat::Member> members(chat::ConversationId conversation, chat::PersonId after,
                                    std::uint32_t limit) override;
  std::vector<chat::Receipt> receipts(chat::ConversationId conversation, chat::Seq seq, chat::PersonId after,
                                      std::uint32_t limit) override;
  std::vector<chat::MemberEvent> member_events(chat::ConversationId conversation,
                                               std::pair<chat::Rev, chat::PersonId> before,
                                               std::uint32_t limit) override;
  std::vector<std::pair<chat::Seq, std::string>> own_reactions(chat::ConversationId conversation,
                                                               chat::PersonId person,
                                                               std::span<const chat::Seq> messages) override;
  std::vector<std::pair<chat::Rev, chat::Reactor>> reactors(chat::ConversationId conversation, chat::Seq seq,
                                                            chat::Rev after, std::uint32_t limit) override;
  std::vector<chat::Version> versions(chat::ConversationId conversation, chat::Seq seq, chat::Rev after,
                                      std::uint32_t limit) override;
  std::vector<chat::Message> pins(chat::ConversationId conversation, chat::Seq before,
                                  std::uint32_t limit) override;
  std::vector<chat::MentionMark> mentions_of(chat::PersonId person,
                                             const std::optional<chat::MentionMark>& after,
                                             std::uint32_t limit) override;

 private:
  Database& database_;
};

}  // namespace hearth::store
