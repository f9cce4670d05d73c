#include "chat/change_message.h"
#include "chat/permission.h"
#include "chat/personal_change.h"

namespace hearth::chat {

void save_message(House& house, SaveMessage ask, Reply<PersonalChange> reply) {
  const auto standing = may(house.directory, ask.who, Action::kRead, ask.conversation);
  if (!standing) return reply(Failure{standing.reason()});
  const auto message = find_message(house, ask.conversation, *standing, ask.seq);
  if (!message) return reply(Failure{message.reason()});
  answer_personal(house, ask.who.person,
                  house.personal.mark_saved(ask.who.person, ask.conversation, ask.seq, true, now()), reply);
}

}  // namespace hearth::chat
