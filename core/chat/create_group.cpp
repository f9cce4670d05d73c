#include <algorithm>

#include "chat/founding.h"
#include "chat/permission.h"
#include "chat/sidebar.h"

namespace hearth::chat {

void create_group(House& house, CreateGroup ask, Reply<Line> reply) {
  const auto me = may_act(house.directory, ask.who);
  if (!me) return reply(Failure{me.reason()});
  if (me->role == OrganisationRole::kGuest)
    return reply(refuse(RefusalCode::kForbidden, "Guests cannot create groups."));
  GroupDraft draft;
  draft.owner = ask.who.person;
  draft.key = std::move(ask.key);
  draft.name = std::move(ask.name);
  if (ask.description && !ask.description->empty()) draft.description = std::move(ask.description);
  draft.visibility = ask.visibility.value_or(Visibility::kPrivate);
  draft.people = std::move(ask.people);
  std::sort(draft.people.begin(), draft.people.end());
  draft.people.erase(std::unique(draft.people.begin(), draft.people.end()), draft.people.end());
  std::erase(draft.people, draft.owner);
  for (const PersonId person : draft.people)
    if (!house.directory.is_active(person))
      return reply(refuse_field("people", "There is no person " + std::to_string(person.value) + "."));
  if (auto refusal = house.hooks.group_creating.ask(draft)) return reply(Failure{std::move(*refusal)});

  const Founded founded = house.conversations.create_group(draft);
  announce(house, founded, ask.who);
  auto line = full_line(house, founded.id, ask.who.person);
  if (!line) return reply(not_found("conversation"));  // the same key long ago, and I have left since
  reply(std::move(*line));
}

}  // namespace hearth::chat
