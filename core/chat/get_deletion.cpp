#include "chat/group_deletion.h"
#include "chat/permission.h"

namespace hearth::chat {

void get_deletion(House& house, GetDeletion ask, Reply<GroupDeletion> reply) {
  const auto standing = may(house.directory, ask.who, Action::kDelete, ask.conversation);
  if (!standing) return reply(Failure{standing.reason()});
  reply(deletion_report(house, ask.conversation));
}

}  // namespace hearth::chat
