// What I have saved. Who may read is asked now, not when it was saved.
#include <algorithm>

#include "chat/cursor.h"
#include "chat/house.h"
#include "chat/named_people.h"
#include "chat/own_reactions.h"
#include "chat/page_size.h"
#include "chat/permission.h"

namespace hearth::chat {
namespace {

/// Those that may still be read, with their messages.
std::vector<SavedMessage> readable(House& house, const Caller& who, const std::vector<SavedMark>& marks) {
  std::vector<std::pair<ConversationId, Seq>> places;
  for (const SavedMark& mark : marks)
    if (may(house.directory, who, Action::kRead, mark.conversation))
      places.emplace_back(mark.conversation, mark.seq);
  auto found = house.history.messages_at(places);
  std::vector<SavedMessage> out;
  for (const SavedMark& mark : marks) {
    const auto at = std::ranges::find_if(
        found, [&](const auto& one) { return one.first == mark.conversation && one.second.seq == mark.seq; });
    if (at == found.end()) continue;
    add_own_reactions(house, mark.conversation, who.person, {&at->second, 1});
    out.push_back({mark.conversation, mark.at, std::move(at->second)});
  }
  return out;
}

}  // namespace

void list_saved(House& house, ListSaved ask, Reply<SavedMessages> reply) {
  const auto me = may_act(house.directory, ask.who);
  if (!me) return reply(Failure{me.reason()});
  std::optional<std::uint64_t> before;
  if (ask.after && !(before = unwrap_number(*ask.after)))
    return reply(refuse_field("after", "This is no cursor of this list."));
  const std::uint32_t limit = ask.limit.value_or(50);

  const auto marks = house.personal.saved(ask.who.person, before.value_or(kMaxIdValue), limit);
  SavedMessages page;
  if (marks.size() == limit) page.next = wrap_cursor(marks.back().rev);
  page.saved = readable(house, ask.who, marks);
  std::vector<Message> messages;
  for (const SavedMessage& one : page.saved) messages.push_back(one.message);
  if (const std::size_t fitting = fitting_part(messages, 0).second; fitting < messages.size()) {
    messages.resize(fitting);
    page.saved.resize(fitting);
    const auto last = std::ranges::find_if(marks, [&](const SavedMark& mark) {
      return mark.conversation == page.saved.back().conversation && mark.seq == messages.back().seq;
    });
    page.next = wrap_cursor(last->rev);
  }
  page.people = people_named(house.directory, messages, {});
  reply(std::move(page));
}

}  // namespace hearth::chat
