#include "chat/house.h"
#include "chat/own_reactions.h"
#include "chat/permission.h"

namespace hearth::chat {

void get_message(House& house, GetMessage ask, Reply<Message> reply) {
  const auto standing = may(house.directory, ask.who, Action::kRead, ask.conversation);
  if (!standing) return reply(Failure{standing.reason()});
  if (ask.seq == 0 || ask.seq > standing->seq) return reply(not_found("message"));
  auto found = house.history.messages(ask.conversation, ask.seq, ask.seq);
  if (found.empty()) return reply(not_found("message"));
  add_own_reactions(house, ask.conversation, ask.who.person, found);
  reply(std::move(found.front()));
}

}  // namespace hearth::chat
