#include "chat/change_message.h"

#include <algorithm>

#include "chat/permission.h"

namespace hearth::chat {
namespace {

/// One reaction is news of its own: with a thousand people reacting, the message need not travel each time.
ReactionChanged reaction_event(ConversationId conversation, const MessageUpdate& update,
                               const ReactionChange& change, const Message& message, Rev rev) {
  ReactionChanged event{conversation, rev, update.seq, update.by, change.add, {change.emoji, 0, {}}};
  if (!message.reactions) return event;
  const auto found = std::ranges::find(*message.reactions, change.emoji, &Reaction::emoji);
  if (found != message.reactions->end()) event.reaction = *found;
  return event;
}

/// What follows from the change besides the event.
void follow_up(House& house, ConversationId conversation, const MessageUpdate& update,
               const Message& message) {
  const bool erased = std::holds_alternative<Erasure>(update.what);
  if (erased || std::holds_alternative<NewText>(update.what))
    house.directory.apply_mentions(conversation, update.seq, message.mentions ? &*message.mentions : nullptr);
  if (!erased) return;
  if (auto news = house.directory.apply_gone(conversation)) house.threads.note(std::move(*news));
}

/// On the writer's thread, after the commit.
void publish(House& house, ConversationId conversation, const MessageUpdate& update, const Committed& at) {
  house.directory.apply_rev(conversation, at.rev);
  if (const auto* change = std::get_if<ReactionChange>(&update.what); change != nullptr && !at.refused) {
    const auto event = reaction_event(conversation, update, *change, *at.message, at.rev);
    house.outlet.tell(Audience::conversation(conversation), event);
    house.hooks.reaction_changed.tell(house.hooks.aside, event);
    return;
  }
  if (!at.refused) follow_up(house, conversation, update, *at.message);
  const MessageChanged event{conversation, at.rev, *at.message};
  house.outlet.tell(Audience::conversation(conversation), event);
  house.hooks.message_changed.tell(house.hooks.aside, event);
}

}  // namespace

void change_message(House& house, ConversationId conversation, MessageUpdate update, Reply<Changed> reply) {
  Change change{conversation, update, {}};
  change.done = [&house, conversation, update = std::move(update),
                 reply = std::move(reply)](Outcome<Committed> outcome) {
    if (!outcome) return reply(Failure{std::move(outcome.reason())});
    publish(house, conversation, update, *outcome);
    if (outcome->refused) return reply(Failure{std::move(*outcome->refused)});
    reply(Changed{outcome->rev, *outcome->message});
  };
  house.log.append(std::move(change));
}

Outcome<Message> find_message(House& house, ConversationId conversation, const Standing& standing, Seq seq) {
  if (seq == 0 || seq > standing.seq) return not_found("message");
  auto found = house.history.messages(conversation, seq, seq);
  if (found.empty() || found.front().deleted_at) return not_found("message");
  return std::move(found.front());
}

bool may_overrule(const House& house, ConversationId conversation, const Standing& standing,
                  const Message& message) {
  if (standing.home != ConversationKind::kGroup) return false;
  const auto theirs = house.directory.standing(conversation, message.sender);
  return outranks(standing.role, theirs ? theirs->role : GroupRole::kMember);
}

}  // namespace hearth::chat
