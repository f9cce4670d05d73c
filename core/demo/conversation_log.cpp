#include "demo/conversation_log.h"

#include <algorithm>
#include <stdexcept>

namespace hearth::demo {

using namespace chat;

void ConversationLog::found_direct(std::span<const PersonId> people, Time at) {
  made_.kind = people.size() == 1 ? ConversationKind::kSelf : ConversationKind::kDirect;
  made_.created_by = people.front();
  made_.created_at = at;
  made_.rev = 1;
  for (const PersonId person : people) {
    Member& m = made_.members.emplace_back();
    m.person = person;
    m.joined_at = at;
    m.rev = 1;
    note_member(m, person, at);
  }
}

void ConversationLog::found_group(std::span<const PersonId> people, std::string name, Time at) {
  const PersonId owner = people.front();
  made_.kind = ConversationKind::kGroup;
  made_.created_by = owner;
  made_.created_at = at;
  made_.name = name;
  made_.rev = 1;
  Notice created{NoticeKind::kCreated, {people.begin() + 1, people.end()}, std::move(name)};
  for (const PersonId person : people) {
    Member& m = made_.members.emplace_back();
    m.person = person;
    m.joined_at = at;
    m.rev = 1;
    if (person == owner) {
      m.role = GroupRole::kOwner;
      m.delivered_seq = m.read_seq = 1;
    } else {
      m.added_by = owner;
    }
    note_member(m, owner, at);
  }
  notice(std::move(created), owner, 1, at);
}

void ConversationLog::add(PersonId person, PersonId by, Time at) {
  const Rev rev = next_rev();
  Member& m = made_.members.emplace_back();
  m.person = person;
  m.joined_at = at;
  if (by != person) m.added_by = by;
  m.delivered_seq = m.read_seq = seq();
  m.rev = rev;
  note_member(m, by, at);
  notice({by == person ? NoticeKind::kJoined : NoticeKind::kAdded, {person}, {}}, by, rev, at);
}

void ConversationLog::take_out(PersonId person, PersonId by, Time at) {
  const Rev rev = next_rev();
  Member& m = member(person);
  m.left_at = at;
  m.removed_by = by;
  m.rev = rev;
  note_member(m, by, at);
  notice({by == person ? NoticeKind::kLeft : NoticeKind::kRemoved, {person}, {}}, by, rev, at);
}

void ConversationLog::rename(std::string name, PersonId by, Time at) {
  made_.name = name;
  notice({NoticeKind::kRenamed, {}, std::move(name)}, by, next_rev(), at);
}

void ConversationLog::give_role(PersonId person, GroupRole role) {
  member(person).role = role;
  for (ImportedMemberEvent& event : made_.member_events)
    if (event.person == person) event.role = role;
}

Seq ConversationLog::post(PersonId sender, std::string body, std::optional<Seq> reply_to, Time at) {
  Message& m = made_.messages.emplace_back().message;
  m.seq = seq();
  m.rev = next_rev();
  m.sender = sender;
  m.at = at;
  m.body = std::move(body);
  m.reply_to = reply_to;
  return m.seq;
}

void ConversationLog::edit(Seq seq, Time at) {
  Message& m = made_.messages[seq - 1].message;
  m.edited_at = at;
}

void ConversationLog::remove(Seq seq, Time at) {
  Message& m = made_.messages[seq - 1].message;
  m.deleted_at = at;
  m.edited_at.reset();
  m.body.clear();
}

void ConversationLog::react(Seq seq, PersonId person, std::string emoji, Time at) {
  ImportedMessage& m = made_.messages[seq - 1];
  if (m.message.deleted_at) return;
  for (const ImportedReaction& before : m.reactions)
    if (before.person == person && before.emoji == emoji) return;
  m.reactions.push_back({next_rev(), person, std::move(emoji), at});
}

void ConversationLog::pin(Seq seq, PersonId by, Time at) {
  Message& m = made_.messages[seq - 1].message;
  if (m.deleted_at) return;
  m.pinned_at = at;
  m.pinned_by = by;
}

std::vector<PersonId> ConversationLog::present() const {
  std::vector<PersonId> people;
  for (const Member& m : made_.members)
    if (!m.left_at) people.push_back(m.person);
  return people;
}

Time ConversationLog::last_at() const {
  return made_.messages.empty() ? made_.created_at : made_.messages.back().message.at;
}

Member& ConversationLog::member(PersonId person) {
  const auto found = std::ranges::find_if(made_.members, [&](const Member& m) { return m.person == person; });
  if (found == made_.members.end()) throw std::logic_error("no member of this conversation");
  return *found;
}

void ConversationLog::notice(Notice notice, PersonId by, Rev rev, Time at) {
  Message& m = made_.messages.emplace_back().message;
  m.seq = seq();
  m.rev = rev;
  m.sender = by;
  m.at = at;
  m.kind = MessageKind::kNotice;
  m.notice = std::move(notice);
}

void ConversationLog::note_member(const Member& m, PersonId by, Time at) {
  made_.member_events.push_back({m.rev, m.person, by, !m.left_at, m.role, at});
}

}  // namespace hearth::demo
