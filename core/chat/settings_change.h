// Settings changes: the common course of everything that changes what a group is.
#pragma once

#include "chat/house.h"

namespace hearth::chat {

/// Writes what the group is to be; after the commit brings the directory and everybody in the group up to
/// date, and answers with the notice, if there is one. Whoever asks has the group's turn until then. Never
/// waits.
void change_settings(House& house, ConversationId group, SettingsChange change,
                     Reply<std::optional<Message>> reply);

/// The same, and waits for the answer. For those who have more to do after it: what is told may leave a
/// moment after this returns. Blocks: request-pool and job threads only.
Outcome<Nothing> change_settings_now(House& house, ConversationId group, const SettingsChange& change);

}  // namespace hearth::chat
