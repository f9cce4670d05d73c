#include <charconv>

#include "base/text.h"
#include "chat/cursor.h"
#include "chat/house.h"
#include "chat/permission.h"

namespace hearth::chat {

void browse_groups(House& house, BrowseGroups ask, Reply<Groups> reply) {
  const auto me = may_act(house.directory, ask.who);
  if (!me) return reply(Failure{me.reason()});
  if (me->role == OrganisationRole::kGuest)
    return reply(refuse(RefusalCode::kForbidden, "Guests see the groups that they were added to."));
  std::pair<std::string, ConversationId> after;
  if (ask.after) {
    auto parts = unwrap_cursor(*ask.after, 2);
    std::uint64_t id = 0;
    if (parts) std::from_chars((*parts)[1].data(), (*parts)[1].data() + (*parts)[1].size(), id);
    if (id == 0) return reply(refuse_field("after", "This is no cursor of this list."));
    after = {std::move((*parts)[0]), ConversationId{id}};
  }
  const std::size_t limit = ask.limit.value_or(50);

  Groups page;
  page.groups = house.directory.public_groups(ask.text.value_or(""), after, limit, ask.who.person);
  if (page.groups.size() == limit)
    page.next = wrap_cursor({fold(page.groups.back().name), std::to_string(page.groups.back().id.value)});
  reply(std::move(page));
}

}  // namespace hearth::chat
