#include "chat/change_reaction.h"

#include "base/text.h"
#include "chat/change_message.h"
#include "chat/permission.h"

namespace hearth::chat {

void change_reaction(House& house, const Caller& who, ConversationId conversation, Seq seq,
                     ReactionChange change, Reply<Done> reply) {
  const auto standing = may(house.directory, who, Action::kPost, conversation);
  if (!standing) return reply(Failure{standing.reason()});
  if (seq == 0 || seq > standing->seq) return reply(not_found("message"));
  if (!is_emoji(change.emoji)) return reply(refuse_field("emoji", "This is not one emoji."));
  change_message(house, conversation, {seq, who.person, std::move(change)},
                 [reply = std::move(reply)](Outcome<Changed> outcome) {
                   if (!outcome) return reply(Failure{std::move(outcome.reason())});
                   reply(Done{});
                 });
}

}  // namespace hearth::chat
