#include "chat/change_message.h"
#include "chat/message_text.h"
#include "chat/permission.h"
#include "chat/post.h"

namespace hearth::chat {

void forward_message(House& house, ForwardMessage ask, Reply<Posted> reply) {
  const auto standing = may(house.directory, ask.who, Action::kRead, ask.conversation);
  if (!standing) return reply(Failure{standing.reason()});
  const auto message = find_message(house, ask.conversation, *standing, ask.seq);
  if (!message) return reply(Failure{message.reason()});
  if (message->kind != MessageKind::kText)
    return reply(refuse(RefusalCode::kForbidden, "What has happened in a group is not passed on."));
  // Who passes on what was passed on names who wrote it.
  const Forwarded forwarded = message->forwarded.value_or(Forwarded{message->sender, message->at});
  if (ask.comment)
    post(house, {ask.who, ask.to, ask.key + ":why", std::move(*ask.comment), {}}, {},
         [](const Outcome<Posted>&) {});
  post(house, {ask.who, ask.to, std::move(ask.key), message->body, {}}, forwarded, std::move(reply));
}

}  // namespace hearth::chat
