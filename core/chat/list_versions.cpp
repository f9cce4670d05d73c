#include "chat/change_message.h"
#include "chat/cursor.h"
#include "chat/page_size.h"
#include "chat/permission.h"

namespace hearth::chat {

void list_versions(House& house, ListVersions ask, Reply<Versions> reply) {
  const auto standing = may(house.directory, ask.who, Action::kRead, ask.conversation);
  if (!standing) return reply(Failure{standing.reason()});
  std::optional<std::uint64_t> after;
  if (ask.after && !(after = unwrap_number(*ask.after)))
    return reply(refuse_field("after", "This is no cursor of this list."));
  const auto message = find_message(house, ask.conversation, *standing, ask.seq);
  if (!message) return reply(Failure{message.reason()});
  if (message->sender != ask.who.person && !manages(*standing))
    return reply(refuse(RefusalCode::kForbidden, "What it said before is not for everybody to read."));
  const std::uint32_t limit = ask.limit.value_or(20);

  Versions page;
  page.versions = house.history.versions(ask.conversation, ask.seq, after.value_or(0), limit);
  bool more = page.versions.size() == limit;
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < page.versions.size(); ++i) {
    bytes += page.versions[i].body.size();
    if (i == 0 || bytes <= kPageBytes) continue;
    page.versions.resize(i);
    more = true;
  }
  if (more) page.next = wrap_cursor(page.versions.back().rev);
  reply(std::move(page));
}

}  // namespace hearth::chat
