#include "chat/member_change.h"

#include "chat/named_people.h"

namespace hearth::chat {
namespace {

Message notice_message(const MembersChange& change, const Committed& at) {
  Message message;
  message.seq = at.seq;
  message.rev = at.rev;
  message.sender = change.by;
  message.at = at.at;
  message.kind = MessageKind::kNotice;
  message.notice = change.notice;
  return message;
}

/// Who comes back follows the threads that they followed.
void welcome_in_threads(House& house, ConversationId parent, PersonId person) {
  for (const ConversationId thread : house.directory.threads_of(person)) {
    auto line = house.directory.line(thread, person);
    if (!line || line->parent != parent) continue;
    house.outlet.join(person, thread);
    house.outlet.tell(Audience::person(person), ConversationJoined{thread, std::move(*line), {}});
  }
}

/// On the writer's thread, after the commit: who comes hears the news of their own coming, who goes does not.
void publish(House& house, ConversationId conversation, const MembersChange& change, MemberChanged& event) {
  const bool is_thread = house.directory.is_thread(conversation);
  for (const Member& member : change.members)
    if (member.left_at && is_thread) {
      // They may still read it; all their devices are to hear that they follow it no longer.
      house.outlet.join(member.person, conversation);
    } else if (member.left_at) {
      house.outlet.part(member.person, conversation);
      house.outlet.part(member.person, house.directory.threads_in(conversation));
      house.outlet.tell(Audience::person(member.person), ConversationLeft{conversation, change.by});
    }
  house.outlet.tell(Audience::conversation(conversation), event);
  for (const Member& member : change.members) {
    if (member.left_at) continue;
    house.outlet.join(member.person, conversation);
    auto line = house.directory.line(conversation, member.person);
    if (!line) continue;
    line->last_message = event.message;
    house.outlet.tell(Audience::person(member.person),
                      ConversationJoined{conversation, std::move(*line), event.people});
    if (!is_thread) welcome_in_threads(house, conversation, member.person);
  }
  house.hooks.members_changed.tell(house.hooks.aside, event);
}

}  // namespace

std::optional<Member> departing(House& house, ConversationId conversation, PersonId person, PersonId by) {
  auto rows = house.history.members(conversation, PersonId{person.value - 1}, 1);
  if (rows.empty() || rows.front().person != person) return {};
  rows.front().left_at = now();
  rows.front().removed_by = by;
  return std::move(rows.front());
}

void change_members(House& house, ConversationId conversation, MembersChange change,
                    Reply<MemberChanged> reply) {
  Change entry{conversation, change, {}};
  entry.done = [&house, conversation, change = std::move(change),
                reply = std::move(reply)](Outcome<Committed> outcome) {
    if (!outcome) return reply(Failure{std::move(outcome.reason())});
    MemberChanged event{conversation, outcome->rev, change.members, {}, {}};
    for (Member& member : event.members) member.rev = outcome->rev;
    if (change.notice) event.message = notice_message(change, *outcome);
    house.directory.apply_members(conversation, event.members, outcome->seq, outcome->rev, outcome->at);
    event.people = people_named(house.directory,
                                event.message ? std::span(&*event.message, 1) : std::span<const Message>{},
                                event.members);
    publish(house, conversation, change, event);
    reply(std::move(event));
  };
  house.log.append(std::move(entry));
}

}  // namespace hearth::chat
