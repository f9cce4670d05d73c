#include <charconv>

#include "chat/cursor.h"
#include "chat/house.h"
#include "chat/permission.h"

namespace hearth::chat {
namespace {

using Place = std::pair<Rev, PersonId>;

std::optional<Place> place_from(const std::string& cursor) {
  const auto parts = unwrap_cursor(cursor, 2);
  if (!parts) return {};
  std::uint64_t numbers[2] = {0, 0};
  for (std::size_t i = 0; i < 2; ++i) {
    const std::string& text = (*parts)[i];
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), numbers[i]);
    if (error != std::errc{} || end != text.data() + text.size()) return {};
  }
  return Place{numbers[0], PersonId{numbers[1]}};
}

}  // namespace

void list_member_history(House& house, ListMemberHistory ask, Reply<MemberHistory> reply) {
  const auto standing = may(house.directory, ask.who, Action::kRead, ask.conversation);
  if (!standing) return reply(Failure{standing.reason()});
  std::optional<Place> before = Place{standing->rev + 1, PersonId{}};
  if (ask.after && !(before = place_from(*ask.after)))
    return reply(refuse_field("after", "This is no cursor of this list."));
  const std::uint32_t limit = ask.limit.value_or(50);

  MemberHistory page;
  page.events = house.history.member_events(ask.conversation, *before, limit);
  if (page.events.size() == limit) {
    const MemberEvent& last = page.events.back();
    page.next = wrap_cursor({std::to_string(last.rev), std::to_string(last.person.value)});
  }
  std::vector<PersonId> ids;
  for (const MemberEvent& event : page.events) ids.insert(ids.end(), {event.person, event.by});
  page.people = house.directory.people(std::move(ids));
  reply(std::move(page));
}

}  // namespace hearth::chat
