#include "store/directory_loader.h"

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
  std::vector<chat::ConversationId> alive;
  {
    Rows rows = connection->select(
        "SELECT c.id, c.kind, c.visibility, c.name, c.description, h.seq, h.rev, h.last_at,"
        " c.settings_rev, c.deletion"
        " FROM conversation c JOIN conversation_head h ON h.conversation_id = c.id"
        " WHERE c.deleted_at IS NULL ORDER BY c.id");
    while (rows.next()) {
      KnownConversation c;
      rows.read(c.id, c.kind, c.visibility, c.name, c.description, c.seq, c.rev, c.last_at, c.settings_rev,
                c.deletion);
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

}  // namespace hearth::store
