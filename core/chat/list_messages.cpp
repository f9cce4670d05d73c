// History. Places have no gaps, so a page is a range of them: no query reads a row that it does not return.
#include <algorithm>

#include "chat/house.h"
#include "chat/named_people.h"
#include "chat/own_reactions.h"
#include "chat/page_size.h"
#include "chat/permission.h"

namespace hearth::chat {

void list_messages(House& house, ListMessages ask, Reply<Messages> reply) {
  const auto standing = may(house.directory, ask.who, Action::kRead, ask.conversation);
  if (!standing) return reply(Failure{standing.reason()});
  if (int{ask.before.has_value()} + int{ask.after.has_value()} + int{ask.around.has_value()} > 1)
    return reply(refuse_field("before", "Give at most one of before, after and around."));
  const Seq limit = ask.limit.value_or(50);
  const Seq head = standing->seq;

  Seq last = head;
  if (ask.before) last = std::min(head, *ask.before == 0 ? 0 : *ask.before - 1);
  if (ask.after) last = std::min(head, *ask.after + limit);
  if (ask.around) last = std::min(head, *ask.around + limit / 2);
  Seq first = ask.after ? std::min(*ask.after, head) + 1 : last >= limit ? last - limit + 1 : 1;

  Messages page;
  if (first <= last) page.messages = house.history.messages(ask.conversation, first, last);
  if (!page.messages.empty()) {
    const Seq centre = ask.around ? std::clamp(*ask.around, first, last) : ask.after ? first : last;
    const auto [from, to] = fitting_part(page.messages, centre - first);
    page.messages.erase(page.messages.begin() + static_cast<std::ptrdiff_t>(to), page.messages.end());
    page.messages.erase(page.messages.begin(), page.messages.begin() + static_cast<std::ptrdiff_t>(from));
    last = first + to - 1;
    first += from;
  }
  page.more_before = first > 1;
  page.more_after = last < head;
  add_own_reactions(house, ask.conversation, ask.who.person, page.messages);
  page.people = people_named(house.directory, page.messages, {});
  reply(std::move(page));
}

}  // namespace hearth::chat
