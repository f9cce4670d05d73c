#include "chat/cursor.h"
#include "chat/house.h"
#include "chat/named_people.h"
#include "chat/permission.h"

namespace hearth::chat {

void list_members(House& house, ListMembers ask, Reply<Members> reply) {
  const auto standing = may(house.directory, ask.who, Action::kSee, ask.conversation);
  if (!standing) return reply(Failure{standing.reason()});
  std::optional<std::uint64_t> after;
  if (ask.after && !(after = unwrap_number(*ask.after)))
    return reply(refuse_field("after", "This is no cursor of this list."));
  const std::uint32_t limit = ask.limit.value_or(200);

  Members members;
  members.members = house.history.members(ask.conversation, PersonId{after.value_or(0)}, limit);
  // Watermarks on their way to the store count already; they only ever grow.
  for (Member& member : members.members)
    if (const auto marks = house.directory.watermarks(ask.conversation, member.person)) {
      member.delivered_seq = std::max(member.delivered_seq, marks->first);
      member.read_seq = std::max(member.read_seq, marks->second);
    }
  if (members.members.size() == limit) members.next = wrap_cursor(members.members.back().person.value);
  members.people = people_named(house.directory, {}, members.members);
  reply(std::move(members));
}

}  // namespace hearth::chat
