#include "chat/permission.h"
#include "chat/sidebar.h"

namespace hearth::chat {

void get_conversation(House& house, GetConversation ask, Reply<Line> reply) {
  const auto standing = may(house.directory, ask.who, Action::kSee, ask.conversation);
  if (!standing) return reply(Failure{standing.reason()});
  auto line = full_line(house, ask.conversation, ask.who.person);
  if (!line) return reply(not_found("conversation"));
  reply(std::move(*line));
}

}  // namespace hearth::chat
