#include "chat/cursor.h"
#include "chat/house.h"
#include "chat/permission.h"

namespace hearth::chat {

void list_receipts(House& house, ListReceipts ask, Reply<Receipts> reply) {
  const auto standing = may(house.directory, ask.who, Action::kRead, ask.conversation);
  if (!standing) return reply(Failure{standing.reason()});
  if (ask.seq == 0 || ask.seq > standing->seq) return reply(not_found("message"));
  std::optional<std::uint64_t> after;
  if (ask.after && !(after = unwrap_number(*ask.after)))
    return reply(refuse_field("after", "This is no cursor of this list."));
  const std::uint32_t limit = ask.limit.value_or(200);

  Receipts page;
  page.receipts = house.history.receipts(ask.conversation, ask.seq, PersonId{after.value_or(0)}, limit);
  std::vector<PersonId> ids;
  for (const Receipt& receipt : page.receipts) ids.push_back(receipt.person);
  page.people = house.directory.people(std::move(ids));
  if (page.receipts.size() == limit) page.next = wrap_cursor(page.receipts.back().person.value);
  reply(std::move(page));
}

}  // namespace hearth::chat
