#include "chat/permission.h"
#include "chat/scheduling.h"

namespace hearth::chat {

void cancel_scheduled(House& house, CancelScheduled ask, Reply<PersonalChange> reply) {
  const auto me = may_act(house.directory, ask.who);
  if (!me) return reply(Failure{me.reason()});
  const auto edit = [](ScheduledMessage& message) -> std::optional<Refusal> {
    if (message.state == ScheduledState::kCancelled) return {};
    if (auto refusal = is_open(message)) return refusal;
    message.state = ScheduledState::kCancelled;
    message.reason.reset();
    return {};
  };
  answer_scheduled(house, ask.who.person,
                   house.personal.edit_scheduled(ask.who.person, ask.scheduled, edit, now()), reply);
}

}  // namespace hearth::chat
