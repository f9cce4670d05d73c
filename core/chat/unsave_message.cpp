#include "chat/permission.h"
#include "chat/personal_change.h"

namespace hearth::chat {

void unsave_message(House& house, UnsaveMessage ask, Reply<PersonalChange> reply) {
  const auto standing = may(house.directory, ask.who, Action::kRead, ask.conversation);
  if (!standing) return reply(Failure{standing.reason()});
  // One that was deleted meanwhile, too.
  if (ask.seq == 0 || ask.seq > standing->seq) return reply(not_found("message"));
  answer_personal(house, ask.who.person,
                  house.personal.mark_saved(ask.who.person, ask.conversation, ask.seq, false, now()), reply);
}

}  // namespace hearth::chat
