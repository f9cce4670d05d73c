// Threads: the common course of what is done with them.
#pragma once

#include <memory>

#include "chat/house.h"

namespace hearth::chat {

/// The thread that hangs from this message; made when there is none, which takes the right to write and a
/// message that is there. Refuses kInvalid in a thread. The members of the new thread, that is who wrote the
/// message, hear it from here on. Blocks.
Outcome<ConversationId> find_or_make_thread(House& house, const Caller& who, ConversationId parent, Seq root);

/// A message is on its way into the thread: who writes it and whom it names follow the thread from it on. To
/// be called before the message is appended. Never waits.
void follow_by_post(House& house, const Caller& who, ConversationId thread, const Standing& standing,
                    const Mentions* mentions);

/// A new follower of a thread, to whom only what comes now is new.
Member new_follower(PersonId person, PersonId by, Seq seq);

/// Writes what the desk has gathered into the parents' logs. The app calls it every kThreadTick. Never waits.
void tell_thread_news(House& house);
inline constexpr std::chrono::milliseconds kThreadTick{400};

}  // namespace hearth::chat
