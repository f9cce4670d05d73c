#include "chat/permission.h"

namespace hearth::chat {
namespace {

constexpr bool manages(GroupRole role) {
  return role >= GroupRole::kModerator;
}

Failure<Refusal> not_signed_in() {
  return refuse(RefusalCode::kNotSignedIn, "You are not signed in.");
}

}  // namespace

Outcome<Standing> may(const Directory& directory, const Caller& who, Action action,
                      ConversationId conversation) {
  if (!directory.is_active(who.person)) return not_signed_in();
  const auto standing = directory.standing(conversation, who.person);
  if (!standing) return not_found("conversation");
  switch (action) {
    case Action::kRead:
    case Action::kPost:
    case Action::kAdvance:
      return *standing;
    case Action::kPin:
      if (standing->home != ConversationKind::kGroup || manages(standing->role)) return *standing;
      return refuse(RefusalCode::kForbidden, "Only those who manage the group may do that.");
    case Action::kAddMembers:
    case Action::kRemoveMembers:
    case Action::kLeave:
      break;
  }
  if (standing->kind != ConversationKind::kGroup)
    return refuse(RefusalCode::kForbidden, "Only groups have members who come and go.");
  if (action != Action::kLeave && !manages(standing->role))
    return refuse(RefusalCode::kForbidden, "Only those who manage the group may do that.");
  return *standing;
}

Outcome<Person> may_act(const Directory& directory, const Caller& who) {
  auto person = directory.person(who.person);
  if (!person || person->blocked) return not_signed_in();
  return std::move(*person);
}

bool manages(const Standing& standing) {
  return standing.home == ConversationKind::kGroup && manages(standing.role);
}

bool may_address_all(const Standing& standing, std::size_t members, std::size_t up_to) {
  return standing.home == ConversationKind::kGroup && (members <= up_to || manages(standing.role));
}

bool outranks(GroupRole mine, GroupRole theirs) {
  return manages(mine) && (mine > theirs || mine == GroupRole::kOwner);
}

}  // namespace hearth::chat
