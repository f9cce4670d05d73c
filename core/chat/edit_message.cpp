#include "chat/change_message.h"
#include "chat/mentioning.h"
#include "chat/message_text.h"
#include "chat/permission.h"

namespace hearth::chat {

void edit_message(House& house, EditMessage ask, Reply<Changed> reply) {
  const auto standing = may(house.directory, ask.who, Action::kPost, ask.conversation);
  if (!standing) return reply(Failure{standing.reason()});
  const auto message = find_message(house, ask.conversation, *standing, ask.seq);
  if (!message) return reply(Failure{message.reason()});
  if (message->kind != MessageKind::kText || message->sender != ask.who.person)
    return reply(refuse(RefusalCode::kForbidden, "Only who wrote a message may change its words."));

  EditDraft draft{ask.who, ask.conversation, *message, ask.body};
  if (auto refusal = house.hooks.message_editing.ask(draft)) return reply(Failure{std::move(*refusal)});
  if (!is_message_text(ask.body)) return reply(refuse_message_text());
  NewText text{std::move(ask.body), ask.rev};
  if (!message->forwarded)
    if (const auto mentions = mentions_in(house, ask.who, ask.conversation, *standing, text.body, &*message))
      text.mentions = *mentions;
  change_message(house, ask.conversation, {ask.seq, ask.who.person, std::move(text)}, std::move(reply));
}

}  // namespace hearth::chat
