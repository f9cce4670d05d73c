#include "store/directory_loader.h"

#include <unordered_map>
#include <vector>

namespace hearth::store {

void DirectoryLoader::load(const std::function<void(KnownPerson&&)>& person,
                           const std::function<void(KnownConversation&&)>& conversation,
                           const std::function<void(const KnownMember&)>& member) {
  const auto connection = database_.connect_patiently();
  connection->run("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
  connection->run("START TRANSACTION WITH CONSISTENT SNAPSHOT");
  {
    Rows rows = connection->select(
        "SELECT p.id, p.user_name, p.name, p.role, p.blocked, s.last_seen_at"
        " FROM person p LEFT JOIN person_seen s ON s.person_id = p.id ORDER BY p.id");
    while (rows.next()) {
      KnownPerson known;
      chat::Person& p = known.person;
      rows.read(p.id, p.user_name, p.name, p.role, p.blocked, known.last_seen);
      person(std::move(known));
    }
  }
  // Deleted replies of threads: they stand among the changed messages, of which there are few.
  std::unordered_map<chat::ConversationId, std::uint32_t> gone;
  {
    Rows rows = connection->select(
        "SELECT c.id, COUNT(*) FROM conversation c FORCE INDEX (thread)"
        " STRAIGHT_JOIN message_change x ON x.conversation_id = c.id"
        " STRAIGHT_JOIN message m ON m.conversation_id = x.conversation_id AND m.seq = x.seq"
        " WHERE c.parent_id IS NOT NULL AND m.deleted_at IS NOT NULL GROUP BY c.id");
    while (rows.next()) {
      chat::ConversationId id;
      std::uint64_t count = 0;
      rows.read(id, count);
      gone[id] = static_cast<std::uint32_t>(count);
    }
  }
  std::vector<chat::ConversationId> alive;
  {
    Rows rows = connection->select(
        "SELECT c.id, c.kind, c.visibility, c.name, c.description, h.seq, h.rev, h.last_at, c.parent_id, "
        "c.root_seq, c.settings_rev, c.deletion"
        " FROM conversation c JOIN conversation_head h ON h.conversation_id = c.id"
        " WHERE c.deleted_at IS NULL ORDER BY c.id");
    while (rows.next()) {
      KnownConversation c;
      std::optional<chat::Seq> root;
      rows.read(c.id, c.kind, c.visibility, c.name, c.description, c.seq, c.rev, c.last_at, c.parent, root,
                c.settings_rev, c.deletion);
      c.root = root.value_or(0);
      if (const auto deleted = gone.find(c.id); deleted != gone.end()) c.gone = deleted->second;
      alive.push_back(c.id);
      conversation(std::move(c));
    }
  }
  auto of = alive.cbegin();
  Rows rows = connection->select(
      "SELECT m.conversation_id, m.person_id, m.role, m.delivered_seq, m.read_seq"
      " FROM member m FORCE INDEX (PRIMARY) WHERE m.left_at IS NULL"
      " ORDER BY m.conversation_id, m.person_id");
  while (rows.next()) {
    KnownMember m;
    rows.read(m.conversation, m.person, m.role, m.delivered_seq, m.read_seq);
    // Both come by conversation: members of deleted ones are passed over without asking for each.
    while (of != alive.end() && *of < m.conversation) ++of;
    if (of != alive.end() && *of == m.conversation) member(m);
  }
}

void DirectoryLoader::load_mentions(const std::function<void(const KnownMention&)>& mention) {
  const auto connection = database_.connect_patiently();
  // From those who have something unread to what of it mentions them: what was read is not read again.
  Rows rows = connection->select(
      "(SELECT x.conversation_id, x.person_id, x.seq FROM conversation_head h"
      " STRAIGHT_JOIN member m FORCE INDEX (PRIMARY) ON m.conversation_id = h.conversation_id"
      "  AND m.left_at IS NULL AND m.read_seq < h.seq"
      " STRAIGHT_JOIN mention x FORCE INDEX (PRIMARY) ON x.person_id = m.person_id"
      "  AND x.conversation_id = m.conversation_id AND x.seq > m.read_seq)"
      " UNION ALL (SELECT conversation_id, person_id, seq FROM mention WHERE person_id = 0)"
      " ORDER BY conversation_id, seq");
  while (rows.next()) {
    KnownMention known;
    rows.read(known.conversation, known.person, known.seq);
    mention(known);
  }
}

}  // namespace hearth::store
