#include "store/conversation_repository.h"

#include <algorithm>

#include "store/key_bytes.h"
#include "store/many_values.h"
#include "store/member_row.h"
#include "store/notice_text.h"

namespace hearth::store {
namespace {

using namespace chat;

constexpr std::size_t kMembersAtOnce = 128;

/// Reads a conversation by what makes it unique, with its head and present members; empty when there is none.
std::optional<Founded> find(Connection& connection, std::string_view where,
                            std::initializer_list<Value> values) {
  Founded found;
  {
    Rows rows = connection.select(
        "SELECT c.id, c.kind, c.visibility, c.name, c.description, h.seq, h.rev, h.last_at, c.parent_id, "
        "c.root_seq"
        " FROM conversation c JOIN conversation_head h ON h.conversation_id = c.id WHERE " +
            std::string(where),
        values);
    if (!rows.next()) return {};
    std::optional<Seq> root;
    rows.read(found.id, found.kind, found.visibility, found.name, found.description, found.seq, found.rev,
              found.last_at, found.parent, root);
    found.root = root.value_or(0);
  }
  static const std::string members = "SELECT " + std::string(kMemberColumns) +
                                     " FROM member FORCE INDEX (present)"
                                     " WHERE conversation_id = ? AND left_at IS NULL ORDER BY person_id";
  Rows rows = connection.select(members, {found.id});
  while (rows.next()) found.members.push_back(read_member(rows));
  return found;
}

void insert_members(Connection& connection, const Founded& made) {
  std::vector<Value> values;
  for (std::size_t from = 0; from < made.members.size(); from += kMembersAtOnce) {
    const std::size_t n = std::min(kMembersAtOnce, made.members.size() - from);
    values.clear();
    for (std::size_t i = from; i < from + n; ++i) {
      const Member& m = made.members[i];
      values.insert(values.end(),
                    {made.id, m.person, m.role, m.joined_at, m.added_by, m.delivered_seq, m.read_seq, m.rev});
    }
    connection.execute(
        "INSERT INTO member (conversation_id, person_id, role, joined_at, added_by, delivered_seq, read_seq, "
        "rev) "
        "VALUES " +
            repeated("(?, ?, ?, ?, ?, ?, ?, ?)", ", ", n),
        values.data(), values.size());
    values.clear();
    for (std::size_t i = from; i < from + n; ++i) {
      const Member& m = made.members[i];
      values.insert(values.end(),
                    {made.id, m.rev, m.person, m.added_by ? *m.added_by : m.person, m.role, m.joined_at});
    }
    connection.execute(
        "INSERT INTO member_event (conversation_id, rev, person_id, by_id, present, role, at) VALUES " +
            repeated("(?, ?, ?, ?, TRUE, ?, ?)", ", ", n),
        values.data(), values.size());
  }
}

void insert_head_and_members(Connection& connection, const Founded& made) {
  connection.execute("INSERT INTO conversation_head (conversation_id, seq, rev, last_at) VALUES (?, ?, ?, ?)",
                     {made.id, made.seq, made.rev, made.last_at});
  insert_members(connection, made);
}

Member member_of(PersonId person, GroupRole role, Time at, std::optional<PersonId> added_by) {
  Member m;
  m.person = person;
  m.role = role;
  m.joined_at = at;
  m.added_by = added_by;
  m.rev = 1;
  return m;
}

Founded make_direct(Connection& connection, PersonId by, PersonId lo, PersonId hi) {
  Founded made;
  made.made = true;
  made.kind = lo == hi ? ConversationKind::kSelf : ConversationKind::kDirect;
  made.rev = 1;
  made.last_at = now();
  made.members.push_back(member_of(lo, GroupRole::kMember, made.last_at, {}));
  if (lo != hi) made.members.push_back(member_of(hi, GroupRole::kMember, made.last_at, {}));
  Transaction transaction(connection);
  connection.execute(
      "INSERT INTO conversation (kind, visibility, created_by, created_at, direct_lo, direct_hi) "
      "VALUES (?, ?, ?, ?, ?, ?)",
      {made.kind, made.visibility, by, made.last_at, lo, hi});
  made.id = ConversationId(connection.last_insert_id());
  insert_head_and_members(connection, made);
  transaction.commit();
  return made;
}

Founded make_group(Connection& connection, const GroupDraft& draft, std::string_view key) {
  Founded made;
  made.made = true;
  made.visibility = draft.visibility;
  made.name = draft.name;
  made.description = draft.description;
  made.seq = made.rev = 1;
  made.last_at = now();
  made.members.push_back(member_of(draft.owner, GroupRole::kOwner, made.last_at, {}));
  // Who founds a group has seen that it was founded.
  made.members.front().delivered_seq = made.members.front().read_seq = 1;
  for (const PersonId person : draft.people)
    if (person != draft.owner)
      made.members.push_back(member_of(person, GroupRole::kMember, made.last_at, draft.owner));
  std::sort(made.members.begin(), made.members.end(),
            [](const Member& a, const Member& b) { return a.person < b.person; });
  Transaction transaction(connection);
  connection.execute(
      "INSERT INTO conversation (kind, visibility, name, description, created_by, created_at, creation_key) "
      "VALUES (?, ?, ?, ?, ?, ?, ?)",
      {made.kind, made.visibility, made.name, made.description, draft.owner, made.last_at, key});
  made.id = ConversationId(connection.last_insert_id());
  insert_head_and_members(connection, made);
  connection.execute(
      "INSERT INTO message (conversation_id, seq, rev, sender_id, kind, created_at, body, notice) "
      "VALUES (?, 1, 1, ?, ?, ?, '', ?)",
      {made.id, draft.owner, MessageKind::kNotice, made.last_at,
       to_text({NoticeKind::kCreated, draft.people, draft.name})});
  transaction.commit();
  return made;
}

Founded make_thread(Connection& connection, ConversationId parent, Seq root, PersonId author, PersonId by) {
  Founded made;
  made.made = true;
  made.kind = ConversationKind::kThread;
  made.parent = parent;
  made.root = root;
  made.rev = 1;
  made.last_at = now();
  made.members.push_back(member_of(author, GroupRole::kMember, made.last_at, {}));
  Transaction transaction(connection);
  connection.execute(
      "INSERT INTO conversation (kind, visibility, created_by, created_at, parent_id, root_seq) "
      "VALUES (?, ?, ?, ?, ?, ?)",
      {made.kind, made.visibility, by, made.last_at, parent, root});
  made.id = ConversationId(connection.last_insert_id());
  insert_head_and_members(connection, made);
  transaction.commit();
  return made;
}

/// Makes what is missing. Of several who make the same at once, one does, and the others find it.
template <class Find, class Make>
Founded find_or_make(const Find& found, const Make& make) {
  for (int tries = 0;; ++tries) {
    if (auto there = found()) return std::move(*there);
    try {
      return make();
    } catch (const DatabaseError& error) {
      if ((!error.duplicate() && !error.transient()) || tries > 3) throw;
    }
  }
}

}  // namespace

Founded ConversationRepository::open_direct(PersonId a, PersonId b) {
  const auto [lo, hi] = std::minmax(a, b);
  const auto connection = database_.lease();
  return find_or_make(
      [&, lo = lo, hi = hi] {
        return find(*connection, "c.direct_lo = ? AND c.direct_hi = ?", {lo, hi});
      },
      [&, lo = lo, hi = hi] { return make_direct(*connection, a, lo, hi); });
}

Founded ConversationRepository::create_group(const GroupDraft& draft) {
  const KeyBytes bytes = KeyMaker().of(draft.key);
  const std::string_view key(bytes.data(), bytes.size());
  const auto connection = database_.lease();
  return find_or_make(
      [&] {
        return find(*connection, "c.created_by = ? AND c.creation_key = ?", {draft.owner, key});
      },
      [&] { return make_group(*connection, draft, key); });
}

Founded ConversationRepository::open_thread(ConversationId parent, Seq root, PersonId author, PersonId by) {
  const auto connection = database_.lease();
  return find_or_make(
      [&] {
        return find(*connection, "c.parent_id = ? AND c.root_seq = ?", {parent, root});
      },
      [&] { return make_thread(*connection, parent, root, author, by); });
}

}  // namespace hearth::store
