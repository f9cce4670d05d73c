// The common end of every change of a person's own log.
#pragma once

#include "chat/house.h"

namespace hearth::chat {

/// Tells all of the person's devices, unless nothing has changed. Any thread.
void tell_personal(House& house, PersonId person, const PersonalWrite& written);

/// The same, and answers; or the refusal.
void answer_personal(House& house, PersonId person, Outcome<PersonalWrite> written,
                     const Reply<PersonalChange>& reply);

}  // namespace hearth::chat
