#include "chat/founding.h"
#include "chat/permission.h"
#include "chat/sidebar.h"

namespace hearth::chat {

void open_direct(House& house, OpenDirect ask, Reply<Line> reply) {
  const auto me = may_act(house.directory, ask.who);
  if (!me) return reply(Failure{me.reason()});
  if (!house.directory.is_active(ask.person)) return reply(not_found("person"));
  const Founded founded = house.conversations.open_direct(ask.who.person, ask.person);
  announce(house, founded, ask.who);
  auto line = full_line(house, founded.id, ask.who.person);
  if (!line) return reply(not_found("conversation"));
  reply(std::move(*line));
}

}  // namespace hearth::chat
