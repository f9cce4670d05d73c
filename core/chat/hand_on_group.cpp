#include "chat/member_change.h"
#include "chat/permission.h"

namespace hearth::chat {

void hand_on_group(House& house, HandOnGroup ask, Reply<Done> reply) {
  if (const auto mine = may(house.directory, ask.who, Action::kHandOn, ask.conversation); !mine)
    return reply(Failure{mine.reason()});
  if (ask.person == ask.who.person) return reply(refuse_field("person", "The group is yours already."));
  auto turn = house.group_turns.take(ask.conversation);
  if (const auto mine = may(house.directory, ask.who, Action::kHandOn, ask.conversation); !mine)
    return reply(Failure{mine.reason()});
  auto heir = present_member(house, ask.conversation, ask.person);
  auto me = present_member(house, ask.conversation, ask.who.person);
  if (!heir || !me) return reply(not_found("member"));
  const auto person = house.directory.person(ask.person);
  if (!person || person->blocked || person->role == OrganisationRole::kGuest)
    return reply(refuse(RefusalCode::kForbidden, "Neither guests nor blocked people can own a group."));
  heir->role = GroupRole::kOwner;
  me->role = GroupRole::kAdmin;

  MembersChange change;
  change.by = ask.who.person;
  change.notice = Notice{NoticeKind::kHandedOn, {ask.person}, {}, GroupRole::kOwner};
  change.members = {std::move(*heir), std::move(*me)};
  change_members(house, ask.conversation, std::move(change), std::move(turn),
                 [reply = std::move(reply)](auto outcome) {
                   if (!outcome) return reply(Failure{std::move(outcome.reason())});
                   reply(Done{});
                 });
}

}  // namespace hearth::chat
