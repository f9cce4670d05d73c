// Sync: what has changed since N? The answer to every absence.
#include <algorithm>

#include "chat/house.h"
#include "chat/named_people.h"
#include "chat/own_reactions.h"
#include "chat/page_size.h"
#include "chat/permission.h"
#include "chat/sidebar.h"

namespace hearth::chat {
namespace {

/// Further behind than this, a fresh page of history is cheaper for both sides than the way there.
constexpr Rev kTooFar = 5000;

}  // namespace

void sync_conversation(House& house, SyncConversation ask, Reply<Changes> reply) {
  const auto standing = may(house.directory, ask.who, Action::kSee, ask.conversation);
  if (!standing) return reply(Failure{standing.reason()});
  const std::uint32_t limit = ask.limit.value_or(200);

  Changes changes;
  // `rev` is read before the rows: what comes after it may be among the rows, but nothing up to it is
  // missing.
  changes.rev = standing->rev;
  changes.line = full_line(house, ask.conversation, ask.who.person);
  if (changes.line) changes.line->rev = changes.rev;
  if (ask.rev > standing->rev || standing->rev - ask.rev > kTooFar) {
    changes.reset = true;
    return reply(std::move(changes));
  }
  // What is being removed is not told of any more.
  if (ask.rev == standing->rev || standing->deletion == Deletion::kRemoving) return reply(std::move(changes));

  // Each message took a rev, so of those posted since there are no more than revs.
  const Seq posted_since = std::min(standing->seq, standing->rev - ask.rev);
  changes.messages =
      house.history.changed_messages(ask.conversation, ask.rev, standing->seq - posted_since + 1, limit);
  // Several members may share a rev, and a page must not end in the middle of one: so they are read without
  // a limit that could bite (a change names at most 1,000 people).
  changes.members = house.history.changed_members(ask.conversation, ask.rev, limit + 1000);
  // A full list may have more behind it: then this page goes only as far as the list that ends first.
  Rev until = std::max(standing->rev, ask.rev);
  const std::size_t fitting = fitting_part(changes.messages, 0).second;
  const bool cut = fitting < changes.messages.size();
  changes.messages.resize(fitting);
  if (cut || fitting == limit) until = std::min(until, changes.messages.back().rev);
  if (changes.members.size() == limit + 1000) until = std::min(until, changes.members.back().rev - 1);
  if (until < standing->rev) {
    changes.more = true;
    changes.rev = until;
    std::erase_if(changes.messages, [&](const Message& m) { return m.rev > until; });
    std::erase_if(changes.members, [&](const Member& m) { return m.rev > until; });
  }
  add_own_reactions(house, ask.conversation, ask.who.person, changes.messages);
  changes.people = people_named(house.directory, changes.messages, changes.members);
  reply(std::move(changes));
}

}  // namespace hearth::chat
