#include "store/message_updates.h"

#include <algorithm>

#include "store/many_values.h"
#include "store/message_row.h"

namespace hearth::store {
namespace {

using namespace chat;

constexpr std::size_t kAtOnce = 128;

/// Runs `ask` with the values of up to kAtOnce keys and the number of keys that its statement must have; the
/// last may be keys that nobody has.
template <class Keys, class ValuesOf, class Ask>
void in_portions(const Keys& keys, const ValuesOf& values_of, const Ask& ask) {
  std::vector<Value> values;
  auto key = keys.begin();
  for (std::size_t left = keys.size(); left > 0;) {
    const std::size_t some = std::min(left, kAtOnce), places = size_class(some);
    values.clear();
    for (std::size_t i = 0; i < some; ++i, ++key) values_of(values, key->first);
    for (std::size_t i = some; i < places; ++i) values_of(values, typename Keys::key_type{});
    ask(values, places);
    left -= some;
  }
}

}  // namespace

MessageUpdates::MessageUpdates()
    : changed_(
          "UPDATE message SET body = ?, edited_at = ?, deleted_at = ?, reply_to = ?, reactions = ?, "
          "pinned_at = ?, pinned_by = ?, mentions = ?, thread = ?, forwarded_from = ?, forwarded_at = ?,"
          " changed_rev = ? WHERE conversation_id = ? AND seq = ?",
          "", "", 14),
      old_changes_("DELETE FROM message_change WHERE conversation_id = ? AND rev = ?", "", "", 2),
      changes_("INSERT INTO message_change (conversation_id, rev, seq) VALUES ", "(?, ?, ?)", "", 3),
      versions_("INSERT INTO message_version (conversation_id, seq, rev, said_at, body) VALUES ",
                "(?, ?, ?, ?, ?)", "", 5),
      new_reactions_("INSERT INTO reaction (conversation_id, seq, emoji, person_id, rev, at) VALUES ",
                     "(?, ?, ?, ?, ?, ?)", "", 6),
      old_reactions_(
          "DELETE FROM reaction WHERE conversation_id = ? AND seq = ? AND emoji = ? AND person_id = ?", "",
          "", 4),
      erased_reactions_("DELETE FROM reaction WHERE conversation_id = ? AND seq = ?", "", "", 2),
      erased_versions_("DELETE FROM message_version WHERE conversation_id = ? AND seq = ?", "", "", 2),
      pins_("INSERT INTO pin (conversation_id, seq) VALUES ", "(?, ?)", "", 2),
      old_pins_("DELETE FROM pin WHERE conversation_id = ? AND seq = ?", "", "", 2),
      mentions_("INSERT INTO mention (person_id, conversation_id, seq, at) VALUES ", "(?, ?, ?, ?)", "", 4),
      old_mentions_("DELETE FROM mention WHERE person_id = ? AND conversation_id = ? AND seq = ?", "", "", 3),
      in_order_{&changed_,       &old_changes_,   &changes_,          &versions_,
                &old_reactions_, &new_reactions_, &erased_reactions_, &erased_versions_,
                &old_pins_,      &pins_,          &old_mentions_,     &mentions_} {}

void MessageUpdates::forget() {
  for (RowBatch* batch : in_order_) batch->forget();
}

void MessageUpdates::clear() {
  for (RowBatch* batch : in_order_) batch->clear();
  places_.clear();
  messages_.clear();
  reactions_.clear();
  texts_.clear();
}

void MessageUpdates::add(BatchPlace& place) {
  const ConversationId conversation = place.change->conversation;
  const auto& update = std::get<MessageUpdate>(place.change->body);
  places_.push_back(&place);
  messages_.try_emplace({conversation, update.seq});
  if (const auto* change = std::get_if<ReactionChange>(&update.what))
    reactions_.try_emplace({conversation, update.seq, update.by, change->emoji});
}

void MessageUpdates::run(Connection& connection) {
  if (places_.empty()) return;
  read_messages(connection);
  read_reactions(connection);
  texts_.reserve(places_.size() + 3 * messages_.size());
  for (BatchPlace* place : places_) decide(*place);
  write(connection);
}

// UNION ALL joined: see MessageHistory::messages_at. (UNION alone would compare emoji as a collation does for
// which they are all the same.)

void MessageUpdates::read_messages(Connection& connection) {
  const auto values_of = [](std::vector<Value>& values, const MessageKey& key) {
    values.insert(values.end(), {key.first, key.second});
  };
  in_portions(messages_, values_of, [&](const std::vector<Value>& values, std::size_t places) {
    Rows rows = connection.select("SELECT m.conversation_id, m.changed_rev, " + std::string(kMessageColumns) +
                                      " FROM (SELECT ? AS conversation_id, ? AS seq" +
                                      repeated(" UNION ALL SELECT ?, ?", "", places - 1) +
                                      ") wanted STRAIGHT_JOIN message m ON m.conversation_id = "
                                      "wanted.conversation_id AND m.seq = wanted.seq",
                                  values.data(), values.size());
    while (rows.next()) {
      ConversationId conversation;
      std::optional<Rev> changed_rev;
      Message message = read_message(rows, conversation, changed_rev);
      Held& held = messages_.at({conversation, message.seq});
      held.was_pinned = message.pinned_at.has_value();
      held.mentioned = message.mentions;
      held.message = std::move(message);
      held.stored_rev = changed_rev.value_or(0);
      held.found = true;
    }
  });
}

void MessageUpdates::read_reactions(Connection& connection) {
  const auto values_of = [](std::vector<Value>& values, const ReactionKey& key) {
    const auto& [conversation, seq, person, emoji] = key;
    values.insert(values.end(), {conversation, seq, person, std::string_view(emoji)});
  };
  in_portions(reactions_, values_of, [&](const std::vector<Value>& values, std::size_t places) {
    Rows rows = connection.select(
        "SELECT r.conversation_id, r.seq, r.person_id, r.emoji, r.rev"
        " FROM (SELECT ? AS conversation_id, ? AS seq, ? AS person_id, ? COLLATE utf8mb4_bin AS emoji" +
            repeated(" UNION ALL SELECT ?, ?, ?, ?", "", places - 1) +
            ") wanted STRAIGHT_JOIN reaction r ON r.conversation_id = wanted.conversation_id AND r.seq = "
            "wanted.seq"
            " AND r.emoji = wanted.emoji AND r.person_id = wanted.person_id",
        values.data(), values.size());
    while (rows.next()) {
      ReactionKey key;
      Rev rev = 0;
      rows.read(std::get<0>(key), std::get<1>(key), std::get<2>(key), std::get<3>(key), rev);
      HeldReaction& held = reactions_.at(key);
      held.was = held.is = true;
      held.rev = rev;
    }
  });
}

void MessageUpdates::decide(BatchPlace& place) {
  const ConversationId conversation = place.change->conversation;
  const auto& update = std::get<MessageUpdate>(place.change->body);
  Held& held = messages_.at({conversation, update.seq});
  if (!held.found) {
    place.refusal = not_found("message").reason;
    return;
  }
  HeldReaction* reaction = nullptr;
  const auto* change = std::get_if<ReactionChange>(&update.what);
  if (change != nullptr) reaction = &reactions_.at({conversation, update.seq, update.by, change->emoji});
  const bool edits = std::holds_alternative<NewText>(update.what);
  std::string before = edits ? held.message.body : std::string();
  const Time said_at = held.message.edited_at.value_or(held.message.at);
  const Rev rev = place.committed.rev;
  auto outcome = apply(held.message, update, reaction != nullptr && reaction->is, place.committed.at);
  held.message.rev = rev;
  held.changed = true;
  place.committed.message = std::make_shared<const Message>(held.message);
  if (!outcome) place.committed.refused = std::move(outcome.reason());
  if (!outcome || !*outcome) return;
  if (edits)
    versions_.number(conversation.value)
        .number(update.seq)
        .number(rev)
        .time(said_at)
        .text(texts_.emplace_back(std::move(before)));
  if (reaction != nullptr) {
    reaction->is = change->add;
    reaction->rev = rev;
    reaction->at = place.committed.at;
  }
  if (std::holds_alternative<Erasure>(update.what)) held.erased = true;
}

std::optional<std::pair<ConversationId, Rev>> MessageUpdates::witness() const {
  for (const auto& [key, held] : messages_)
    if (held.changed) return std::pair(key.first, held.message.rev);
  return {};
}

void MessageUpdates::write(Connection& connection) {
  for (const auto& [key, held] : messages_)
    if (held.changed) write_message(key, held);
  for (const auto& [key, held] : reactions_) {
    const auto& [conversation, seq, person, emoji] = key;
    if (messages_.at({conversation, seq}).erased) continue;
    if (held.was && (!held.is || held.at != Time{}))
      old_reactions_.number(conversation.value).number(seq).text(emoji).number(person.value);
    if (held.is && held.at != Time{})
      new_reactions_.number(conversation.value)
          .number(seq)
          .text(emoji)
          .number(person.value)
          .number(held.rev)
          .time(held.at);
  }
  for (RowBatch* batch : in_order_) batch->execute(connection);
}

void MessageUpdates::write_message(const MessageKey& key, const Held& held) {
  const auto& [conversation, seq] = key;
  const Message& m = held.message;
  const auto time_or_null = [&](const std::optional<Time>& at) { at ? changed_.time(*at) : changed_.null(); };
  changed_.text(m.body);
  time_or_null(m.edited_at);
  time_or_null(m.deleted_at);
  m.reply_to ? changed_.number(*m.reply_to) : changed_.null();
  m.reactions ? changed_.text(texts_.emplace_back(to_text(*m.reactions))) : changed_.null();
  time_or_null(m.pinned_at);
  m.pinned_by ? changed_.number(m.pinned_by->value) : changed_.null();
  m.mentions ? changed_.text(texts_.emplace_back(to_text(*m.mentions))) : changed_.null();
  m.thread ? changed_.text(texts_.emplace_back(to_text(*m.thread))) : changed_.null();
  m.forwarded ? changed_.number(m.forwarded->person.value).time(m.forwarded->at) : changed_.null().null();
  changed_.number(m.rev).number(conversation.value).number(seq);
  write_mentions(key, held);
  if (held.stored_rev != 0) old_changes_.number(conversation.value).number(held.stored_rev);
  changes_.number(conversation.value).number(m.rev).number(seq);
  if (m.pinned_at.has_value() != held.was_pinned)
    (m.pinned_at ? pins_ : old_pins_).number(conversation.value).number(seq);
  if (!held.erased) return;
  erased_reactions_.number(conversation.value).number(seq);
  erased_versions_.number(conversation.value).number(seq);
}

/// Rows for those who are addressed now, none for those who were.
void MessageUpdates::write_mentions(const MessageKey& key, const Held& held) {
  if (held.mentioned == held.message.mentions) return;
  const ConversationId conversation = key.first;
  const Seq seq = key.second;
  const auto each = [&](const std::optional<Mentions>& mentions, const auto& use) {
    if (!mentions) return;
    if (mentions->all) use(PersonId{});
    for (const PersonId person : mentions->people)
      if (person != held.message.sender) use(person);
  };
  each(held.mentioned,
       [&](PersonId person) { old_mentions_.number(person.value).number(conversation.value).number(seq); });
  each(held.message.mentions, [&](PersonId person) {
    mentions_.number(person.value).number(conversation.value).number(seq).time(held.message.at);
  });
}

}  // namespace hearth::store
