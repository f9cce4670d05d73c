// When everybody got and saw what was said, and how far behind some of them are.
#pragma once

#include "demo/conversation_log.h"
#include "demo/dice.h"

namespace hearth::demo {

/// How somebody keeps up with a conversation.
struct Reading {
  chat::PersonId person;
  bool away = false;  // for the last days: got it all, saw none of it
};

/// Fills the watermarks of the members and the times of their advances. `ends` are the last messages of the
/// talks, ascending. What is long ago is told in coarse steps, the last talks one by one.
void add_receipts(ConversationLog& log, const std::vector<chat::Seq>& ends,
                  const std::vector<Reading>& readings, Time until, Dice& dice);

}  // namespace hearth::demo
