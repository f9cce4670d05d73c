#include "chat/sidebar.h"

#include <algorithm>
#include <unordered_map>

namespace hearth::chat {

void add_last_messages(House& house, std::vector<Line>& lines) {
  std::vector<std::pair<ConversationId, Seq>> places;
  for (const Line& line : lines)
    if (line.seq != 0) places.emplace_back(line.id, line.seq);
  if (places.empty()) return;
  std::unordered_map<ConversationId, Message> by_conversation;
  for (auto& [conversation, message] : house.history.messages_at(places))
    by_conversation.emplace(conversation, std::move(message));
  for (Line& line : lines) {
    const auto found = by_conversation.find(line.id);
    if (found == by_conversation.end()) continue;
    line.last_message = std::move(found->second);
  }
}

std::optional<Line> full_line(House& house, ConversationId conversation, PersonId me) {
  auto line = house.directory.line(conversation, me);
  if (!line) return {};
  std::vector<Line> one{std::move(*line)};
  add_last_messages(house, one);
  return std::move(one.front());
}

std::vector<Person> people_in(const Directory& directory, const std::vector<Line>& lines) {
  std::vector<PersonId> ids;
  for (const Line& line : lines) {
    if (line.peer) ids.push_back(*line.peer);
    if (!line.last_message) continue;
    ids.push_back(line.last_message->sender);
    if (line.last_message->notice)
      ids.insert(ids.end(), line.last_message->notice->people.begin(),
                 line.last_message->notice->people.end());
  }
  return directory.people(std::move(ids));
}

}  // namespace hearth::chat
