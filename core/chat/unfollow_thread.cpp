#include "chat/member_change.h"
#include "chat/permission.h"
#include "chat/threads.h"

namespace hearth::chat {

void unfollow_thread(House& house, UnfollowThread ask, Reply<Done> reply) {
  const auto standing = may(house.directory, ask.who, Action::kPost, ask.conversation);
  if (!standing) return reply(Failure{standing.reason()});
  const auto thread = house.directory.thread_at(ask.conversation, ask.seq);
  if (!thread) return reply(not_found("thread"));
  auto member = departing(house, *thread, ask.who.person, ask.who.person);
  if (!member) return reply(Done{});
  MembersChange change;
  change.by = ask.who.person;
  change.members.push_back(std::move(*member));
  change_members(house, *thread, std::move(change), {},
                 [reply = std::move(reply)](const Outcome<MemberChanged>& outcome) {
                   if (!outcome) return reply(Failure{outcome.reason()});
                   reply(Done{});
                 });
}

}  // namespace hearth::chat
