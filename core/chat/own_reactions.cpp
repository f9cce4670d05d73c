#include "chat/own_reactions.h"

#include <algorithm>

namespace hearth::chat {
namespace {

bool may_hide(const Reaction& reaction, PersonId person) {
  return reaction.count > reaction.people.size() &&
         std::ranges::find(reaction.people, person) == reaction.people.end();
}

}  // namespace

void add_own_reactions(House& house, ConversationId conversation, PersonId person,
                       std::span<Message> messages) {
  std::vector<Seq> places;
  for (const Message& message : messages)
    if (message.reactions &&
        std::ranges::any_of(*message.reactions, [&](const Reaction& r) { return may_hide(r, person); }))
      places.push_back(message.seq);
  if (places.empty()) return;
  for (const auto& [seq, emoji] : house.history.own_reactions(conversation, person, places)) {
    const auto message = std::ranges::find(messages, seq, &Message::seq);
    if (message == messages.end() || !message->reactions) continue;
    const auto reaction = std::ranges::find(*message->reactions, emoji, &Reaction::emoji);
    if (reaction != message->reactions->end() && may_hide(*reaction, person))
      reaction->people.push_back(person);
  }
}

}  // namespace hearth::chat
