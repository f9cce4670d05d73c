// Posting: the common course of everything that puts a message of a person into a conversation.
#pragma once

#include "chat/house.h"

namespace hearth::chat {

/// May they? -> the posting hooks -> into the log; after the commit: tell the others, answer. With
/// `forwarded`, words that somebody else wrote: they address nobody anew. Never waits.
void post(House& house, PostMessage ask, const std::optional<Forwarded>& forwarded, Reply<Posted> reply);

}  // namespace hearth::chat
