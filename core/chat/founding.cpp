#include "chat/founding.h"

#include "chat/sidebar.h"

namespace hearth::chat {

void announce(House& house, const Founded& founded, const Caller& by) {
  house.directory.put(founded);
  if (!founded.made) return;
  std::vector<PersonId> people;
  for (const Member& member : founded.members) people.push_back(member.person);
  if (founded.kind == ConversationKind::kThread) {
    for (const PersonId person : people) house.outlet.join(person, founded.id);
    return;
  }
  // An empty direct conversation appears to the other person with its first message, not before: opening a
  // window is not an approach. Their connections hear it all the same.
  if (founded.kind == ConversationKind::kGroup) {
    welcome_in(house, founded.id, people);
  } else {
    for (const PersonId person : people) house.outlet.join(person, founded.id);
    welcome_in(house, founded.id, std::span(&by.person, 1));
  }
  house.hooks.conversation_created.tell(house.hooks.aside, founded);
}

void welcome_in(House& house, ConversationId conversation, std::span<const PersonId> people) {
  for (const PersonId person : people) house.outlet.join(person, conversation);
  std::optional<Message> last;
  for (const PersonId person : people) {
    auto line = house.directory.line(conversation, person);
    if (!line) continue;
    if (line->seq != 0 && !last) {
      std::vector<Line> one{*line};
      add_last_messages(house, one);
      last = std::move(one.front().last_message);
    }
    line->last_message = last;
    ConversationJoined event{conversation, std::move(*line), {}};
    event.people = people_in(house.directory, {event.line});
    house.outlet.tell(Audience::person(person), event);
  }
}

}  // namespace hearth::chat
