#include "chat/group_deletion.h"
#include "chat/permission.h"
#include "chat/settings_change.h"

namespace hearth::chat {

void delete_group(House& house, DeleteGroup ask, Reply<GroupDeletion> reply) {
  if (const auto standing = may(house.directory, ask.who, Action::kDelete, ask.conversation); !standing)
    return reply(Failure{standing.reason()});
  if (ask.dry_run.value_or(false)) return reply(deletion_report(house, ask.conversation));
  if (!ask.name) return reply(refuse_field("name", "Give the group's name, so that it is surely this one."));
  const auto turn = house.group_turns.take(ask.conversation);
  if (const auto still = may(house.directory, ask.who, Action::kDelete, ask.conversation); !still)
    return reply(Failure{still.reason()});
  auto group = house.directory.settings(ask.conversation);
  if (!group) return reply(not_found("conversation"));
  if (*ask.name != group->name) return reply(refuse_field("name", "This is not the name of the group."));
  // Asking again only makes sure that the job is there.
  Time removal_at = now();
  if (!group->deletion) {
    removal_at += house.group_rules.deletion_grace;
    group->by = ask.who.person;
    group->deletion = Deletion::kWaiting;
    group->removal_at = removal_at;
    group->notice = Notice{NoticeKind::kDeleting, {}, {}, {}};
    if (auto stored = change_settings_now(house, ask.conversation, *group); !stored)
      return reply(Failure{std::move(stored.reason())});
  } else if (const auto stored = house.groups.deletion(ask.conversation); stored && stored->removal_at) {
    removal_at = *stored->removal_at;
  }
  enqueue_deletion(house, ask.conversation, ask.who.person, removal_at);
  reply(deletion_report(house, ask.conversation));
}

}  // namespace hearth::chat
