// What is asked of single messages: who reacted, what they said before, which are pinned.
#include <algorithm>
#include <tuple>

#include "store/many_values.h"
#include "store/message_history.h"
#include "store/message_row.h"

namespace hearth::store {

using namespace chat;

std::vector<std::pair<Seq, std::string>> MessageHistory::own_reactions(ConversationId conversation,
                                                                       PersonId person,
                                                                       std::span<const Seq> messages) {
  std::vector<std::pair<Seq, std::string>> out;
  if (messages.empty()) return out;
  std::vector<Value> values{conversation, person};
  for (std::size_t i = 0; i < size_class(messages.size()); ++i)
    values.emplace_back(messages[std::min(i, messages.size() - 1)]);
  const auto connection = database_.lease();
  Rows rows = connection->select(
      "SELECT seq, emoji FROM reaction FORCE INDEX (of_person)"
      " WHERE conversation_id = ? AND person_id = ? AND seq IN (" +
          repeated("?", ", ", values.size() - 2) + ")",
      values.data(), values.size());
  while (rows.next()) {
    auto& [seq, emoji] = out.emplace_back();
    rows.read(seq, emoji);
  }
  return out;
}

std::vector<std::pair<Rev, Reactor>> MessageHistory::reactors(ConversationId conversation, Seq seq, Rev after,
                                                              std::uint32_t limit) {
  std::vector<std::pair<Rev, Reactor>> out;
  const auto connection = database_.lease();
  Rows rows = connection->select(
      "SELECT rev, person_id, emoji, at FROM reaction FORCE INDEX (in_order)"
      " WHERE conversation_id = ? AND seq = ? AND rev > ? ORDER BY rev LIMIT ?",
      {conversation, seq, after, limit});
  while (rows.next()) {
    auto& [rev, reactor] = out.emplace_back();
    rows.read(rev, reactor.person, reactor.emoji, reactor.at);
  }
  return out;
}

std::vector<Version> MessageHistory::versions(ConversationId conversation, Seq seq, Rev after,
                                              std::uint32_t limit) {
  std::vector<Version> out;
  const auto connection = database_.lease();
  Rows rows = connection->select(
      "SELECT rev, said_at, body FROM message_version"
      " WHERE conversation_id = ? AND seq = ? AND rev > ? ORDER BY rev LIMIT ?",
      {conversation, seq, after, limit});
  while (rows.next()) {
    Version& version = out.emplace_back();
    rows.read(version.rev, version.at, version.body);
  }
  return out;
}

std::vector<Message> MessageHistory::pins(ConversationId conversation, Seq before, std::uint32_t limit) {
  static const std::string sql =
      "SELECT " + std::string(kMessageColumns) +
      " FROM pin p STRAIGHT_JOIN message m ON m.conversation_id = p.conversation_id"
      " AND m.seq = p.seq WHERE p.conversation_id = ? AND p.seq < ?"
      " ORDER BY p.seq DESC LIMIT ?";
  std::vector<Message> out;
  const auto connection = database_.lease();
  Rows rows = connection->select(sql, {conversation, before, limit});
  while (rows.next()) out.push_back(read_message(rows));
  return out;
}

std::vector<MentionMark> MessageHistory::mentions_of(PersonId person, const std::optional<MentionMark>& after,
                                                     std::uint32_t limit) {
  // Of the two, each gives its latest; what everybody is told is looked for in my conversations only.
  static const std::string sql =
      "(SELECT at, conversation_id, seq FROM mention FORCE INDEX (in_time) WHERE person_id = ? AND at <= ?"
      " AND (at < ? OR conversation_id < ? OR (conversation_id = ? AND seq < ?))"
      " ORDER BY at DESC, conversation_id DESC, seq DESC LIMIT ?)"
      " UNION ALL "
      "(SELECT e.at, e.conversation_id, e.seq FROM member m FORCE INDEX (of_person)"
      " STRAIGHT_JOIN mention e FORCE INDEX (PRIMARY) ON e.person_id = 0 AND e.conversation_id = "
      "m.conversation_id"
      " WHERE m.person_id = ? AND m.left_at IS NULL AND e.at <= ?"
      " AND (e.at < ? OR e.conversation_id < ? OR (e.conversation_id = ? AND e.seq < ?))"
      " ORDER BY e.at DESC, e.conversation_id DESC, e.seq DESC LIMIT ?)";
  const MentionMark from = after.value_or(MentionMark{now() + std::chrono::hours(24), ConversationId{}, 0});
  std::vector<MentionMark> out;
  const auto connection = database_.lease();
  Rows rows = connection->select(
      sql, {person, from.at, from.at, from.conversation, from.conversation, from.seq, limit, person, from.at,
            from.at, from.conversation, from.conversation, from.seq, limit});
  while (rows.next()) {
    MentionMark& mark = out.emplace_back();
    rows.read(mark.at, mark.conversation, mark.seq);
  }
  const auto place = [](const MentionMark& m) { return std::tuple(m.at, m.conversation, m.seq); };
  std::ranges::sort(out, [&](const MentionMark& a, const MentionMark& b) { return place(a) > place(b); });
  // By name and with everybody: one message.
  out.erase(std::unique(out.begin(), out.end(),
                        [&](const MentionMark& a, const MentionMark& b) { return place(a) == place(b); }),
            out.end());
  if (out.size() > limit) out.resize(limit);
  return out;
}

}  // namespace hearth::store
