#include "store/group_repository.h"

#include "store/conversation_tables.h"
#include "store/search_index.h"

namespace hearth::store {
namespace {

using namespace chat;

constexpr std::string_view kMembers = "member";

std::uint64_t count(Connection& connection, std::string_view what, std::string_view from,
                    ConversationId group) {
  const std::string sql = "SELECT " + std::string(what) + " FROM " + std::string(from);
  Rows rows = connection.select(sql, {group});
  rows.next();
  std::uint64_t n = 0;
  rows.read(n);
  return n;
}

std::uint64_t count(Connection& connection, const ConversationTable& table, ConversationId group) {
  const std::string along(table.along);
  return count(connection,
               table.gapless ? "CAST(COALESCE(MAX(" + along + ") - MIN(" + along + ") + 1, 0) AS UNSIGNED)"
                             : "COUNT(*)",
               std::string(table.name) + " WHERE conversation_id = ?", group);
}

/// Empties one table after the other. It remembers where it is: rows that were removed are still in the way
/// of who begins at the front again, until the database has swept them up, and a backup can keep it from that
/// for hours.
class TableRemoval final : public Removal {
 public:
  TableRemoval(Database& database, ConversationId group, bool rest)
      : database_(database), group_(group), rest_(rest) {
    // Of the rest the head first: without it nothing new can be stored. Members last: who they are must be
    // known as long as anything else is left.
    for (const bool last : rest ? std::vector{true, false} : std::vector{false})
      for (const ConversationTable& table : kConversationTables)
        if (table.last == last && table.name != kMembers) tables_.push_back(&table);
    if (rest)
      for (const ConversationTable& table : kConversationTables)
        if (table.name == kMembers) tables_.push_back(&table);
  }

  std::uint64_t some(std::uint32_t limit) override {
    const auto connection = database_.lease();
    while (at_ < tables_.size())
      if (const std::uint64_t rows = remove(*connection, *tables_[at_], limit)) return rows;
    if (!rest_) return 0;
    return connection->execute("DELETE FROM conversation WHERE id = ?", {group_});
  }

 private:
  std::uint64_t remove(Connection& connection, const ConversationTable& table, std::uint32_t limit) {
    // Postings know no conversation; what a message is found by stands in its row.
    if (table.name == "search_message") {
      const std::uint64_t gone = forget_postings(connection, group_, limit);
      if (gone < limit) next_table();
      return gone;
    }
    const std::string along(table.along);
    const std::string rows = std::string(table.name) + " WHERE conversation_id = ?";
    if (along.empty()) {
      const std::uint64_t gone = connection.execute("DELETE FROM " + rows + " LIMIT ?", {group_, limit});
      if (gone < limit) next_table();
      return gone;
    }
    const std::string ahead = rows + " AND " + along + " >= ? ORDER BY " + along + " LIMIT ?";
    const std::uint64_t gone = connection.execute("DELETE FROM " + ahead, {group_, from_, limit});
    if (gone < limit) {
      next_table();
      return gone;
    }
    Rows next = connection.select("SELECT " + along + " FROM " + ahead, {group_, from_, 1});
    if (next.next())
      next.read(from_);
    else
      next_table();
    return gone;
  }

  void next_table() {
    ++at_;
    from_ = 0;
  }

  Database& database_;
  const ConversationId group_;
  const bool rest_;
  std::vector<const ConversationTable*> tables_;
  std::size_t at_ = 0;
  std::uint64_t from_ = 0;
};

}  // namespace

GroupContents GroupRepository::contents(ConversationId group) {
  const auto connection = database_.lease();
  GroupContents out;
  for (const ConversationTable& table : kConversationTables) {
    const std::uint64_t rows = count(*connection, table, group);
    if (table.name == "message") out.messages = rows;
    if (table.name == "message_version") out.versions = rows;
    if (table.name == "reaction") out.reactions = rows;
    if (table.name == "pin") out.pins = rows;
    if (!table.last) out.rows += rows;
  }
  out.members = count(*connection, "COUNT(*)", "member WHERE conversation_id = ? AND left_at IS NULL", group);
  return out;
}

std::optional<StoredDeletion> GroupRepository::deletion(ConversationId group) {
  const auto connection = database_.lease();
  Rows rows = connection->select(
      "SELECT COALESCE(name, ''), deletion, COALESCE(deletion_by, created_by), removal_at, deleted_at"
      " FROM conversation WHERE id = ?",
      {group});
  if (!rows.next()) return {};
  StoredDeletion out;
  std::optional<Time> deleted_at;
  rows.read(out.name, out.state, out.by, out.removal_at, deleted_at);
  out.gone = deleted_at.has_value();
  return out;
}

std::vector<ConversationId> GroupRepository::deletions() {
  const auto connection = database_.lease();
  std::vector<ConversationId> out;
  Rows rows = connection->select("SELECT id FROM conversation WHERE deletion IS NOT NULL ORDER BY id");
  while (rows.next()) rows.read(out.emplace_back());
  return out;
}

std::vector<ConversationId> GroupRepository::threads_of(ConversationId group) {
  const auto connection = database_.lease();
  std::vector<ConversationId> out;
  Rows rows = connection->select("SELECT id FROM conversation WHERE parent_id = ?", {group});
  while (rows.next()) rows.read(out.emplace_back());
  return out;
}

std::unique_ptr<Removal> GroupRepository::remove_contents(ConversationId group) {
  return std::make_unique<TableRemoval>(database_, group, false);
}

void GroupRepository::mark_gone(ConversationId group, Time at) {
  database_.lease()->execute(
      "UPDATE conversation SET deleted_at = COALESCE(deleted_at, ?), creation_key = NULL WHERE id = ?",
      {at, group});
}

std::unique_ptr<Removal> GroupRepository::remove_rest(ConversationId group) {
  return std::make_unique<TableRemoval>(database_, group, true);
}

}  // namespace hearth::store
