// People's own logs in memory: the latest form of each thing, under the rev of its change.
#pragma once

#include <map>
#include <tuple>

#include "chat/personal.h"

namespace hearth::fuzz {

class PersonalInMemory final : public chat::Personal {
 public:
  chat::Rev rev(chat::PersonId person) override { return logs_[person].rev; }
  chat::PersonalNews changes(chat::PersonId person, chat::Rev since, std::uint32_t) override {
    Log& log = logs_[person];
    chat::PersonalNews news;
    news.rev = log.rev;
    news.reset = since > log.rev;
    gather(log.places, since, news.places);
    gather(log.saved, since, news.saved);
    gather(log.drafts, since, news.drafts);
    gather(log.scheduled, since, news.scheduled);
    gather(log.preferences, since, news.preferences);
    return news;
  }

  chat::PersonalWrite edit_place(chat::PersonId person, chat::ConversationId conversation,
                                 const std::function<void(chat::LinePlace&)>& edit) override {
    chat::LinePlace& place = logs_[person].places[conversation];
    place.conversation = conversation;
    edit(place);
    chat::PersonalWrite out = take(person, place);
    out.change.place = place;
    return out;
  }
  chat::Outcome<chat::PersonalWrite> mark_saved(chat::PersonId person, chat::ConversationId conversation,
                                                chat::Seq seq, bool saved, Time at) override {
    chat::SavedMark& mark = logs_[person].saved[{conversation, seq}];
    mark = {conversation, seq, 0, at, saved};
    chat::PersonalWrite out = take(person, mark);
    out.change.saved = mark;
    return out;
  }
  std::vector<chat::SavedMark> saved(chat::PersonId person, chat::Rev before, std::uint32_t limit) override {
    std::vector<chat::SavedMark> out;
    for (const auto& [place, mark] : logs_[person].saved)
      if (mark.saved && mark.rev < before && out.size() < limit) out.push_back(mark);
    return out;
  }
  chat::Outcome<chat::PersonalWrite> keep_draft(chat::PersonId person,
                                                const chat::KeptDraft& draft) override {
    chat::KeptDraft& kept = logs_[person].drafts[draft.conversation];
    kept = draft;
    chat::PersonalWrite out = take(person, kept);
    out.change.draft = kept;
    return out;
  }
  chat::Outcome<chat::PersonalWrite> keep_preference(chat::PersonId person, const std::string& name,
                                                     const std::string& value) override {
    chat::Preference& kept = logs_[person].preferences[name];
    kept = {name, 0, value};
    chat::PersonalWrite out = take(person, kept);
    out.change.preference = kept;
    return out;
  }
  chat::Outcome<chat::PersonalWrite> schedule(chat::PersonId person, const chat::ScheduledDraft& draft,
                                              Time) override {
    Log& log = logs_[person];
    chat::ScheduledMessage& message = log.scheduled[log.scheduled.size() + 1];
    message.id = log.scheduled.size();
    message.conversation = draft.conversation;
    message.body = draft.body;
    message.send_at = draft.send_at;
    message.state = chat::ScheduledState::kWaiting;
    chat::PersonalWrite out = take(person, message);
    out.change.scheduled = message;
    return out;
  }
  chat::Outcome<chat::PersonalWrite> edit_scheduled(
      chat::PersonId person, std::uint64_t id,
      const std::function<std::optional<chat::Refusal>(chat::ScheduledMessage&)>& edit, Time) override {
    Log& log = logs_[person];
    const auto found = log.scheduled.find(id);
    if (found == log.scheduled.end()) return chat::not_found("scheduled message");
    if (auto refusal = edit(found->second)) return Failure<chat::Refusal>{std::move(*refusal)};
    chat::PersonalWrite out = take(person, found->second);
    out.change.scheduled = found->second;
    return out;
  }
  std::optional<chat::TakenScheduled> take_scheduled(chat::PersonId, std::uint64_t, std::uint32_t) override {
    return {};
  }
  chat::PersonalWrite end_scheduled(chat::PersonId, std::uint64_t, const chat::Outcome<chat::Seq>&) override {
    return {};
  }

 private:
  struct Log {
    chat::Rev rev = 0;
    std::map<chat::ConversationId, chat::LinePlace> places;
    std::map<std::pair<chat::ConversationId, chat::Seq>, chat::SavedMark> saved;
    std::map<chat::ConversationId, chat::KeptDraft> drafts;
    std::map<std::uint64_t, chat::ScheduledMessage> scheduled;
    std::map<std::string, chat::Preference> preferences;
  };

  template <class T>
  chat::PersonalWrite take(chat::PersonId person, T& changed) {
    chat::PersonalWrite out;
    out.changed = true;
    out.change.rev = changed.rev = ++logs_[person].rev;
    return out;
  }
  template <class Map, class List>
  static void gather(const Map& all, chat::Rev since, List& out) {
    for (const auto& [key, one] : all)
      if (one.rev > since) out.push_back(one);
  }

  std::map<chat::PersonId, Log> logs_;
};

}  // namespace hearth::fuzz
