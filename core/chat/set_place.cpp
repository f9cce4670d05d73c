// How I keep a conversation. Nothing of it is ever swept: when an archive, a mute or a mark has ended follows
// from what is stored, and what has ended is forgotten with the next change.
#include "chat/permission.h"
#include "chat/personal_change.h"

namespace hearth::chat {
namespace {

void forget_what_has_ended(LinePlace& place, const Standing& standing, Time at) {
  if (place.muted_until && *place.muted_until <= at) {
    place.muted = false;
    place.muted_until.reset();
  }
  if (place.archived_seq && *place.archived_seq < standing.seq && !place.muted) place.archived_seq.reset();
  if (place.unread_until && *place.unread_until < standing.read_seq) {
    place.unread_from.reset();
    place.unread_until.reset();
  }
}

void apply(LinePlace& place, const SetPlace& ask, const Standing& standing) {
  if (ask.favourite) place.favourite = *ask.favourite;
  if (ask.muted) {
    place.muted = *ask.muted;
    place.muted_until = ask.muted_until;
  }
  if (ask.archived) {
    place.archived_seq.reset();
    if (*ask.archived) place.archived_seq = standing.seq;
  }
  if (!ask.unread_from) return;
  place.unread_from.reset();
  place.unread_until.reset();
  if (*ask.unread_from == 0) return;
  place.unread_from = ask.unread_from;
  place.unread_until = standing.seq;
}

}  // namespace

void set_place(House& house, SetPlace ask, Reply<PersonalChange> reply) {
  const auto standing = may(house.directory, ask.who, Action::kRead, ask.conversation);
  if (!standing) return reply(Failure{standing.reason()});
  const Time at = now();
  if (ask.muted_until && (!ask.muted.value_or(false) || *ask.muted_until <= at))
    return reply(refuse_field("muted_until", "Until when it is muted: a time to come, with \"muted\"."));
  if (ask.unread_from.value_or(0) > standing->seq)
    return reply(refuse_field("unread_from", "There is no such message in this conversation."));
  answer_personal(house, ask.who.person,
                  house.personal.edit_place(ask.who.person, ask.conversation,
                                            [&](LinePlace& place) {
                                              forget_what_has_ended(place, *standing, at);
                                              apply(place, ask, *standing);
                                            }),
                  reply);
}

}  // namespace hearth::chat
