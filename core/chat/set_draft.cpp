#include <algorithm>

#include "chat/permission.h"
#include "chat/personal_change.h"

namespace hearth::chat {

void set_draft(House& house, SetDraft ask, Reply<PersonalChange> reply) {
  const auto standing = may(house.directory, ask.who, Action::kRead, ask.conversation);
  if (!standing) return reply(Failure{standing.reason()});
  if (ask.reply_to && (*ask.reply_to == 0 || *ask.reply_to > standing->seq))
    return reply(refuse_field("reply_to", "There is no such message in this conversation."));
  // Without words it is no draft, whatever it was to answer.
  if (ask.body.empty()) ask.reply_to.reset();
  // A device whose clock is ahead does not win for ever.
  KeptDraft draft{ask.conversation, 0, std::min(ask.at, now()), std::move(ask.body), ask.reply_to};
  answer_personal(house, ask.who.person, house.personal.keep_draft(ask.who.person, draft), reply);
}

}  // namespace hearth::chat
