#include "chat/member_change.h"
#include "chat/permission.h"
#include "chat/sidebar.h"
#include "chat/threads.h"

namespace hearth::chat {

void follow_thread(House& house, FollowThread ask, Reply<Line> reply) {
  const auto thread = find_or_make_thread(house, ask.who, ask.conversation, ask.seq);
  if (!thread) return reply(Failure{thread.reason()});
  const auto standing = house.directory.standing(*thread, ask.who.person);
  if (!standing) return reply(not_found("conversation"));
  const auto answer = [&house, thread = *thread, me = ask.who.person, reply](auto) {
    auto line = house.directory.line(thread, me);
    if (!line) return reply(not_found("conversation"));
    reply(std::move(*line));
  };
  if (standing->follows) return answer(0);
  MembersChange change;
  change.by = ask.who.person;
  change.members.push_back(new_follower(ask.who.person, ask.who.person, standing->seq));
  change_members(house, *thread, std::move(change), {},
                 [reply, answer](const Outcome<MemberChanged>& outcome) {
                   if (!outcome) return reply(Failure{outcome.reason()});
                   answer(0);
                 });
}

}  // namespace hearth::chat
