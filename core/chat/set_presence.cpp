#include "chat/house.h"
#include "chat/permission.h"

namespace hearth::chat {

void set_presence(House& house, SetPresence ask, Reply<Done> reply) {
  const auto me = may_act(house.directory, ask.who);
  if (!me) return reply(Failure{me.reason()});
  house.presence.set(ask.who.person, ask.who.origin, ask.state);
  reply(Done{});
}

}  // namespace hearth::chat
