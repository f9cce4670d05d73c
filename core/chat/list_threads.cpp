#include <algorithm>

#include "chat/house.h"
#include "chat/line_order.h"
#include "chat/named_people.h"
#include "chat/own_reactions.h"
#include "chat/page_size.h"
#include "chat/permission.h"
#include "chat/sidebar.h"

namespace hearth::chat {

void list_threads(House& house, ListThreads ask, Reply<FollowedThreads> reply) {
  const auto me = may_act(house.directory, ask.who);
  if (!me) return reply(Failure{me.reason()});
  std::optional<LineOrder> after;
  if (ask.after && !(after = place_from(*ask.after)))
    return reply(refuse_field("after", "This is no cursor of this list."));

  FollowedThreads page;
  std::vector<Line> lines;
  for (const ConversationId id : house.directory.threads_of(ask.who.person))
    if (auto line = house.directory.line(id, ask.who.person))
      if (line->seq != 0 && (!after || place_of(*line) < *after)) lines.push_back(std::move(*line));
  if (keep_newest(lines, ask.limit.value_or(30))) page.next = cursor_behind(lines.back());
  add_last_messages(house, lines);

  std::vector<std::pair<ConversationId, Seq>> roots;
  roots.reserve(lines.size());
  for (const Line& line : lines) roots.emplace_back(*line.parent, *line.root);
  auto messages = house.history.messages_at(roots);
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto root = std::ranges::find_if(messages, [&](const auto& one) {
      return one.first == roots[i].first && one.second.seq == roots[i].second;
    });
    if (root == messages.end()) continue;
    bytes += root->second.body.size();
    if (lines[i].last_message) bytes += lines[i].last_message->body.size();
    if (bytes > kPageBytes && !page.threads.empty()) {
      page.next = cursor_behind(page.threads.back().line);
      break;
    }
    page.threads.push_back({std::move(lines[i]), root->second});
  }
  std::vector<Message> named;
  for (FollowedThread& one : page.threads) {
    add_own_reactions(house, *one.line.parent, ask.who.person, std::span(&one.root, 1));
    named.push_back(one.root);
    if (one.line.last_message) named.push_back(*one.line.last_message);
  }
  page.people = people_named(house.directory, named, {});
  reply(std::move(page));
}

}  // namespace hearth::chat
