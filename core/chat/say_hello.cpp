// The sidebar. Which lines belong on a page is decided in memory; the database is asked for their last
// messages only.
#include "chat/house.h"
#include "chat/line_place.h"
#include "chat/page_size.h"
#include "chat/permission.h"
#include "chat/sidebar.h"

namespace hearth::chat {
namespace {

constexpr std::size_t kMostThreads = 200;

/// A direct conversation without a message is shown to nobody: opening a window is not an approach.
bool is_shown(const Line& line) {
  return line.kind != ConversationKind::kDirect || line.seq != 0;
}

/// Those with something unread. Without their last messages: their count is what the sidebar shows.
std::vector<Line> unread_threads(const House& house, PersonId me) {
  std::vector<Line> lines;
  for (const ConversationId id : house.directory.threads_of(me))
    if (auto line = house.directory.line(id, me); line && line->unread != 0)
      lines.push_back(std::move(*line));
  keep_newest(lines, kMostThreads);
  return lines;
}

}  // namespace

void say_hello(House& house, SayHello ask, Reply<Hello> reply) {
  auto me = may_act(house.directory, ask.who);
  if (!me) return reply(Failure{std::move(me.reason())});
  std::optional<LinePlace> after;
  if (ask.after && !(after = place_from(*ask.after)))
    return reply(refuse_field("after", "This is no cursor of this list."));

  Hello hello;
  hello.me = std::move(*me);
  hello.everybody_up_to = house.rules.everybody_up_to;
  for (const ConversationId id : house.directory.conversations_of(ask.who.person))
    if (auto line = house.directory.line(id, ask.who.person))
      if (is_shown(*line) && (!after || place_of(*line) < *after)) hello.lines.push_back(std::move(*line));
  if (keep_newest(hello.lines, ask.limit.value_or(100))) hello.next = cursor_behind(hello.lines.back());
  add_last_messages(house, hello.lines);
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < hello.lines.size(); ++i) {
    if (hello.lines[i].last_message) bytes += hello.lines[i].last_message->body.size();
    if (i == 0 || bytes <= kPageBytes) continue;
    hello.next = cursor_behind(hello.lines[i - 1]);
    hello.lines.resize(i);
  }
  hello.people = people_in(house.directory, hello.lines);
  std::vector<PersonId> peers;
  for (const Line& line : hello.lines)
    if (line.peer) peers.push_back(*line.peer);
  hello.presence = house.presence.states_of(peers);
  if (!after)
    if (auto threads = unread_threads(house, ask.who.person); !threads.empty())
      hello.threads = std::move(threads);
  reply(std::move(hello));
}

}  // namespace hearth::chat
