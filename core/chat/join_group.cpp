#include "chat/member_change.h"
#include "chat/permission.h"
#include "chat/sidebar.h"

namespace hearth::chat {

void join_group(House& house, JoinGroup ask, Reply<Line> reply) {
  const auto me = may_act(house.directory, ask.who);
  if (!me) return reply(Failure{me.reason()});
  if (auto there = full_line(house, ask.conversation, ask.who.person)) return reply(std::move(*there));
  if (!may_find(house.directory, *me, ask.conversation)) return reply(not_found("conversation"));
  const std::vector<PersonId> people{ask.who.person};
  MembersDraft draft{ask.who, ask.conversation, people};
  if (auto refusal = house.hooks.members_adding.ask(draft)) return reply(Failure{std::move(*refusal)});
  auto turn = house.group_turns.take(ask.conversation);
  if (auto there = full_line(house, ask.conversation, ask.who.person)) return reply(std::move(*there));
  if (!may_find(house.directory, *me, ask.conversation)) return reply(not_found("conversation"));

  MembersChange change;
  change.by = ask.who.person;
  change.notice = Notice{NoticeKind::kJoined, people, {}, {}};
  change.members.push_back(arriving(house, ask.conversation, ask.who.person, {}));
  change_members(house, ask.conversation, std::move(change), std::move(turn),
                 [&house, ask, reply = std::move(reply)](auto outcome) {
                   if (!outcome) return reply(Failure{std::move(outcome.reason())});
                   auto line = house.directory.line(ask.conversation, ask.who.person);
                   if (!line) return reply(not_found("conversation"));
                   line->last_message = outcome->message;
                   reply(std::move(*line));
                 });
}

}  // namespace hearth::chat
