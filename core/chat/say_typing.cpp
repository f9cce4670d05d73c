#include "chat/house.h"
#include "chat/permission.h"

namespace hearth::chat {

void say_typing(House& house, SayTyping ask, Reply<Done> reply) {
  const auto standing = may(house.directory, ask.who, Action::kPost, ask.conversation);
  if (!standing) return reply(Failure{standing.reason()});
  house.outlet.tell(Audience::conversation(ask.conversation, ask.who.origin),
                    Typing{ask.conversation, ask.who.person, ask.typing});
  reply(Done{});
}

}  // namespace hearth::chat
