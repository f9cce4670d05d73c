#include "store/settle_watermarks.h"

#include <algorithm>
#include <vector>

#include "base/clock.h"
#include "chat/values.h"

namespace hearth::store {
namespace {

/// Four times what the receipt desk waits before it stores what everybody infers.
constexpr std::chrono::minutes kBack{2};
/// More than one conversation gets in that time, unless nobody could read it anyway.
constexpr std::uint64_t kMostMessages = 10'000;

struct Head {
  chat::ConversationId conversation;
  std::uint64_t seq = 0;
};

}  // namespace

void settle_watermarks(Database& database) {
  const auto connection = database.connect_patiently();
  Transaction transaction(*connection);
  std::optional<Time> newest;
  {
    Rows rows = connection->select("SELECT MAX(last_at) FROM conversation_head");
    rows.next();
    rows.read(newest);
  }
  if (!newest) return;
  const Time since = *newest - kBack;
  std::vector<Head> heads;
  {
    Rows rows =
        connection->select("SELECT conversation_id, seq FROM conversation_head WHERE last_at >= ?", {since});
    while (rows.next()) {
      Head& head = heads.emplace_back();
      rows.read(head.conversation, head.seq);
    }
  }
  for (const Head& head : heads)
    connection->execute(
        "UPDATE member m JOIN (SELECT sender_id, MAX(seq) AS seq FROM message"
        "  WHERE conversation_id = ? AND seq > ? AND created_at >= ? AND kind = ? GROUP BY sender_id) posted"
        " ON posted.sender_id = m.person_id"
        " SET m.delivered_seq = GREATEST(m.delivered_seq, posted.seq), m.read_seq = GREATEST(m.read_seq, "
        "posted.seq)"
        " WHERE m.conversation_id = ? AND m.left_at IS NULL AND m.read_seq < posted.seq",
        {head.conversation, head.seq - std::min(head.seq, kMostMessages), since, chat::MessageKind::kText,
         head.conversation});
  transaction.commit();
}

}  // namespace hearth::store
