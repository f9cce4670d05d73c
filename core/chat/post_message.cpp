// Posting a message: may they? -> the posting hooks -> into the log; and after the commit: tell the others,
// answer.
#include "chat/mentioning.h"
#include "chat/message_text.h"
#include "chat/permission.h"
#include "chat/post.h"
#include "chat/threads.h"

namespace hearth::chat {
namespace {

/// What most messages do not have.
struct Extras {
  std::shared_ptr<const Mentions> mentions;
  std::optional<Forwarded> forwarded;
};
using MaybeExtras = std::shared_ptr<const Extras>;

/// On the writer's thread, after the commit.
void publish(House& house, const PostMessage& ask, const MaybeExtras& extras, const Committed& at) {
  if (extras && extras->mentions)
    house.directory.apply_mentions(ask.conversation, at.seq, extras->mentions.get());
  const auto thread = house.directory.apply_posted(ask.conversation, ask.who.person, at.seq, at.rev, at.at);
  house.receipts.posted(ask.conversation, ask.who.person, at.seq, at.at);
  MessagePosted event{ask.conversation, at.rev, {}};
  event.message.seq = at.seq;
  event.message.rev = at.rev;
  event.message.sender = ask.who.person;
  event.message.at = at.at;
  event.message.body = ask.body;
  event.message.reply_to = ask.reply_to;
  if (extras) {
    if (extras->mentions) event.message.mentions = *extras->mentions;
    event.message.forwarded = extras->forwarded;
  }
  if (thread) {
    // Who followed a thread in which nothing happened for long does not hear it any more, or never did.
    if (thread->was_quiet)
      for (const PersonId follower : house.directory.members_of(ask.conversation))
        house.outlet.join(follower, ask.conversation);
    house.threads.note(thread->news);
  }
  house.outlet.tell(Audience::conversation(ask.conversation, ask.who.origin), event);
  house.hooks.message_posted.tell(house.hooks.aside, event);
}

/// Nothing of this rev or a later one is known here. (Where a later one is, the others have seen the gap.)
bool is_untold(const House& house, const PostMessage& ask, const Committed& at) {
  const auto standing = house.directory.standing(ask.conversation, ask.who.person);
  return standing && standing->rev < at.rev;
}

}  // namespace

void post_message(House& house, PostMessage ask, Reply<Posted> reply) {
  post(house, std::move(ask), {}, std::move(reply));
}

void post(House& house, PostMessage ask, const std::optional<Forwarded>& forwarded, Reply<Posted> reply) {
  const auto standing = may(house.directory, ask.who, Action::kPost, ask.conversation);
  if (!standing) return reply(Failure{standing.reason()});
  if (ask.reply_to && (*ask.reply_to == 0 || *ask.reply_to > standing->seq))
    return reply(refuse_field("reply_to", "There is no such message in this conversation."));

  MessageDraft draft{ask.who, ask.conversation, ask.body, ask.reply_to};
  if (auto refusal = house.hooks.message_posting.ask(draft)) return reply(Failure{std::move(*refusal)});
  if (!is_message_text(ask.body)) return reply(refuse_message_text());

  MaybeExtras extras;
  auto mentions = forwarded ? nullptr : mentions_in(house, ask.who, ask.conversation, *standing, ask.body);
  if (mentions || forwarded) extras = std::make_shared<const Extras>(Extras{mentions, forwarded});
  if (standing->parent) follow_by_post(house, ask.who, ask.conversation, *standing, mentions.get());

  NewMessage message{std::move(ask.key), ask.who.person, ask.body, ask.reply_to};
  message.mentions = std::move(mentions);
  message.forwarded = forwarded;
  Change change{ask.conversation, std::move(message), {}};
  change.done = [&house, ask = std::move(ask), extras = std::move(extras),
                 reply = std::move(reply)](Outcome<Committed> outcome) {
    if (!outcome) return reply(Failure{std::move(outcome.reason())});
    // What was stored before was told before; unless the database was lost so long in the middle of it that
    // the sender was told "unavailable".
    if (!outcome->repeated || is_untold(house, ask, *outcome)) publish(house, ask, extras, *outcome);
    Posted posted{outcome->seq, outcome->rev, outcome->at, outcome->repeated, {}};
    if (extras && extras->mentions) posted.mentions = *extras->mentions;
    reply(std::move(posted));
  };
  house.log.append(std::move(change));
}

}  // namespace hearth::chat
