#include "chat/change_reaction.h"

namespace hearth::chat {

void remove_reaction(House& house, RemoveReaction ask, Reply<Done> reply) {
  change_reaction(house, ask.who, ask.conversation, ask.seq, {std::move(ask.emoji), false}, std::move(reply));
}

}  // namespace hearth::chat
