#include "store/message_history.h"

#include <algorithm>

#include "store/many_values.h"
#include "store/member_row.h"
#include "store/message_row.h"
#include "store/receipt_kind.h"

namespace hearth::store {
namespace {

using namespace chat;

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
  return "SELECT " + std::string(kMessageColumns) + " FROM " + std::string(rest);
}

std::string with_members(std::string_view rest) {
  return "SELECT " + std::string(kMemberColumns) + " FROM member " + std::string(rest);
}

/// A watermark that has reached the message asked for: whose receipt, and which of the two.
struct Reached {
  std::size_t receipt;
  ReceiptKind kind;
};

/// When each got there. Watermarks only move forward, so it is the first advance that reaches the message;
/// each is a SELECT of its own, because inside a join or a subquery MariaDB reads all earlier advances too.
void find_times(Connection& connection, ConversationId conversation, Seq seq,
                std::span<const Reached> reached, std::vector<Receipt>& receipts) {
  constexpr std::size_t kAtOnce = 32;
  std::vector<Value> values;
  for (; !reached.empty(); reached = reached.subspan(std::min(kAtOnce, reached.size()))) {
    const auto some = reached.first(std::min(kAtOnce, reached.size()));
    const std::size_t n = size_class(some.size());
    values.clear();
    for (std::size_t i = 0; i < n; ++i) {
      const Reached& one = some[std::min(i, some.size() - 1)];
      values.insert(values.end(), {conversation, receipts[one.receipt].person, one.kind, seq});
    }
    Rows rows = connection.select(
        repeated(
            "(SELECT person_id, kind, at FROM receipt_advance WHERE conversation_id = ? AND person_id = ?"
            " AND kind = ? AND up_to_seq >= ? ORDER BY up_to_seq LIMIT 1)",
            " UNION ALL ", n),
        values.data(), values.size());
    while (rows.next()) {
      PersonId person;
      ReceiptKind kind{};
      Time at;
      rows.read(person, kind, at);
      // Receipts are by person.
      const auto receipt = std::lower_bound(receipts.begin(), receipts.end(), person,
                                            [](const Receipt& r, PersonId p) { return r.person < p; });
      (kind == ReceiptKind::kDelivered ? receipt->delivered_at : receipt->read_at) = at;
    }
  }
}

}  // namespace

std::vector<Message> MessageHistory::messages(ConversationId conversation, Seq first, Seq last) {
  static const std::string sql =
      with_messages("message m WHERE m.conversation_id = ? AND m.seq BETWEEN ? AND ? ORDER BY m.seq");
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
      // Padded with a place that nobody has.
      const auto [conversation, seq] = i < some.size() ? some[i] : std::pair{ConversationId{}, Seq{}};
      values.insert(values.end(), {conversation, seq});
    }
    // Not (a, b) IN (...), for which MariaDB reads the whole table; nor a chain of OR, over whose ranges its
    // optimiser broods five times longer than it reads.
    const std::string sql = "SELECT m.conversation_id, " + std::string(kMessageColumns) +
                            " FROM (SELECT ? AS conversation_id, ? AS seq" +
                            repeated(" UNION ALL SELECT ?, ?", "", n - 1) +
                            ") wanted STRAIGHT_JOIN message m ON m.conversation_id = wanted.conversation_id"
                            " AND m.seq = wanted.seq";
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
                                                      Seq first_posted, std::uint32_t limit) {
  static const std::string posted = with_messages(
      "message m WHERE m.conversation_id = ? AND m.seq >= ? AND m.rev > ? AND m.changed_rev IS NULL"
      " ORDER BY m.seq LIMIT ?");
  static const std::string changed = with_messages(
      "message_change c STRAIGHT_JOIN message m ON m.conversation_id = c.conversation_id AND m.seq = c.seq"
      " WHERE c.conversation_id = ? AND c.rev > ? ORDER BY c.rev LIMIT ?");
  const auto connection = database_.lease();
  auto messages = read_messages(connection->select(posted, {conversation, first_posted, since, limit}));
  auto others = read_messages(connection->select(changed, {conversation, since, limit}));
  std::vector<Message> out;
  out.reserve(messages.size() + others.size());
  std::merge(std::make_move_iterator(messages.begin()), std::make_move_iterator(messages.end()),
             std::make_move_iterator(others.begin()), std::make_move_iterator(others.end()),
             std::back_inserter(out), [](const Message& a, const Message& b) { return a.rev < b.rev; });
  if (out.size() > limit) out.resize(limit);
  return out;
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

std::vector<MemberEvent> MessageHistory::member_events(ConversationId conversation,
                                                       std::pair<Rev, PersonId> before, std::uint32_t limit) {
  const auto connection = database_.lease();
  std::vector<MemberEvent> out;
  // Two ranges instead of (a < x OR (a = x AND b < y)), for which more would be read than is given.
  constexpr std::string_view kColumns = "rev, at, what, person_id, by_id, role, present";
  const std::string range =
      "(SELECT " + std::string(kColumns) + " FROM member_event WHERE conversation_id = ? AND rev ";
  Rows rows = connection->select(
      range + "= ? AND person_id < ? ORDER BY person_id DESC LIMIT ?) UNION ALL " + range +
          "< ? ORDER BY rev DESC, person_id DESC LIMIT ?)" + " ORDER BY rev DESC, person_id DESC LIMIT ?",
      {conversation, before.first, before.second, limit, conversation, before.first, limit, limit});
  while (rows.next()) {
    MemberEvent& event = out.emplace_back();
    std::uint8_t what = 0;
    bool present = false;
    rows.read(event.rev, event.at, what, event.person, event.by, event.role, present);
    const bool self = event.person == event.by;
    event.what = what != 0 ? static_cast<NoticeKind>(what)
                 : present ? (self ? NoticeKind::kJoined : NoticeKind::kAdded)
                           : (self ? NoticeKind::kLeft : NoticeKind::kRemoved);
  }
  return out;
}

std::vector<Receipt> MessageHistory::receipts(ConversationId conversation, Seq seq, PersonId after,
                                              std::uint32_t limit) {
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
  std::vector<Reached> reached;
  {
    Rows rows = connection->select(
        "SELECT person_id, delivered_seq, read_seq FROM member FORCE INDEX (present)"
        " WHERE conversation_id = ? AND left_at IS NULL AND person_id > ? ORDER BY person_id LIMIT ?",
        {conversation, after, limit});
    while (rows.next()) {
      Seq delivered = 0, read = 0;
      rows.read(out.emplace_back().person, delivered, read);
      if (out.back().person == poster) continue;
      if (delivered >= seq) reached.push_back({out.size() - 1, ReceiptKind::kDelivered});
      if (read >= seq) reached.push_back({out.size() - 1, ReceiptKind::kRead});
    }
  }
  find_times(*connection, conversation, seq, reached, out);
  for (Receipt& receipt : out) {
    if (receipt.person == poster) receipt.delivered_at = receipt.read_at = posted_at;
    if (receipt.read_at && (!receipt.delivered_at || *receipt.read_at < *receipt.delivered_at))
      receipt.delivered_at = receipt.read_at;
  }
  return out;
}

}  // namespace hearth::store
