#include "chat/message_text.h"
#include "chat/permission.h"
#include "chat/scheduling.h"

namespace hearth::chat {

void change_scheduled(House& house, ChangeScheduled ask, Reply<PersonalChange> reply) {
  const auto me = may_act(house.directory, ask.who);
  if (!me) return reply(Failure{me.reason()});
  if (ask.body && !is_message_text(*ask.body)) return reply(refuse_message_text());
  const Time at = now();
  std::optional<Time> send_at;
  if (ask.send_at && !(send_at = time_to_send(*ask.send_at, at))) return reply(refuse_time_to_send());
  const auto edit = [&](ScheduledMessage& message) -> std::optional<Refusal> {
    if (auto refusal = is_open(message)) return refusal;
    if (ask.body) message.body = *ask.body;
    if (!send_at) return {};
    // Whoever says when wants it posted, also where it has failed before.
    message.send_at = *send_at;
    message.state = ScheduledState::kWaiting;
    message.reason.reset();
    return {};
  };
  answer_scheduled(house, ask.who.person,
                   house.personal.edit_scheduled(ask.who.person, ask.scheduled, edit, at), reply);
}

}  // namespace hearth::chat
