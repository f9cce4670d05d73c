// What scheduling a message and changing a scheduled one have in common.
#pragma once

#include "chat/personal_change.h"

namespace hearth::chat {

/// A year; one does not know who will be there then.
inline constexpr std::chrono::hours kFarthestAhead{24 * 366};

/// A time that has passed is now; none where it is too far ahead.
std::optional<Time> time_to_send(Time wanted, Time at);
Failure<Refusal> refuse_time_to_send();

/// Wakes whoever posts, where it is due, tells and answers.
void answer_scheduled(House& house, PersonId person, Outcome<PersonalWrite> written,
                      const Reply<PersonalChange>& reply);

/// Whether a message can be changed, or refuses: it waits or has failed.
std::optional<Refusal> is_open(const ScheduledMessage& message);

}  // namespace hearth::chat
