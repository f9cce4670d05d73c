#include "chat/change_reaction.h"

namespace hearth::chat {

void add_reaction(House& house, AddReaction ask, Reply<Done> reply) {
  change_reaction(house, ask.who, ask.conversation, ask.seq, {std::move(ask.emoji), true}, std::move(reply));
}

}  // namespace hearth::chat
