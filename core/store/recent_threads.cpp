#include "store/recent_threads.h"

#include <algorithm>

namespace hearth::store {
namespace {

using namespace chat;

/// Many times what the desk waits.
constexpr std::chrono::minutes kBack{2};
/// Of so many last replies the writers are looked at.
constexpr std::uint64_t kLooked = 40;

}  // namespace

std::vector<ThreadNews> recent_threads(Database& database) {
  const auto connection = database.connect_patiently();
  std::optional<Time> newest;
  {
    Rows rows = connection->select("SELECT MAX(last_at) FROM conversation_head");
    rows.next();
    rows.read(newest);
  }
  std::vector<ThreadNews> out;
  if (!newest) return out;
  {
    // A deletion does not move last_at, but where something was deleted lately, something was changed lately.
    Rows rows = connection->select(
        "SELECT c.parent_id, c.root_seq, c.id, h.seq, h.last_at,"
        " (SELECT COUNT(*) FROM message m WHERE m.conversation_id = c.id AND m.deleted_at IS NOT NULL)"
        " FROM conversation_head h JOIN conversation c ON c.id = h.conversation_id"
        " WHERE c.parent_id IS NOT NULL AND h.seq > 0 AND h.last_at >= ?",
        {*newest - kBack});
    while (rows.next()) {
      ThreadNews& news = out.emplace_back();
      std::uint64_t places = 0, gone = 0;
      rows.read(news.parent, news.root, news.summary.conversation, places, news.summary.last_at, gone);
      news.summary.places = static_cast<std::uint32_t>(places);
      news.summary.gone = static_cast<std::uint32_t>(gone);
    }
  }
  for (ThreadNews& news : out) {
    Rows rows = connection->select(
        "SELECT sender_id FROM message WHERE conversation_id = ? ORDER BY seq DESC LIMIT ?",
        {news.summary.conversation, kLooked});
    auto& people = news.summary.people;
    while (rows.next()) {
      PersonId person;
      rows.read(person);
      if (people.size() < kNamedRepliers && std::ranges::find(people, person) == people.end())
        people.push_back(person);
    }
  }
  return out;
}

}  // namespace hearth::store
