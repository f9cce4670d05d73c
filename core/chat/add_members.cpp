#include <algorithm>

#include "chat/member_change.h"
#include "chat/permission.h"

namespace hearth::chat {

void add_members(House& house, AddMembers ask, Reply<Members> reply) {
  if (const auto standing = may(house.directory, ask.who, Action::kAddMembers, ask.conversation); !standing)
    return reply(Failure{standing.reason()});
  std::sort(ask.people.begin(), ask.people.end());
  ask.people.erase(std::unique(ask.people.begin(), ask.people.end()), ask.people.end());
  for (const PersonId person : ask.people)
    if (!house.directory.is_active(person))
      return reply(refuse_field("people", "There is no person " + std::to_string(person.value) + "."));
  const auto leave_newcomers = [&] {
    std::erase_if(ask.people, [&](PersonId person) {
      return house.directory.standing(ask.conversation, person).has_value();
    });
    return !ask.people.empty();
  };
  if (!leave_newcomers()) return reply(Members{});
  MembersDraft draft{ask.who, ask.conversation, ask.people};
  if (auto refusal = house.hooks.members_adding.ask(draft)) return reply(Failure{std::move(*refusal)});
  auto turn = house.group_turns.take(ask.conversation);
  if (const auto still = may(house.directory, ask.who, Action::kAddMembers, ask.conversation); !still)
    return reply(Failure{still.reason()});
  if (!leave_newcomers()) return reply(Members{});

  MembersChange change;
  change.by = ask.who.person;
  change.notice = Notice{NoticeKind::kAdded, ask.people, {}, {}};
  for (const PersonId person : ask.people)
    change.members.push_back(arriving(house, ask.conversation, person, ask.who.person));
  change_members(house, ask.conversation, std::move(change), std::move(turn),
                 [reply = std::move(reply)](auto outcome) {
                   if (!outcome) return reply(Failure{std::move(outcome.reason())});
                   reply(Members{std::move(outcome->members), std::move(outcome->people), {}});
                 });
}

}  // namespace hearth::chat
