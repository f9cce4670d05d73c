// Changing a message: the common course of everything that happens to a message after it was posted.
#pragma once

#include "chat/house.h"

namespace hearth::chat {

/// Into the log; after the commit brings everybody in the conversation up to date, and answers. Who may do it
/// has been asked before. Never waits.
void change_message(House& house, ConversationId conversation, MessageUpdate update, Reply<Changed> reply);

/// The message of a member who may read it; kNotFound where it is not there or deleted. Blocks.
Outcome<Message> find_message(House& house, ConversationId conversation, const Standing& standing, Seq seq);

/// Whether somebody with this standing may change the message of another, as those who manage a group may
/// with those of a lower role, present or gone. Memory only.
bool may_overrule(const House& house, ConversationId conversation, const Standing& standing,
                  const Message& message);

}  // namespace hearth::chat
