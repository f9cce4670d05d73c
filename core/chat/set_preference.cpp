#include <algorithm>

#include "chat/permission.h"
#include "chat/personal_change.h"

namespace hearth::chat {

void set_preference(House& house, SetPreference ask, Reply<PersonalChange> reply) {
  const auto me = may_act(house.directory, ask.who);
  if (!me) return reply(Failure{me.reason()});
  const auto good = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.'; };
  if (!std::ranges::all_of(ask.name, good))
    return reply(refuse_field("name", "A name has lower-case letters, digits and dots."));
  answer_personal(house, ask.who.person, house.personal.keep_preference(ask.who.person, ask.name, ask.value),
                  reply);
}

}  // namespace hearth::chat
