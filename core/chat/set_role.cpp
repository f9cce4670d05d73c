#include "chat/member_change.h"
#include "chat/permission.h"

namespace hearth::chat {

void set_role(House& house, SetRole ask, Reply<Done> reply) {
  if (const auto mine = may(house.directory, ask.who, Action::kGiveRoles, ask.conversation); !mine)
    return reply(Failure{mine.reason()});
  if (ask.role == GroupRole::kOwner)
    return reply(refuse_field("role", "A group is handed on to a new owner; there is one."));
  auto turn = house.group_turns.take(ask.conversation);
  const auto mine = may(house.directory, ask.who, Action::kGiveRoles, ask.conversation);
  if (!mine) return reply(Failure{mine.reason()});
  const auto theirs = house.directory.standing(ask.conversation, ask.person);
  if (!theirs) return reply(not_found("member"));
  if (!may_give(mine->role, theirs->role, ask.role))
    return reply(refuse(RefusalCode::kForbidden, "One gives roles below one's own, to those below oneself."));
  if (theirs->role == ask.role) return reply(Done{});
  auto member = present_member(house, ask.conversation, ask.person);
  if (!member) return reply(not_found("member"));
  member->role = ask.role;

  MembersChange change;
  change.by = ask.who.person;
  change.notice = Notice{NoticeKind::kRoleGiven, {ask.person}, {}, ask.role};
  change.members.push_back(std::move(*member));
  change_members(house, ask.conversation, std::move(change), std::move(turn),
                 [reply = std::move(reply)](auto outcome) {
                   if (!outcome) return reply(Failure{std::move(outcome.reason())});
                   reply(Done{});
                 });
}

}  // namespace hearth::chat
