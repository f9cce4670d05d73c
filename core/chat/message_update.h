// MessageUpdate: something that happens to a message after it was posted. What it makes of the message is
// decided here, on plain values, when the message's row is at hand and nobody else can change it.
#pragma once

#include <string>
#include <variant>

#include "chat/refusal.h"
#include "chat/values.h"

namespace hearth::chat {

/// New words. With `expected`, only if the message has not changed since that rev.
struct NewText {
  std::string body;
  std::optional<Rev> expected;
  std::optional<Mentions> mentions = {};
};
/// Nothing stays of it but the tombstone.
struct Erasure {};
/// The person of the update reacts, or takes it back.
struct ReactionChange {
  std::string emoji;
  bool add = true;
};
struct PinChange {
  bool pin = true;
};
/// News of the thread that hangs from it. Told twice, or in another order, it makes the same of the message.
struct NewSummary {
  ThreadSummary thread;
};

struct MessageUpdate {
  Seq seq = 0;
  PersonId by;
  std::variant<NewText, Erasure, ReactionChange, PinChange, NewSummary> what;
};

/// Emoji with which one message may be reacted to.
inline constexpr std::size_t kMostReactions = 40;

/// Makes `message`, as it is stored, what it is after the update that happens at `at`, but for its rev; gives
/// whether anything is new. `has_reacted`: with the emoji of a ReactionChange, before it. Refuses, and leaves
/// the message as it was: kNotFound where it is deleted, kConflict for an unexpected rev, kTooLarge for one
/// emoji too many. Pure.
Outcome<bool> apply(Message& message, const MessageUpdate& update, bool has_reacted, Time at);

}  // namespace hearth::chat
