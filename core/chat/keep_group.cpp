#include "chat/group_deletion.h"
#include "chat/permission.h"
#include "chat/settings_change.h"
#include "chat/sidebar.h"

namespace hearth::chat {

void keep_group(House& house, KeepGroup ask, Reply<Line> reply) {
  if (const auto standing = may(house.directory, ask.who, Action::kDelete, ask.conversation); !standing)
    return reply(Failure{standing.reason()});
  const auto turn = house.group_turns.take(ask.conversation);
  const auto standing = may(house.directory, ask.who, Action::kDelete, ask.conversation);
  if (!standing) return reply(Failure{standing.reason()});
  if (standing->deletion == Deletion::kRemoving)
    return reply(refuse(RefusalCode::kConflict, "The removal has begun."));
  if (standing->deletion) {
    auto group = house.directory.settings(ask.conversation);
    if (!group) return reply(not_found("conversation"));
    group->by = ask.who.person;
    group->deletion.reset();
    group->notice = Notice{NoticeKind::kKept, {}, {}, {}};
    if (auto stored = change_settings_now(house, ask.conversation, *group); !stored)
      return reply(Failure{std::move(stored.reason())});
    // Should this be lost, the job finds that there is nothing to do.
    if (const auto job = find_deletion_job(house, ask.conversation))
      static_cast<void>(house.jobs.cancel(job->id));
  }
  auto line = full_line(house, ask.conversation, ask.who.person);
  if (!line) return reply(not_found("conversation"));
  reply(std::move(*line));
}

}  // namespace hearth::chat
