#include "chat/house.h"
#include "chat/permission.h"

namespace hearth::chat {

void ping(House& house, Ping ask, Reply<Done> reply) {
  const auto me = may_act(house.directory, ask.who);
  if (!me) return reply(Failure{me.reason()});
  reply(Done{});
}

}  // namespace hearth::chat
