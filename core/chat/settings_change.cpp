#include "chat/settings_change.h"

#include <future>
#include <memory>

#include "chat/named_people.h"

namespace hearth::chat {
namespace {

/// On the writer's thread, after the commit.
std::optional<Message> publish(House& house, ConversationId group, const SettingsChange& change,
                               const Committed& at) {
  house.directory.apply_settings(group, change, at.seq, at.rev, at.at);
  ConversationChanged event;
  event.conversation = group;
  event.rev = at.rev;
  event.name = change.name;
  event.description = change.description;
  event.visibility = change.visibility;
  event.settings_rev = house.directory.settings_rev_of(group);
  event.deletion = change.deletion;
  if (change.notice) {
    Message& message = event.message.emplace();
    message.seq = at.seq;
    message.rev = at.rev;
    message.sender = change.by;
    message.at = at.at;
    message.kind = MessageKind::kNotice;
    message.notice = change.notice;
    event.people = people_named(house.directory, std::span(&message, 1), {});
  }
  house.outlet.tell(Audience::conversation(group), event);
  house.hooks.conversation_changed.tell(house.hooks.aside, event);
  return std::move(event.message);
}

}  // namespace

void change_settings(House& house, ConversationId group, SettingsChange change,
                     Reply<std::optional<Message>> reply) {
  Change entry{group, change, {}};
  entry.done = [&house, group, change = std::move(change), reply = std::move(reply)](auto outcome) {
    if (!outcome) return reply(Failure{std::move(outcome.reason())});
    reply(publish(house, group, change, *outcome));
  };
  house.log.append(std::move(entry));
}

Outcome<Nothing> change_settings_now(House& house, ConversationId group, const SettingsChange& change) {
  // Shared, because who is woken by it may be gone before the waking is through.
  const auto answer = std::make_shared<std::promise<Outcome<Nothing>>>();
  auto answered = answer->get_future();
  change_settings(house, group, change, [answer](auto outcome) {
    if (!outcome) return answer->set_value(Failure{std::move(outcome.reason())});
    answer->set_value(Nothing{});
  });
  return answered.get();
}

}  // namespace hearth::chat
