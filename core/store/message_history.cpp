#include "store/message_history.h"

#include <algorithm>

#include "store/many_values.h"
#include "store/member_row.h"
#include "store/notice_text.h"

namespace hearth::store {
namespace {

using namespace chat;

constexpr std::string_view kMessageColumns =
    "seq, rev, sender_id, created_at, kind, body, reply_to, edited_at, deleted_at, notice";

/// The rest of a row after what `before` takes.
template <class... Before>
Message read_message(Rows& rows, Before&... before) {
  Message m;
  std::optional<std::string> notice;
  rows.read(before..., m.seq, m.rev, m.sender, m.at, m.kind, m.body, m.reply_to, m.edited_at, m.deleted_at,
            notice);
  if (notice) m.notice = notice_of(*notice);
  return m;
}

std::vector<Message> read_messages(Rows rows) {
  std::vector<Message> out;
  while (rows.next()) out.push_back(read_message(rows));
  return out;
}

std::vector<Member> read_members(Rows rows) {
  std::vector<Member> out;
  while (rows.next()) out.push_back(read_member(rows));
  return out;
}

std::string with_messages(std::string_view rest) {
  return "SELECT " + std::string(kMessageColumns) + " FROM message " + std::string(rest);
}

std::string with_members(std::string_view rest) {
  return "SELECT " + std::string(kMemberColumns) + " FROM member " + std::string(rest);
}

}  // namespace

std::vector<Message> MessageHistory::messages(ConversationId conversation, Seq first, Seq last) {
  static const std::string sql =
      with_messages("WHERE conversation_id = ? AND seq BETWEEN ? AND ? ORDER BY seq");
  const auto connection = database_.lease();
  return read_messages(connection->select(sql, {conversation, first, last}));
}

std::vector<std::pair<ConversationId, Message>> MessageHistory::messages_at(
    std::span<const std::pair<ConversationId, Seq>> places) {
  constexpr std::size_t kAtOnce = 256;
  std::vector<std::pair<ConversationId, Message>> out;
  if (places.empty()) return out;
  out.reserve(places.size());
  const auto connection = database_.lease();
  std::vector<Value> values;
  for (; !places.empty(); places = places.subspan(std::min(kAtOnce, places.size()))) {
    const auto some = places.first(std::min(kAtOnce, places.size()));
    const std::size_t n = size_class(some.size());
    values.clear();
    for (std::size_t i = 0; i < n; ++i) {
      const auto& [conversation, seq] = some[std::min(i, some.size() - 1)];
      values.insert(values.end(), {conversation, seq});
    }
    // Not (a, b) IN (...): for that MariaDB reads the whole table.
    const std::string sql = "SELECT conversation_id, " + std::string(kMessageColumns) +
                            " FROM message WHERE " + repeated("(conversation_id = ? AND seq = ?)", " OR ", n);
    Rows rows = connection->select(sql, values.data(), values.size());
    while (rows.next()) {
      ConversationId conversation;
      Message message = read_message(rows, conversation);
      out.emplace_back(conversation, std::move(message));
    }
  }
  return out;
}

std::vector<Message> MessageHistory::changed_messages(ConversationId conversation, Rev since,
                                                      std::uint32_t limit) {
  static const std::string sql =
      with_messages("FORCE INDEX (by_rev) WHERE conversation_id = ? AND rev > ? ORDER BY rev LIMIT ?");
  const auto connection = database_.lease();
  return read_messages(connection->select(sql, {conversation, since, limit}));
}

std::vector<Member> MessageHistory::changed_members(ConversationId conversation, Rev since,
                                                    std::uint32_t limit) {
  static const std::string sql =
      with_members("FORCE INDEX (by_rev) WHERE conversation_id = ? AND rev > ? ORDER BY rev LIMIT ?");
  const auto connection = database_.lease();
  return read_members(connection->select(sql, {conversation, since, limit}));
}

std::vector<Member> MessageHistory::members(ConversationId conversation, PersonId after,
                                            std::uint32_t limit) {
  static const std::string sql = with_members(
      "FORCE INDEX (present) WHERE conversation_id = ? AND left_at IS NULL AND person_id > ? ORDER BY "
      "person_id "
      "LIMIT ?");
  const auto connection = database_.lease();
  return read_members(connection->select(sql, {conversation, after, limit}));
}

std::vector<Receipt> MessageHistory::receipts(ConversationId conversation, Seq seq, PersonId after,
                                              std::uint32_t limit) {
  // Watermarks only move forward, so the first advance that reaches the message is the earliest.
  static const std::string sql =
      "SELECT m.person_id,"
      " (SELECT a.at FROM receipt_advance a WHERE a.conversation_id = m.conversation_id AND a.person_id = "
      "m.person_id"
      "  AND a.kind = 1 AND a.up_to_seq >= ? ORDER BY a.up_to_seq LIMIT 1),"
      " (SELECT a.at FROM receipt_advance a WHERE a.conversation_id = m.conversation_id AND a.person_id = "
      "m.person_id"
      "  AND a.kind = 2 AND a.up_to_seq >= ? ORDER BY a.up_to_seq LIMIT 1)"
      " FROM member m FORCE INDEX (present)"
      " WHERE m.conversation_id = ? AND m.left_at IS NULL AND m.person_id > ? ORDER BY m.person_id LIMIT ?";
  const auto connection = database_.lease();
  PersonId poster;
  Time posted_at;
  {
    Rows rows =
        connection->select("SELECT sender_id, created_at FROM message WHERE conversation_id = ? AND seq = ?",
                           {conversation, seq});
    if (!rows.next()) return {};
    rows.read(poster, posted_at);
  }
  std::vector<Receipt> out;
  Rows rows = connection->select(sql, {seq, seq, conversation, after, limit});
  while (rows.next()) {
    Receipt& receipt = out.emplace_back();
    rows.read(receipt.person, receipt.delivered_at, receipt.read_at);
    if (receipt.person == poster) receipt.delivered_at = receipt.read_at = posted_at;
    if (receipt.read_at && (!receipt.delivered_at || *receipt.read_at < *receipt.delivered_at))
      receipt.delivered_at = receipt.read_at;
  }
  return out;
}

}  // namespace hearth::store
