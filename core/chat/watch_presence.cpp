#include "chat/house.h"
#include "chat/permission.h"

namespace hearth::chat {

void watch_presence(House& house, WatchPresence ask, Reply<Presences> reply) {
  const auto me = may_act(house.directory, ask.who);
  if (!me) return reply(Failure{me.reason()});
  std::erase_if(ask.people, [&](PersonId person) { return !house.directory.person(person); });
  // Watched first, looked at second: a change in between is told twice rather than never.
  if (ask.who.origin != 0) house.outlet.watch(ask.who.origin, ask.people);
  reply(Presences{house.presence.states_of(ask.people)});
}

}  // namespace hearth::chat
