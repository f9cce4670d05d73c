#include "chat/permission.h"

#include <iterator>

namespace hearth::chat {
namespace {

/// What an action does to the conversation: decides whether it may be done while that is being deleted.
enum class Touch : std::uint8_t {
  kNothing,
  kReads,   // not once its messages are going
  kWrites,  // not from the moment of the decision
};

struct Rule {
  Action action;
  bool groups_only;  // elsewhere everybody in the conversation may
  GroupRole least;   // in groups
  Touch touch;
};

/// Who may do what. The one table.
constexpr Rule kRules[] = {
    {Action::kSee, false, GroupRole::kMember, Touch::kNothing},
    {Action::kRead, false, GroupRole::kMember, Touch::kReads},
    {Action::kPost, false, GroupRole::kMember, Touch::kWrites},
    {Action::kPin, false, GroupRole::kModerator, Touch::kWrites},
    {Action::kAdvance, false, GroupRole::kMember, Touch::kWrites},
    {Action::kAddMembers, true, GroupRole::kModerator, Touch::kWrites},
    {Action::kRemoveMembers, true, GroupRole::kModerator, Touch::kWrites},
    {Action::kLeave, true, GroupRole::kMember, Touch::kWrites},
    {Action::kDescribe, true, GroupRole::kModerator, Touch::kWrites},
    {Action::kRename, true, GroupRole::kAdmin, Touch::kWrites},
    {Action::kSetVisibility, true, GroupRole::kAdmin, Touch::kWrites},
    {Action::kGiveRoles, true, GroupRole::kAdmin, Touch::kWrites},
    {Action::kHandOn, true, GroupRole::kOwner, Touch::kWrites},
    {Action::kDelete, true, GroupRole::kOwner, Touch::kNothing},
};

constexpr const Rule& rule_of(Action action) {
  return kRules[static_cast<std::size_t>(action)];
}
static_assert([] {
  for (std::size_t i = 0; i < std::size(kRules); ++i)
    if (kRules[i].action != static_cast<Action>(i)) return false;
  return std::size(kRules) == static_cast<std::size_t>(Action::kDelete) + 1;
}());

constexpr bool manages(GroupRole role) {
  return role >= GroupRole::kModerator;
}

const char* who_may(GroupRole least) {
  switch (least) {
    case GroupRole::kOwner:
      return "Only the owner of the group may do that.";
    case GroupRole::kAdmin:
      return "Only the owner and the admins of the group may do that.";
    default:
      return "Only those who manage the group may do that.";
  }
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
  const Rule& rule = rule_of(action);
  if (rule.groups_only && standing->kind != ConversationKind::kGroup)
    return refuse(RefusalCode::kForbidden, "That can be done in groups only.");
  // A thread is as the group that it is in.
  if (standing->home == ConversationKind::kGroup && standing->role < rule.least)
    return refuse(RefusalCode::kForbidden, who_may(rule.least));
  const bool closed = rule.touch == Touch::kWrites ||
                      (rule.touch == Touch::kReads && standing->deletion == Deletion::kRemoving);
  if (standing->deletion && closed) return refuse(RefusalCode::kClosed, "The group is being deleted.");
  return *standing;
}

Outcome<Person> may_act(const Directory& directory, const Caller& who) {
  auto person = directory.person(who.person);
  if (!person || person->blocked) return not_signed_in();
  return std::move(*person);
}

bool may_find(const Directory& directory, const Person& person, ConversationId group) {
  return person.role != OrganisationRole::kGuest && directory.card(group, person.id);
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

bool may_give(GroupRole mine, GroupRole theirs, GroupRole wanted) {
  return mine >= rule_of(Action::kGiveRoles).least && theirs < mine && wanted < mine;
}

}  // namespace hearth::chat
