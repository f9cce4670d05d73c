#include "chat/member_change.h"
#include "chat/permission.h"

namespace hearth::chat {

void leave_group(House& house, LeaveGroup ask, Reply<Done> reply) {
  if (const auto standing = may(house.directory, ask.who, Action::kLeave, ask.conversation); !standing)
    return reply(Failure{standing.reason()});
  auto turn = house.group_turns.take(ask.conversation);
  const auto standing = may(house.directory, ask.who, Action::kLeave, ask.conversation);
  if (!standing) return reply(Failure{standing.reason()});
  if (standing->role == GroupRole::kOwner) {
    const auto [owners, others] = house.directory.others_in(ask.conversation, ask.who.person);
    if (owners == 0 && others != 0)
      return reply(refuse(RefusalCode::kForbidden, "The group needs an owner: hand it on before you leave."));
  }
  MembersChange change;
  change.by = ask.who.person;
  change.notice = Notice{NoticeKind::kLeft, {ask.who.person}, {}, {}};
  auto member = departing(house, ask.conversation, ask.who.person, ask.who.person);
  if (!member) return reply(not_found("conversation"));
  change.members.push_back(std::move(*member));
  change_members(house, ask.conversation, std::move(change), std::move(turn),
                 [reply = std::move(reply)](auto outcome) {
                   if (!outcome) return reply(Failure{std::move(outcome.reason())});
                   reply(Done{});
                 });
}

}  // namespace hearth::chat
