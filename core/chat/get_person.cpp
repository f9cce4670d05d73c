#include "chat/house.h"
#include "chat/permission.h"

namespace hearth::chat {

void get_person(House& house, GetPerson ask, Reply<Person> reply) {
  const auto me = may_act(house.directory, ask.who);
  if (!me) return reply(Failure{me.reason()});
  auto person = house.directory.person(ask.person);
  if (!person) return reply(not_found("person"));
  reply(std::move(*person));
}

}  // namespace hearth::chat
