#include "chat/cursor.h"
#include "chat/house.h"
#include "chat/named_people.h"
#include "chat/own_reactions.h"
#include "chat/page_size.h"
#include "chat/permission.h"

namespace hearth::chat {

void list_pins(House& house, ListPins ask, Reply<Pins> reply) {
  const auto standing = may(house.directory, ask.who, Action::kRead, ask.conversation);
  if (!standing) return reply(Failure{standing.reason()});
  std::optional<std::uint64_t> before;
  if (ask.after && !(before = unwrap_number(*ask.after)))
    return reply(refuse_field("after", "This is no cursor of this list."));
  const std::uint32_t limit = ask.limit.value_or(50);

  Pins page;
  page.messages = house.history.pins(ask.conversation, before.value_or(standing->seq + 1), limit);
  bool more = page.messages.size() == limit;
  const std::size_t fitting = fitting_part(page.messages, 0).second;
  if (fitting < page.messages.size()) {
    page.messages.resize(fitting);
    more = true;
  }
  if (more) page.next = wrap_cursor(page.messages.back().seq);
  add_own_reactions(house, ask.conversation, ask.who.person, page.messages);
  page.people = people_named(house.directory, page.messages, {});
  reply(std::move(page));
}

}  // namespace hearth::chat
