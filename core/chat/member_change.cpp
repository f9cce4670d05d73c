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
void publish(House& house, ConversationId conversation, const MembersChange& change, MemberChanged& event,
             std::span<const PersonId> newcomers) {
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
  for (const PersonId person : newcomers) {
    house.outlet.join(person, conversation);
    auto line = house.directory.line(conversation, person);
    if (!line) continue;
    line->last_message = event.message;
    house.outlet.tell(Audience::person(person),
                      ConversationJoined{conversation, std::move(*line), event.people});
    if (!is_thread) welcome_in_threads(house, conversation, person);
  }
  house.hooks.members_changed.tell(house.hooks.aside, event);
}

}  // namespace

std::optional<Member> present_member(House& house, ConversationId conversation, PersonId person) {
  auto rows = house.history.members(conversation, PersonId{person.value - 1}, 1);
  if (rows.empty() || rows.front().person != person) return {};
  return std::move(rows.front());
}

Member arriving(const House& house, ConversationId conversation, PersonId person,
                std::optional<PersonId> added_by) {
  Member member;
  member.person = person;
  member.joined_at = now();
  member.added_by = added_by;
  member.delivered_seq = member.read_seq = house.directory.head_of(conversation);
  return member;
}

std::optional<Member> departing(House& house, ConversationId conversation, PersonId person, PersonId by) {
  auto member = present_member(house, conversation, person);
  if (!member) return {};
  member->left_at = now();
  member->removed_by = by;
  return member;
}

void change_members(House& house, ConversationId conversation, MembersChange change, GroupTurns::Turn turn,
                    Reply<MemberChanged> reply) {
  Change entry{conversation, change, {}};
  entry.done = [&house, conversation, change = std::move(change), turn = std::move(turn),
                reply = std::move(reply)](Outcome<Committed> outcome) {
    if (!outcome) return reply(Failure{std::move(outcome.reason())});
    MemberChanged event{conversation, outcome->rev, change.members, {}, {}};
    for (Member& member : event.members) member.rev = outcome->rev;
    if (change.notice) event.message = notice_message(change, *outcome);
    std::vector<PersonId> newcomers;
    for (const Member& member : event.members) {
      const auto before = house.directory.standing(conversation, member.person);
      if (!member.left_at && (!before || !before->follows)) newcomers.push_back(member.person);
    }
    house.directory.apply_members(conversation, event.members, outcome->seq, outcome->rev, outcome->at);
    event.people = people_named(house.directory,
                                event.message ? std::span(&*event.message, 1) : std::span<const Message>{},
                                event.members);
    publish(house, conversation, change, event, newcomers);
    reply(std::move(event));
  };
  house.log.append(std::move(entry));
}

}  // namespace hearth::chat
