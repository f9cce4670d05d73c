#include "chat/house.h"
#include "chat/permission.h"

namespace hearth::chat {

void advance_receipt(House& house, AdvanceReceipt ask, Reply<Done> reply) {
  const auto standing = may(house.directory, ask.who, Action::kAdvance, ask.conversation);
  if (!standing) return reply(Failure{standing.reason()});
  house.receipts.advance(ask.conversation, ask.who.person, ask.delivered.value_or(0), ask.read.value_or(0));
  reply(Done{});
}

}  // namespace hearth::chat
