#include "store/import_repository.h"

#include <algorithm>
#include <deque>

#include "base/text.h"
#include "store/key_bytes.h"
#include "store/notice_text.h"
#include "store/reactions_text.h"
#include "store/row_batch.h"

namespace hearth::store {
namespace {

using namespace chat;

constexpr std::size_t kRowsAtOnce = 500;
constexpr std::size_t kBytesAtOnce = 4 << 20;  // a packet of the server takes 16 MiB
constexpr std::uint8_t kDelivered = 1, kRead = 2;

std::optional<std::string> folded(const std::optional<std::string>& text) {
  return text ? std::optional(fold(*text)) : std::nullopt;
}

std::string bytes_of(KeyMaker& keys, const std::string& key) {
  const auto bytes = keys.of(key);
  return std::string(bytes.data(), bytes.size());
}

template <class T>
void number_or_null(RowBatch& batch, const std::optional<T>& value) {
  if constexpr (std::is_integral_v<T>)
    value ? batch.number(*value) : batch.null();
  else
    value ? batch.number(value->value) : batch.null();
}

void time_or_null(RowBatch& batch, const std::optional<Time>& at) {
  at ? batch.time(*at) : batch.null();
}

template <class E>
std::uint64_t number_of(E value) {
  return static_cast<std::uint64_t>(value);
}

void execute_when_full(Connection& connection, RowBatch& batch) {
  if (batch.rows() >= kRowsAtOnce) batch.execute(connection);
}

std::optional<ConversationId> find(Connection& connection, const ImportedConversation& c,
                                   std::string_view creation_key, PersonId lo, PersonId hi) {
  Rows rows =
      c.kind == ConversationKind::kGroup
          ? connection.select("SELECT id FROM conversation WHERE created_by = ? AND creation_key = ?",
                              {c.created_by, creation_key})
          : connection.select("SELECT id FROM conversation WHERE direct_lo = ? AND direct_hi = ?", {lo, hi});
  if (!rows.next()) return {};
  ConversationId id;
  rows.read(id);
  return id;
}

/// The conversation and its head; empty when there is one already.
std::optional<ConversationId> insert_conversation(Connection& connection, const ImportedConversation& c,
                                                  const std::optional<std::string>& creation_key,
                                                  std::optional<PersonId> lo, std::optional<PersonId> hi) {
  try {
    connection.execute(
        "INSERT INTO conversation (kind, visibility, name, description, created_by, created_at, direct_lo,"
        " direct_hi, creation_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {c.kind, c.visibility, c.name, c.description, c.created_by, c.created_at, lo, hi, creation_key});
  } catch (const DatabaseError& error) {
    if (!error.duplicate()) throw;
    return {};
  }
  const ConversationId id(connection.last_insert_id());
  connection.execute(
      "INSERT INTO conversation_head (conversation_id, seq, rev, last_at) VALUES (?, ?, ?, ?)",
      {id, c.messages.size(), c.rev, c.messages.empty() ? c.created_at : c.messages.back().message.at});
  return id;
}

void insert_members(Connection& connection, ConversationId id, const ImportedConversation& c) {
  RowBatch members(
      "INSERT INTO member (conversation_id, person_id, role, joined_at, left_at, added_by, removed_by,"
      " delivered_seq, read_seq, rev) VALUES ",
      "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", "", 10);
  for (const Member& m : c.members) {
    members.number(id.value).number(m.person.value).number(number_of(m.role)).time(m.joined_at);
    time_or_null(members, m.left_at);
    number_or_null(members, m.added_by);
    number_or_null(members, m.removed_by);
    members.number(m.delivered_seq).number(m.read_seq).number(m.rev);
    execute_when_full(connection, members);
  }
  members.execute(connection);

  RowBatch events(
      "INSERT INTO member_event (conversation_id, rev, person_id, by_id, present, role, at) VALUES ",
      "(?, ?, ?, ?, ?, ?, ?)", "", 7);
  for (const ImportedMemberEvent& e : c.member_events) {
    events.number(id.value).number(e.rev).number(e.person.value).number(e.by.value);
    events.number(e.present ? 1 : 0).number(number_of(e.role)).time(e.at);
    execute_when_full(connection, events);
  }
  events.execute(connection);
}

/// What the message shows of them.
std::vector<Reaction> sums_of(const std::vector<ImportedReaction>& reactions) {
  std::vector<Reaction> sums;
  for (const ImportedReaction& reaction : reactions) {
    auto sum = std::ranges::find(sums, reaction.emoji, &Reaction::emoji);
    if (sum == sums.end()) sum = sums.insert(sums.end(), {reaction.emoji, 0, {}});
    ++sum->count;
    if (sum->people.size() < kNamedReactors) sum->people.push_back(reaction.person);
  }
  return sums;
}

void insert_messages(Connection& connection, ConversationId id, const ImportedConversation& c) {
  RowBatch messages(
      "INSERT INTO message (conversation_id, seq, rev, sender_id, client_key, kind, reply_to, created_at,"
      " edited_at, deleted_at, body, notice, reactions, pinned_at, pinned_by) VALUES ",
      "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", "", 15);
  KeyMaker keys;
  std::deque<std::string> texts;  // the batch holds views of them
  std::size_t bytes = 0;
  const auto send = [&] {
    messages.execute(connection);
    texts.clear();
    bytes = 0;
  };
  for (const ImportedMessage& imported : c.messages) {
    const Message& m = imported.message;
    messages.number(id.value).number(m.seq).number(m.rev).number(m.sender.value);
    imported.key ? messages.text(texts.emplace_back(bytes_of(keys, *imported.key))) : messages.null();
    messages.number(number_of(m.kind));
    number_or_null(messages, m.reply_to);
    messages.time(m.at);
    time_or_null(messages, m.edited_at);
    time_or_null(messages, m.deleted_at);
    messages.text(m.body);
    m.notice ? messages.text(texts.emplace_back(to_text(*m.notice))) : messages.null();
    imported.reactions.empty() ? messages.null()
                               : messages.text(texts.emplace_back(to_text(sums_of(imported.reactions))));
    time_or_null(messages, m.pinned_at);
    number_or_null(messages, m.pinned_by);
    bytes += m.body.size() + 200;
    if (messages.rows() >= kRowsAtOnce || bytes >= kBytesAtOnce) send();
  }
  send();
}

void insert_reactions_and_pins(Connection& connection, ConversationId id, const ImportedConversation& c) {
  RowBatch reactions("INSERT INTO reaction (conversation_id, seq, emoji, person_id, rev, at) VALUES ",
                     "(?, ?, ?, ?, ?, ?)", "", 6);
  RowBatch pins("INSERT INTO pin (conversation_id, seq) VALUES ", "(?, ?)", "", 2);
  for (const ImportedMessage& imported : c.messages) {
    const Seq seq = imported.message.seq;
    for (const ImportedReaction& r : imported.reactions) {
      reactions.number(id.value).number(seq).text(r.emoji).number(r.person.value).number(r.rev).time(r.at);
      execute_when_full(connection, reactions);
    }
    if (imported.message.pinned_at) pins.number(id.value).number(seq);
    execute_when_full(connection, pins);
  }
  reactions.execute(connection);
  pins.execute(connection);
}

void insert_advances(Connection& connection, ConversationId id, const ImportedConversation& c) {
  RowBatch advances("INSERT INTO receipt_advance (conversation_id, person_id, kind, up_to_seq, at) VALUES ",
                    "(?, ?, ?, ?, ?)", "", 5);
  for (const ImportedAdvance& a : c.advances) {
    advances.number(id.value).number(a.person.value).number(a.read ? kRead : kDelivered);
    advances.number(a.up_to).time(a.at);
    execute_when_full(connection, advances);
  }
  advances.execute(connection);
}

}  // namespace

Census ImportRepository::census() {
  Census census;
  Rows rows =
      connection_->select("SELECT (SELECT COUNT(*) FROM person), (SELECT COUNT(*) FROM conversation)");
  if (rows.next()) rows.read(census.people, census.conversations);
  return census;
}

Outcome<std::vector<PersonId>> ImportRepository::add_people(std::span<const Account> accounts) {
  std::vector<PersonId> ids;
  const Account* current = nullptr;
  Transaction transaction(*connection_);
  try {
    for (const Account& account : accounts) {
      current = &account;
      const Person& p = account.person;
      connection_->execute(
          "INSERT INTO person (user_name, user_name_key, name, role, blocked, email, email_key, phone,"
          " password_hash, must_change_password, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          {p.user_name, fold(p.user_name), p.name, p.role, p.blocked, account.email, folded(account.email),
           account.phone, account.password_hash, account.must_change_password, account.created_at});
      ids.emplace_back(connection_->last_insert_id());
    }
  } catch (const DatabaseError& error) {
    if (!error.duplicate()) throw;
    const bool name_taken =
        connection_->select("SELECT 1 FROM person WHERE user_name_key = ?", {fold(current->person.user_name)})
            .next();
    return Failure<Refusal>{{RefusalCode::kConflict,
                             name_taken ? "The user name " + current->person.user_name + " is taken."
                                        : "The e-mail address of " + current->person.user_name + " is taken.",
                             name_taken ? "user_name" : "email", 0}};
  }
  transaction.commit();
  return ids;
}

Outcome<Import::Added> ImportRepository::add_conversation(const ImportedConversation& c) {
  if (auto checked = check_import(c); !checked) return Failure{std::move(checked.reason())};
  std::optional<std::string> creation_key;
  std::optional<PersonId> lo, hi;
  if (c.kind == ConversationKind::kGroup) {
    KeyMaker keys;
    creation_key = bytes_of(keys, c.key);
  } else {
    std::tie(lo, hi) = std::pair(std::min(c.members.front().person, c.members.back().person),
                                 std::max(c.members.front().person, c.members.back().person));
  }

  Transaction transaction(*connection_);
  const auto id = insert_conversation(*connection_, c, creation_key, lo, hi);
  if (!id) {
    const auto there =
        find(*connection_, c, creation_key.value_or(""), lo.value_or(PersonId{}), hi.value_or(PersonId{}));
    if (!there) throw std::runtime_error("a conversation is there and cannot be found");
    return Added{*there, false};
  }
  insert_members(*connection_, *id, c);
  try {
    insert_messages(*connection_, *id, c);
  } catch (const DatabaseError& error) {
    if (!error.duplicate()) throw;
    return refuse(RefusalCode::kConflict, "One of its messages is stored already, in another conversation.");
  }
  insert_reactions_and_pins(*connection_, *id, c);
  insert_advances(*connection_, *id, c);
  transaction.commit();
  return Added{*id, true};
}

}  // namespace hearth::store
