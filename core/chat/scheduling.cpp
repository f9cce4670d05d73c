#include "chat/scheduling.h"

#include <algorithm>

namespace hearth::chat {

std::optional<Time> time_to_send(Time wanted, Time at) {
  if (wanted > at + kFarthestAhead) return {};
  return std::max(wanted, at);
}

Failure<Refusal> refuse_time_to_send() {
  return refuse_field("send_at", "A message can be scheduled for the next twelve months.");
}

void answer_scheduled(House& house, PersonId person, Outcome<PersonalWrite> written,
                      const Reply<PersonalChange>& reply) {
  if (written && written->changed) house.jobs.announce(kScheduledQueue);
  answer_personal(house, person, std::move(written), reply);
}

std::optional<Refusal> is_open(const ScheduledMessage& message) {
  switch (message.state) {
    case ScheduledState::kWaiting:
    case ScheduledState::kFailed:
      return {};
    case ScheduledState::kSent:
      return refuse(RefusalCode::kConflict, "It has been sent already.").reason;
    case ScheduledState::kCancelled:
      break;
  }
  return refuse(RefusalCode::kConflict, "It has been cancelled.").reason;
}

}  // namespace hearth::chat
