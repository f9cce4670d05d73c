#include "chat/change_message.h"
#include "chat/permission.h"

namespace hearth::chat {

void delete_message(House& house, DeleteMessage ask, Reply<Changed> reply) {
  const auto standing = may(house.directory, ask.who, Action::kPost, ask.conversation);
  if (!standing) return reply(Failure{standing.reason()});
  const auto message = find_message(house, ask.conversation, *standing, ask.seq);
  if (!message) return reply(Failure{message.reason()});
  if (message->kind != MessageKind::kText)
    return reply(refuse(RefusalCode::kForbidden, "What has happened in a group stays written."));
  if (message->sender != ask.who.person && !may_overrule(house, ask.conversation, *standing, *message))
    return reply(refuse(RefusalCode::kForbidden, "This message is not yours to delete."));

  DeletionDraft draft{ask.who, ask.conversation, *message};
  if (auto refusal = house.hooks.message_deleting.ask(draft)) return reply(Failure{std::move(*refusal)});
  change_message(house, ask.conversation, {ask.seq, ask.who.person, Erasure{}}, std::move(reply));
}

}  // namespace hearth::chat
