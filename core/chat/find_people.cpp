#include <charconv>

#include "base/text.h"
#include "chat/cursor.h"
#include "chat/house.h"
#include "chat/permission.h"

namespace hearth::chat {
namespace {

/// So few by a name that others may be meant, too.
constexpr std::size_t kFew = 8;

}  // namespace

void find_people(House& house, FindPeople ask, Reply<People> reply) {
  const auto me = may_act(house.directory, ask.who);
  if (!me) return reply(Failure{me.reason()});
  std::pair<std::string, PersonId> after;
  if (ask.after) {
    auto parts = unwrap_cursor(*ask.after, 2);
    std::uint64_t id = 0;
    if (parts) std::from_chars((*parts)[1].data(), (*parts)[1].data() + (*parts)[1].size(), id);
    if (id == 0) return reply(refuse_field("after", "This is no cursor of this list."));
    after = {std::move((*parts)[0]), PersonId{id}};
  }
  const std::size_t limit = ask.limit.value_or(50);

  People page;
  page.people = house.directory.find(ask.text.value_or(""), after, limit);
  // Few by that name: perhaps it is misspelt.
  if (!ask.after && ask.text && page.people.size() < std::min(limit, kFew))
    for (Person& person : house.directory.find_like(*ask.text, std::min(limit, kFew) - page.people.size()))
      page.people.push_back(std::move(person));
  else if (page.people.size() == limit)
    page.next = wrap_cursor({fold(page.people.back().name), std::to_string(page.people.back().id.value)});
  std::vector<PersonId> ids;
  for (const Person& person : page.people) ids.push_back(person.id);
  page.presence = house.presence.states_of(ids);
  reply(std::move(page));
}

}  // namespace hearth::chat
