// PersonalRepository: people's own logs, in the database. Owned by the app; any thread that may block.
#pragma once

#include "chat/personal.h"
#include "store/database.h"

namespace hearth::store {

class PersonalRepository final : public chat::Personal {
 public:
  explicit PersonalRepository(Database& database) : database_(database) {}

  chat::Rev rev(chat::PersonId person) override;
  chat::PersonalNews changes(chat::PersonId person, chat::Rev since, std::uint32_t limit) override;

  chat::PersonalWrite edit_place(chat::PersonId person, chat::ConversationId conversation,
                                 const std::function<void(chat::LinePlace&)>& edit) override;
  chat::Outcome<chat::PersonalWrite> mark_saved(chat::PersonId person, chat::ConversationId conversation,
                                                chat::Seq seq, bool saved, Time at) override;
  std::vector<chat::SavedMark> saved(chat::PersonId person, chat::Rev before, std::uint32_t limit) override;
  chat::Outcome<chat::PersonalWrite> keep_draft(chat::PersonId person, const chat::KeptDraft& draft) override;
  chat::Outcome<chat::PersonalWrite> keep_preference(chat::PersonId person, const std::string& name,
                                                     const std::string& value) override;

  // In scheduled_messages.cpp.
  chat::Outcome<chat::PersonalWrite> schedule(chat::PersonId person, const chat::ScheduledDraft& draft,
                                              Time at) override;
  chat::Outcome<chat::PersonalWrite> edit_scheduled(
      chat::PersonId person, std::uint64_t id,
      const std::function<std::optional<chat::Refusal>(chat::ScheduledMessage&)>& edit, Time at) override;
  std::optional<chat::TakenScheduled> take_scheduled(chat::PersonId person, std::uint64_t id,
                                                     std::uint32_t turn) override;
  chat::PersonalWrite end_scheduled(chat::PersonId person, std::uint64_t id,
                                    const chat::Outcome<chat::Seq>& outcome) override;

 private:
  Database& database_;
};

}  // namespace hearth::store
