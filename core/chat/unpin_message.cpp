#include "chat/change_message.h"
#include "chat/permission.h"

namespace hearth::chat {

void unpin_message(House& house, UnpinMessage ask, Reply<Changed> reply) {
  const auto standing = may(house.directory, ask.who, Action::kPin, ask.conversation);
  if (!standing) return reply(Failure{standing.reason()});
  const auto message = find_message(house, ask.conversation, *standing, ask.seq);
  if (!message) return reply(Failure{message.reason()});
  change_message(house, ask.conversation, {ask.seq, ask.who.person, PinChange{false}}, std::move(reply));
}

}  // namespace hearth::chat
