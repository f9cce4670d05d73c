#include "chat/member_change.h"
#include "chat/permission.h"

namespace hearth::chat {

void remove_member(House& house, RemoveMember ask, Reply<Done> reply) {
  if (const auto mine = may(house.directory, ask.who, Action::kRemoveMembers, ask.conversation); !mine)
    return reply(Failure{mine.reason()});
  auto turn = house.group_turns.take(ask.conversation);
  const auto mine = may(house.directory, ask.who, Action::kRemoveMembers, ask.conversation);
  if (!mine) return reply(Failure{mine.reason()});
  if (ask.person == ask.who.person) return reply(refuse_field("person", "To go yourself, leave the group."));
  const auto theirs = house.directory.standing(ask.conversation, ask.person);
  if (!theirs) return reply(not_found("member"));
  if (!outranks(mine->role, theirs->role))
    return reply(refuse(RefusalCode::kForbidden, "Their role in the group is not below yours."));

  MembersChange change;
  change.by = ask.who.person;
  change.notice = Notice{NoticeKind::kRemoved, {ask.person}, {}, {}};
  auto member = departing(house, ask.conversation, ask.person, ask.who.person);
  if (!member) return reply(not_found("member"));
  change.members.push_back(std::move(*member));
  change_members(house, ask.conversation, std::move(change), std::move(turn),
                 [reply = std::move(reply)](auto outcome) {
                   if (!outcome) return reply(Failure{std::move(outcome.reason())});
                   reply(Done{});
                 });
}

}  // namespace hearth::chat
