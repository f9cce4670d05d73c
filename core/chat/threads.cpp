#include "chat/threads.h"

#include <algorithm>

#include "chat/change_message.h"
#include "chat/founding.h"
#include "chat/member_change.h"
#include "chat/permission.h"

namespace hearth::chat {

Outcome<ConversationId> find_or_make_thread(House& house, const Caller& who, ConversationId parent,
                                            Seq root) {
  const auto standing = may(house.directory, who, Action::kRead, parent);
  if (!standing) return Failure{standing.reason()};
  if (standing->kind == ConversationKind::kThread)
    return refuse_field("conversation", "There is no thread in a thread.");
  if (const auto thread = house.directory.thread_at(parent, root)) return *thread;
  if (const auto may_post = may(house.directory, who, Action::kPost, parent); !may_post)
    return Failure{may_post.reason()};
  const auto message = find_message(house, parent, *standing, root);
  if (!message) return Failure{message.reason()};
  if (message->kind != MessageKind::kText)
    return refuse(RefusalCode::kForbidden, "Nothing hangs from what has happened in a group.");
  const Founded founded = house.conversations.open_thread(parent, root, message->sender, who.person);
  announce(house, founded, who);
  return founded.id;
}

Member new_follower(PersonId person, PersonId by, Seq seq) {
  Member member;
  member.person = person;
  member.joined_at = now();
  member.added_by = by;
  member.delivered_seq = member.read_seq = seq;
  return member;
}

void follow_by_post(House& house, const Caller& who, ConversationId thread, const Standing& standing,
                    const Mentions* mentions) {
  MembersChange change;
  change.by = who.person;
  const auto add = [&](PersonId person) {
    const auto theirs = house.directory.standing(thread, person);
    if (theirs && !theirs->follows) change.members.push_back(new_follower(person, who.person, standing.seq));
  };
  add(who.person);
  if (mentions != nullptr)
    for (const PersonId person : mentions->people)
      if (person != who.person) add(person);
  if (!change.members.empty())
    change_members(house, thread, std::move(change), [](const Outcome<MemberChanged>&) {});
}

void tell_thread_news(House& house) {
  for (ThreadNews& news : house.threads.take()) {
    MessageUpdate update;
    update.seq = news.root;
    if (!news.summary.people.empty()) update.by = news.summary.people.front();
    update.what = NewSummary{news.summary};
    const ConversationId parent = news.parent;
    change_message(house, parent, std::move(update),
                   [&house, news = std::move(news)](const Outcome<Changed>& outcome) {
                     // Not lost: it goes with the next tick.
                     if (!outcome && outcome.reason().code == RefusalCode::kUnavailable)
                       house.threads.note(news);
                   });
  }
}

}  // namespace hearth::chat
