#include <algorithm>

#include "chat/import.h"

namespace hearth::chat {
namespace {

/// What is wrong with the message, or nothing.
const char* fault_of(const Message& m, Seq expected, Time not_before) {
  if (m.seq != expected) return "its messages are not numbered 1, 2, 3 …";
  if (m.at < not_before) return "its times go back";
  if (m.rev < m.seq) return "a message has a rev below its seq";
  if (m.reply_to && (*m.reply_to == 0 || *m.reply_to >= m.seq)) return "a reply points to no earlier message";
  if (m.deleted_at && !m.body.empty()) return "a deleted message still has its text";
  if ((m.kind == MessageKind::kNotice) != m.notice.has_value()) return "a notice must say of what";
  if (m.kind == MessageKind::kText && !m.deleted_at && m.body.empty()) return "a message has no text";
  if ((m.edited_at && *m.edited_at < m.at) || (m.deleted_at && *m.deleted_at < m.at))
    return "a message was changed before it was written";
  if (m.pinned_at.has_value() != m.pinned_by.has_value()) return "a message is pinned by nobody";
  if (m.pinned_at && (m.deleted_at || m.kind != MessageKind::kText)) return "what is pinned is no message";
  return nullptr;
}

/// What is wrong with the reactions to it, or nothing.
template <class IsKnown>
const char* fault_of_reactions(const ImportedMessage& imported, Rev last, const IsKnown& is_known) {
  const Message& m = imported.message;
  if (imported.reactions.empty()) return nullptr;
  if (m.deleted_at || m.kind != MessageKind::kText) return "somebody reacted to what is no message";
  std::vector<std::pair<PersonId, std::string_view>> all;
  Rev before = m.rev;
  for (const ImportedReaction& reaction : imported.reactions) {
    if (!is_known(reaction.person)) return "somebody reacts who has no place among the members";
    if (reaction.rev <= before || reaction.rev > last) return "the revs of reactions do not rise";
    if (reaction.at < m.at) return "somebody reacted before it was written";
    before = reaction.rev;
    all.emplace_back(reaction.person, reaction.emoji);
  }
  std::ranges::sort(all);
  return std::ranges::adjacent_find(all) == all.end() ? nullptr : "somebody reacts twice with the same";
}

const char* fault_of_shape(const ImportedConversation& c) {
  const bool group = c.kind == ConversationKind::kGroup;
  if (group && (c.key.empty() || !c.name)) return "a group has a key and a name";
  if (!group && c.members.size() != (c.kind == ConversationKind::kSelf ? 1U : 2U))
    return "a direct conversation has two people, and notes have one";
  return nullptr;
}

const char* fault_of(const ImportedConversation& c) {
  if (const char* fault = fault_of_shape(c)) return fault;
  std::vector<PersonId> people;
  for (const Member& m : c.members) {
    people.push_back(m.person);
    if (m.rev == 0 || m.rev > c.rev) return "a member has a rev beyond the conversation's";
    if (m.delivered_seq > c.messages.size() || m.read_seq > m.delivered_seq)
      return "a watermark lies beyond the last message";
  }
  std::sort(people.begin(), people.end());
  if (std::adjacent_find(people.begin(), people.end()) != people.end()) return "somebody is in it twice";
  const auto is_known = [&](PersonId person) {
    return std::binary_search(people.begin(), people.end(), person);
  };
  if (!is_known(c.created_by)) return "its creator has no place among the members";

  Seq seq = 0;
  Rev rev = 0;
  Time before = c.created_at;
  for (const ImportedMessage& imported : c.messages) {
    const Message& m = imported.message;
    if (const char* fault = fault_of(m, ++seq, before)) return fault;
    if (!is_known(m.sender)) return "somebody writes who has no place among the members";
    if (m.rev <= rev) return "a message has a rev that is not above the one before";
    if (const char* fault = fault_of_reactions(imported, c.rev, is_known)) return fault;
    if (m.pinned_by && !is_known(*m.pinned_by)) return "a message is pinned by a stranger";
    before = m.at;
    rev = m.rev;
  }
  if (c.rev == 0 || rev > c.rev) return "a message has a rev beyond the conversation's";
  for (const ImportedMemberEvent& e : c.member_events) {
    if (!is_known(e.person)) return "somebody comes or goes who has no place among the members";
    if (e.rev == 0 || e.rev > c.rev) return "a member's change has a rev beyond the conversation's";
  }
  for (const ImportedAdvance& a : c.advances)
    if (!is_known(a.person) || a.up_to == 0 || a.up_to > c.messages.size())
      return "an advance is of a stranger, or beyond the last message";
  return nullptr;
}

}  // namespace

Outcome<Nothing> check_import(const ImportedConversation& conversation) {
  if (const char* fault = fault_of(conversation))
    return refuse(RefusalCode::kInvalid, "The conversation cannot be imported: " + std::string(fault) + ".");
  return Nothing{};
}

}  // namespace hearth::chat
