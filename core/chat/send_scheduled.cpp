#include "chat/permission.h"
#include "chat/scheduling.h"

namespace hearth::chat {

void send_scheduled(House& house, SendScheduled ask, Reply<PersonalChange> reply) {
  const auto me = may_act(house.directory, ask.who);
  if (!me) return reply(Failure{me.reason()});
  const Time at = now();
  const auto edit = [&](ScheduledMessage& message) -> std::optional<Refusal> {
    if (auto refusal = is_open(message)) return refusal;
    message.send_at = at;
    message.state = ScheduledState::kWaiting;
    message.reason.reset();
    return {};
  };
  answer_scheduled(house, ask.who.person,
                   house.personal.edit_scheduled(ask.who.person, ask.scheduled, edit, at), reply);
}

}  // namespace hearth::chat
