#include "chat/house.h"
#include "chat/permission.h"

namespace hearth::chat {

void sync_personal(House& house, SyncPersonal ask, Reply<PersonalNews> reply) {
  const auto me = may_act(house.directory, ask.who);
  if (!me) return reply(Failure{me.reason()});
  reply(house.personal.changes(ask.who.person, ask.rev, ask.limit.value_or(200)));
}

}  // namespace hearth::chat
