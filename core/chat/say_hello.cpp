// The sidebar. Which lines belong on a page is decided in memory; the database is asked for their last
// messages only.
#include <algorithm>
#include <charconv>
#include <tuple>

#include "chat/cursor.h"
#include "chat/house.h"
#include "chat/page_size.h"
#include "chat/permission.h"
#include "chat/sidebar.h"

namespace hearth::chat {
namespace {

/// Newest first; the id decides between equals.
using Place = std::pair<std::int64_t, std::uint64_t>;

/// A direct conversation without a message is shown to nobody: opening a window is not an approach.
bool is_shown(const Line& line) {
  return line.kind != ConversationKind::kDirect || line.seq != 0;
}

Place place_of(const Line& line) {
  return {line.last_at.time_since_epoch().count(), line.id.value};
}

std::string cursor_behind(const Line& line) {
  const Place place = place_of(line);
  return wrap_cursor({std::to_string(place.first), std::to_string(place.second)});
}

std::optional<Place> place_from(const std::string& cursor) {
  const auto parts = unwrap_cursor(cursor, 2);
  if (!parts) return {};
  Place place;
  const auto read = [](const std::string& text, auto& out) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    return error == std::errc{} && end == text.data() + text.size();
  };
  if (!read((*parts)[0], place.first) || !read((*parts)[1], place.second)) return {};
  return place;
}

}  // namespace

void say_hello(House& house, SayHello ask, Reply<Hello> reply) {
  auto me = may_act(house.directory, ask.who);
  if (!me) return reply(Failure{std::move(me.reason())});
  std::optional<Place> after;
  if (ask.after && !(after = place_from(*ask.after)))
    return reply(refuse_field("after", "This is no cursor of this list."));
  const std::size_t limit = ask.limit.value_or(100);

  Hello hello;
  hello.me = std::move(*me);
  for (const ConversationId id : house.directory.conversations_of(ask.who.person))
    if (auto line = house.directory.line(id, ask.who.person))
      if (is_shown(*line) && (!after || place_of(*line) < *after)) hello.lines.push_back(std::move(*line));
  const auto end = hello.lines.begin() + static_cast<std::ptrdiff_t>(std::min(limit, hello.lines.size()));
  std::partial_sort(hello.lines.begin(), end, hello.lines.end(),
                    [](const Line& a, const Line& b) { return place_of(a) > place_of(b); });
  if (end != hello.lines.end()) {
    hello.next = cursor_behind(*(end - 1));
    hello.lines.erase(end, hello.lines.end());
  }
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
  hello.personal_rev = house.personal.rev(ask.who.person);
  reply(std::move(hello));
}

}  // namespace hearth::chat
