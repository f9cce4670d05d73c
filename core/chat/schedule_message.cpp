#include "chat/message_text.h"
#include "chat/permission.h"
#include "chat/scheduling.h"

namespace hearth::chat {

void schedule_message(House& house, ScheduleMessage ask, Reply<PersonalChange> reply) {
  const auto standing = may(house.directory, ask.who, Action::kPost, ask.conversation);
  if (!standing) return reply(Failure{standing.reason()});
  if (ask.reply_to && (*ask.reply_to == 0 || *ask.reply_to > standing->seq))
    return reply(refuse_field("reply_to", "There is no such message in this conversation."));
  if (!is_message_text(ask.body)) return reply(refuse_message_text());
  const Time at = now();
  const auto send_at = time_to_send(ask.send_at, at);
  if (!send_at) return reply(refuse_time_to_send());
  answer_scheduled(house, ask.who.person,
                   house.personal.schedule(ask.who.person,
                                           {ask.conversation, ask.key, ask.body, ask.reply_to, *send_at}, at),
                   reply);
}

}  // namespace hearth::chat
