#include "chat/find_direct.h"

namespace hearth::chat {

std::optional<PersonId> peer_in(const Directory& directory, ConversationId conversation, PersonId me) {
  const auto standing = directory.standing(conversation, me);
  if (!standing || standing->kind == ConversationKind::kGroup) return {};
  for (const PersonId person : directory.members_of(conversation))
    if (person != me) return person;
  return me;
}

std::optional<ConversationId> find_direct(const Directory& directory, PersonId me, PersonId other) {
  for (const ConversationId id : directory.conversations_of(me))
    if (peer_in(directory, id, me) == other) return id;
  return {};
}

}  // namespace hearth::chat
