#include "chat/change_message.h"
#include "chat/cursor.h"
#include "chat/permission.h"

namespace hearth::chat {

void list_reactions(House& house, ListReactions ask, Reply<Reactors> reply) {
  const auto standing = may(house.directory, ask.who, Action::kRead, ask.conversation);
  if (!standing) return reply(Failure{standing.reason()});
  std::optional<std::uint64_t> after;
  if (ask.after && !(after = unwrap_number(*ask.after)))
    return reply(refuse_field("after", "This is no cursor of this list."));
  if (const auto message = find_message(house, ask.conversation, *standing, ask.seq); !message)
    return reply(Failure{message.reason()});
  const std::uint32_t limit = ask.limit.value_or(200);

  Reactors page;
  std::vector<PersonId> ids;
  Rev last = 0;
  for (auto& [rev, reactor] : house.history.reactors(ask.conversation, ask.seq, after.value_or(0), limit)) {
    last = rev;
    ids.push_back(reactor.person);
    page.reactors.push_back(std::move(reactor));
  }
  page.people = house.directory.people(std::move(ids));
  if (page.reactors.size() == limit) page.next = wrap_cursor(last);
  reply(std::move(page));
}

}  // namespace hearth::chat
