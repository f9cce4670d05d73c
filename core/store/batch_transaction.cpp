#include "store/batch_transaction.h"

#include <algorithm>

#include "store/many_values.h"
#include "store/message_parts.h"
#include "store/notice_text.h"

namespace hearth::store {
namespace {

using namespace chat;

constexpr std::size_t kMarksAtOnce = 128;

constexpr std::uint64_t number_of(MessageKind kind) {
  return static_cast<std::uint64_t>(kind);
}
static_assert(number_of(MessageKind::kText) == 1, "stands in the statement below");

bool has_notice(const Change& change) {
  if (const auto* members = std::get_if<MembersChange>(&change.body)) return members->notice.has_value();
  const auto* settings = std::get_if<SettingsChange>(&change.body);
  return settings != nullptr && settings->notice.has_value();
}

/// Advancing a counter never reads it first, so that no increment is lost, whoever else writes. `last_at` is
/// that of the latest message and never goes back.
std::string heads_statement(std::size_t n, bool returning) {
  return "INSERT INTO conversation_head (conversation_id, seq, rev, last_at) VALUES " +
         repeated("(?, ?, ?, ?)", ", ", n) +
         " ON DUPLICATE KEY UPDATE"
         " last_at = IF(VALUES(seq) > 0, GREATEST(last_at, VALUES(last_at)), last_at),"
         " seq = seq + VALUES(seq), rev = rev + VALUES(rev)" +
         (returning ? " RETURNING conversation_id, seq, rev, last_at" : "");
}

}  // namespace

BatchTransaction::BatchTransaction()
    // Most are plain, and every value that need not be bound saves the database a fiftieth of the row.
    : plain_messages_(
          "INSERT INTO message (conversation_id, seq, rev, sender_id, client_key, created_at, body, kind) "
          "VALUES ",
          "(?, ?, ?, ?, ?, ?, ?, 1)", "", 7),
      messages_(
          "INSERT INTO message (conversation_id, seq, rev, sender_id, client_key, created_at, body, kind, "
          "reply_to, notice, mentions, forwarded_from, forwarded_at) VALUES ",
          "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", "", 13),
      members_(
          "INSERT INTO member (conversation_id, person_id, role, joined_at, left_at, added_by, removed_by, "
          "delivered_seq, read_seq, rev) VALUES ",
          "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          " ON DUPLICATE KEY UPDATE role = VALUES(role), joined_at = VALUES(joined_at),"
          " left_at = VALUES(left_at), added_by = VALUES(added_by), removed_by = VALUES(removed_by),"
          " delivered_seq = GREATEST(delivered_seq, VALUES(delivered_seq)),"
          " read_seq = GREATEST(read_seq, VALUES(read_seq)), rev = GREATEST(rev, VALUES(rev))",
          10),
      member_events_(
          "INSERT INTO member_event (conversation_id, rev, person_id, by_id, present, role, at, what) "
          "VALUES ",
          "(?, ?, ?, ?, ?, ?, ?, ?)", "", 8),
      settings_(
          "UPDATE conversation SET name = ?, description = ?, visibility = ?,"
          " settings_rev = GREATEST(settings_rev, ?), deletion = ?, deletion_by = ?, removal_at = ? WHERE id "
          "= ?",
          "", "", 8),
      watermarks_(
          "UPDATE member SET delivered_seq = ?, read_seq = ?, rev = GREATEST(rev, ?)"
          " WHERE conversation_id = ? AND person_id = ?",
          "", "", 5),
      advances_("INSERT INTO receipt_advance (conversation_id, person_id, kind, up_to_seq, at) VALUES ",
                "(?, ?, ?, ?, ?)", " ON DUPLICATE KEY UPDATE at = LEAST(at, VALUES(at))", 5),
      mentions_("INSERT INTO mention (person_id, conversation_id, seq, at) VALUES ", "(?, ?, ?, ?)", "", 4),
      old_mentions_("DELETE FROM mention WHERE person_id = ? AND conversation_id = ?", "", "", 2),
      batches_{&plain_messages_, &messages_, &members_,  &member_events_, &settings_,
               &watermarks_,     &advances_, &mentions_, &old_mentions_} {}

void BatchTransaction::forget() {
  for (RowBatch* batch : batches_) batch->forget();
  updates_.forget();
}

void BatchTransaction::run(Connection& connection, std::span<BatchPlace* const> places) {
  // What a failed run has left behind.
  for (RowBatch* batch : batches_) batch->clear();
  updates_.clear();
  marks_.clear();
  texts_.clear();
  texts_.reserve(places.size());  // the batch holds views of them
  evidence_.reset();

  group(places);
  advance_heads(connection);
  std::size_t head = 0;
  for (BatchPlace* place : order_) {
    while (heads_[head].conversation != place->change->conversation) ++head;
    gather(*place, heads_[head]);
  }
  members_.execute(connection);
  member_events_.execute(connection);
  settings_.execute(connection);
  move_watermarks(connection);
  plain_messages_.execute(connection);
  messages_.execute(connection);
  old_mentions_.execute(connection);
  mentions_.execute(connection);
  updates_.run(connection);
  if (const auto witness = updates_.witness(); witness && !evidence_)
    evidence_ = Evidence{Evidence::Of::kUpdate, witness->first, witness->second, {}, {}, {}, {}};
}

void BatchTransaction::group(std::span<BatchPlace* const> places) {
  last_at_ = std::max(last_at_, now());
  order_.assign(places.begin(), places.end());
  // In the order of ids, so that several writers lock heads in the same order; stable, because order is the
  // promise.
  std::stable_sort(order_.begin(), order_.end(), [](const BatchPlace* a, const BatchPlace* b) {
    return a->change->conversation < b->change->conversation;
  });
  heads_.clear();
  for (const BatchPlace* place : order_) {
    const Change& change = *place->change;
    if (heads_.empty() || heads_.back().conversation != change.conversation)
      heads_.push_back({change.conversation, 0, 0, 0, 0, last_at_});
    Head& head = heads_.back();
    ++head.changes;
    if (place->message() != nullptr || has_notice(change)) ++head.messages;
  }
}

void BatchTransaction::advance_heads(Connection& connection) {
  const std::size_t n = size_class(heads_.size());
  values_.clear();
  for (const Head& head : heads_)
    values_.insert(values_.end(), {head.conversation, head.messages, head.changes, head.at});
  // Padding: advances the last by nothing.
  for (std::size_t i = heads_.size(); i < n; ++i)
    values_.insert(values_.end(), {heads_.back().conversation, 0, 0, heads_.back().at});
  if (connection.flavour() == Flavour::kMariaDb) {
    take_heads(connection.select(heads_statement(n, true), values_.data(), values_.size()));
  } else {
    connection.execute(heads_statement(n, false), values_.data(), values_.size());
    values_.clear();
    for (std::size_t i = 0; i < n; ++i)
      values_.push_back(heads_[std::min(i, heads_.size() - 1)].conversation);
    take_heads(
        connection.select("SELECT conversation_id, seq, rev, last_at FROM conversation_head"
                          " WHERE conversation_id IN (" +
                              repeated("?", ", ", n) + ") ORDER BY conversation_id",
                          values_.data(), n));
  }
  for (Head& head : heads_) {
    // Every conversation begins with rev 1, so a head that has only our changes was made by this statement.
    if (head.rev == head.changes) throw DatabaseError(1452, "there is no such conversation");
    head.seq -= head.messages;
    head.rev -= head.changes;
  }
}

void BatchTransaction::take_heads(Rows rows) {
  std::size_t i = 0;
  while (rows.next()) {
    Head got;
    rows.read(got.conversation, got.seq, got.rev, got.at);
    if (i + 1 < heads_.size() && heads_[i].conversation != got.conversation) ++i;
    Head& head = heads_[i];
    if (head.conversation != got.conversation)
      throw std::logic_error("heads come in another order than asked for");
    head.seq = got.seq;
    head.rev = got.rev;
    if (head.messages > 0) head.at = got.at;
  }
}

void BatchTransaction::gather(BatchPlace& place, Head& head) {
  ++head.rev;
  place.committed = {0, head.rev, head.at, false, nullptr, {}};
  place.refusal.reset();
  if (const auto* message = place.message()) return gather_message(place, *message, head);
  if (const auto* members = std::get_if<MembersChange>(&place.change->body))
    return gather_members(place, *members, head);
  if (const auto* settings = std::get_if<SettingsChange>(&place.change->body))
    return gather_settings(place, *settings, head);
  if (std::holds_alternative<MessageUpdate>(place.change->body)) return updates_.add(place);
  for (const Advance& advance : std::get<ReceiptsChange>(place.change->body).advances)
    marks_.push_back(
        {head.conversation,
         {advance.person, std::min(advance.delivered_seq, head.seq), std::min(advance.read_seq, head.seq)},
         head.rev,
         head.at});
}

void BatchTransaction::gather_message(BatchPlace& place, const NewMessage& message, Head& head) {
  place.committed.seq = ++head.seq;
  const bool plain = !message.reply_to && !message.mentions && !message.forwarded;
  RowBatch& rows = plain ? plain_messages_ : messages_;
  rows.number(head.conversation.value).number(head.seq).number(head.rev).number(message.sender.value);
  rows.bytes(place.key_text()).time(head.at).text(message.body);
  if (!plain) gather_extras(message, head);
  if (!evidence_ || evidence_->of != Evidence::Of::kMessage)
    evidence_ =
        Evidence{Evidence::Of::kMessage,       head.conversation, head.seq, message.sender, head.at, {},
                 std::string(place.key_text())};
}

/// What most messages do not have, behind the columns that all have.
void BatchTransaction::gather_extras(const NewMessage& message, const Head& head) {
  messages_.number(number_of(MessageKind::kText));
  message.reply_to ? messages_.number(*message.reply_to) : messages_.null();
  messages_.null();
  message.mentions ? messages_.text(texts_.emplace_back(to_text(*message.mentions))) : messages_.null();
  message.forwarded ? messages_.number(message.forwarded->person.value).time(message.forwarded->at)
                    : messages_.null().null();
  if (!message.mentions) return;
  const auto mention = [&](PersonId person) {
    mentions_.number(person.value).number(head.conversation.value).number(head.seq).time(head.at);
  };
  if (message.mentions->all) mention(PersonId{});
  for (const PersonId person : message.mentions->people)
    if (person != message.sender) mention(person);
}

void BatchTransaction::gather_members(BatchPlace& place, const MembersChange& change, Head& head) {
  const auto number_or_null = [&](const std::optional<PersonId>& person) {
    person ? members_.number(person->value) : members_.null();
  };
  for (const Member& m : change.members) {
    members_.number(head.conversation.value)
        .number(m.person.value)
        .number(static_cast<std::uint64_t>(m.role));
    members_.time(m.joined_at);
    m.left_at ? members_.time(*m.left_at) : members_.null();
    number_or_null(m.added_by);
    number_or_null(m.removed_by);
    members_.number(m.delivered_seq).number(m.read_seq).number(head.rev);
    member_events_.number(head.conversation.value)
        .number(head.rev)
        .number(m.person.value)
        .number(change.by.value);
    member_events_.number(m.left_at ? 0 : 1).number(static_cast<std::uint64_t>(m.role)).time(head.at);
    member_events_.number(change.notice ? static_cast<std::uint64_t>(change.notice->what) : 0);
    if (m.left_at) old_mentions_.number(m.person.value).number(head.conversation.value);
    if (!evidence_)
      evidence_ = Evidence{Evidence::Of::kMember, head.conversation, head.rev, m.person, head.at, {}, {}};
  }
  if (change.notice) gather_notice(place, change.by, *change.notice, head);
}

void BatchTransaction::gather_settings(BatchPlace& place, const SettingsChange& change, Head& head) {
  settings_.text(change.name);
  change.description ? settings_.text(*change.description) : settings_.null();
  settings_.number(static_cast<std::uint64_t>(change.visibility)).number(change.settings ? head.rev : 0);
  if (change.deletion)
    settings_.number(static_cast<std::uint64_t>(*change.deletion)).number(change.by.value);
  else
    settings_.null().null();
  change.deletion&& change.removal_at ? settings_.time(*change.removal_at) : settings_.null();
  settings_.number(head.conversation.value);
  if (change.notice) gather_notice(place, change.by, *change.notice, head);
}

void BatchTransaction::gather_notice(BatchPlace& place, PersonId by, const Notice& notice, Head& head) {
  place.committed.seq = ++head.seq;
  messages_.number(head.conversation.value).number(head.seq).number(head.rev).number(by.value).null();
  messages_.time(head.at).text({}).number(number_of(MessageKind::kNotice)).null();
  messages_.text(texts_.emplace_back(to_text(notice))).null().null().null();
  if (!evidence_ || evidence_->of != Evidence::Of::kMessage)
    evidence_ = Evidence{Evidence::Of::kMessage, head.conversation, head.seq, by, head.at, {}, {}};
}

void BatchTransaction::move_watermarks(Connection& connection) {
  if (marks_.empty()) return;
  const auto place_of = [](const Mark& m) { return std::pair(m.conversation, m.advance.person); };
  std::stable_sort(marks_.begin(), marks_.end(),
                   [&](const Mark& a, const Mark& b) { return place_of(a) < place_of(b); });
  // What they are now, locked: only what really moves makes a row of receipt_advance.
  const Mark* const end = marks_.data() + marks_.size();
  for (const Mark* from = marks_.data(); from != end;) {
    values_.clear();
    const Mark* to = from;
    std::size_t n = 0;
    for (; to != end && n < kMarksAtOnce; ++n) {
      values_.insert(values_.end(), {to->conversation, to->advance.person});
      const auto place = place_of(*to);
      while (to != end && place_of(*to) == place) ++to;
    }
    for (const std::size_t size = size_class(n); n < size; ++n)
      values_.insert(values_.end(), {(to - 1)->conversation, (to - 1)->advance.person});
    Rows rows =
        connection.select("SELECT conversation_id, person_id, delivered_seq, read_seq FROM member WHERE " +
                              repeated("(conversation_id = ? AND person_id = ?)", " OR ", n) +
                              " ORDER BY conversation_id, person_id FOR UPDATE",
                          values_.data(), values_.size());
    while (rows.next()) {
      std::pair<ConversationId, PersonId> place;
      Seq delivered = 0, read = 0;
      rows.read(place.first, place.second, delivered, read);
      // Who is no member is passed over.
      while (from != to && place_of(*from) < place) ++from;
      const Mark* const first = from;
      while (from != to && place_of(*from) == place) ++from;
      move(first, from, delivered, read);
    }
    from = to;
  }
  watermarks_.execute(connection);
  advances_.execute(connection);
}

/// The marks [first, last) of one member, in the order of rev, whose watermarks are `delivered` and `read`.
void BatchTransaction::move(const Mark* first, const Mark* last, Seq delivered, Seq read) {
  Rev rev = 0;
  for (const Mark* mark = first; mark != last; ++mark) {
    const Seq new_read = std::max(read, mark->advance.read_seq);
    // What was read was delivered.
    const Seq new_delivered = std::max({delivered, mark->advance.delivered_seq, new_read});
    if (new_delivered > delivered) move_one(*mark, ReceiptKind::kDelivered, new_delivered);
    if (new_read > read) move_one(*mark, ReceiptKind::kRead, new_read);
    if (new_delivered > delivered || new_read > read) rev = mark->rev;
    delivered = new_delivered;
    read = new_read;
  }
  if (rev != 0)
    watermarks_.number(delivered)
        .number(read)
        .number(rev)
        .number(first->conversation.value)
        .number(first->advance.person.value);
}

void BatchTransaction::move_one(const Mark& mark, ReceiptKind kind, Seq to) {
  advances_.number(mark.conversation.value)
      .number(mark.advance.person.value)
      .number(static_cast<std::uint64_t>(kind))
      .number(to)
      .time(mark.at);
  if (!evidence_)
    evidence_ =
        Evidence{Evidence::Of::kWatermark, mark.conversation, to, mark.advance.person, mark.at, kind, {}};
}

bool BatchTransaction::happened(Connection& connection, const Evidence& e) {
  // Should the server not have noticed yet that we are gone, our own transaction still holds this row.
  {
    Rows lock = connection.select("SELECT rev FROM conversation_head WHERE conversation_id = ? FOR UPDATE",
                                  {e.conversation});
    lock.next();
  }
  switch (e.of) {
    case Evidence::Of::kMessage:
      return connection
          .select(
              "SELECT 1 FROM message WHERE conversation_id = ? AND seq = ? AND sender_id = ?"
              " AND created_at = ? AND client_key <=> ?",
              {e.conversation, e.number, e.person, e.at, e.key})
          .next();
    case Evidence::Of::kMember:
      return connection
          .select(
              "SELECT 1 FROM member_event WHERE conversation_id = ? AND rev = ? AND person_id = ? AND at = ?",
              {e.conversation, e.number, e.person, e.at})
          .next();
    case Evidence::Of::kUpdate:
      // Nobody else has changed the same message since: the head was locked above.
      return connection
          .select("SELECT 1 FROM message_change WHERE conversation_id = ? AND rev = ?",
                  {e.conversation, e.number})
          .next();
    case Evidence::Of::kWatermark:
      return connection
          .select(
              "SELECT 1 FROM receipt_advance WHERE conversation_id = ? AND person_id = ? AND kind = ?"
              " AND up_to_seq = ?",
              {e.conversation, e.person, e.kind, e.number})
          .next();
  }
  return false;
}

}  // namespace hearth::store
