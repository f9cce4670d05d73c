#include "chat/personal_change.h"

namespace hearth::chat {

void tell_personal(House& house, PersonId person, const PersonalWrite& written) {
  if (!written.changed) return;
  const PersonalChange& c = written.change;
  house.outlet.tell(Audience::person(person),
                    PersonalChanged{c.rev, c.place, c.saved, c.draft, c.scheduled, c.preference});
}

void answer_personal(House& house, PersonId person, Outcome<PersonalWrite> written,
                     const Reply<PersonalChange>& reply) {
  if (!written) return reply(Failure{std::move(written.reason())});
  tell_personal(house, person, *written);
  reply(std::move(written->change));
}

}  // namespace hearth::chat
