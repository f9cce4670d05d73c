#include "chat/house.h"
#include "chat/permission.h"

namespace hearth::chat {

void get_group(House& house, GetGroup ask, Reply<GroupCard> reply) {
  const auto me = may_act(house.directory, ask.who);
  if (!me) return reply(Failure{me.reason()});
  if (auto line = house.directory.line(ask.conversation, ask.who.person);
      line && line->kind == ConversationKind::kGroup)
    return reply(GroupCard{line->id, line->name.value_or(""), line->description, line->members, true});
  auto card = house.directory.card(ask.conversation, ask.who.person);
  if (!card || !may_find(house.directory, *me, ask.conversation)) return reply(not_found("conversation"));
  reply(std::move(*card));
}

}  // namespace hearth::chat
