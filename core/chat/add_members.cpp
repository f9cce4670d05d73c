#include <algorithm>

#include "chat/member_change.h"
#include "chat/permission.h"

namespace hearth::chat {

void add_members(House& house, AddMembers ask, Reply<Members> reply) {
  const auto standing = may(house.directory, ask.who, Action::kAddMembers, ask.conversation);
  if (!standing) return reply(Failure{standing.reason()});
  std::sort(ask.people.begin(), ask.people.end());
  ask.people.erase(std::unique(ask.people.begin(), ask.people.end()), ask.people.end());
  for (const PersonId person : ask.people)
    if (!house.directory.is_active(person))
      return reply(refuse_field("people", "There is no person " + std::to_string(person.value) + "."));
  std::erase_if(ask.people, [&](PersonId person) {
    return house.directory.standing(ask.conversation, person).has_value();
  });
  if (ask.people.empty()) return reply(Members{});
  MembersDraft draft{ask.who, ask.conversation, ask.people};
  if (auto refusal = house.hooks.members_adding.ask(draft)) return reply(Failure{std::move(*refusal)});

  MembersChange change;
  change.by = ask.who.person;
  change.notice = Notice{NoticeKind::kAdded, ask.people, {}};
  for (const PersonId person : ask.people) {
    Member member;
    member.person = person;
    member.joined_at = now();
    member.added_by = ask.who.person;
    // History stays open to newcomers, but only what comes now is new to them.
    member.delivered_seq = member.read_seq = standing->seq;
    change.members.push_back(std::move(member));
  }
  change_members(house, ask.conversation, std::move(change), [reply = std::move(reply)](auto outcome) {
    if (!outcome) return reply(Failure{std::move(outcome.reason())});
    reply(Members{std::move(outcome->members), std::move(outcome->people), {}});
  });
}

}  // namespace hearth::chat
