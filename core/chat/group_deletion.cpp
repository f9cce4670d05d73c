#include "chat/group_deletion.h"

namespace hearth::chat {

void enqueue_deletion(House& house, ConversationId group, PersonId by, std::optional<Time> removal_at) {
  // A number is JSON, too.
  const std::string id = std::to_string(group.value);
  house.jobs.enqueue({kDeletionKind, kDeletionQueue, id, id, removal_at, by});
}

std::optional<Job> find_deletion_job(House& house, ConversationId group) {
  return house.jobs.open_job(kDeletionKind, std::to_string(group.value));
}

void resume_deletions(House& house) {
  for (const ConversationId group : house.groups.deletions())
    if (const auto stored = house.groups.deletion(group))
      enqueue_deletion(house, group, stored->by, stored->removal_at);
}

GroupDeletion deletion_report(House& house, ConversationId group) {
  const GroupContents contents = house.groups.contents(group);
  GroupDeletion report;
  report.messages = contents.messages;
  report.versions = contents.versions;
  report.reactions = contents.reactions;
  report.pins = contents.pins;
  report.members = contents.members;
  report.total = contents.rows;
  if (const auto stored = house.groups.deletion(group)) {
    report.state = stored->state;
    report.removal_at = stored->removal_at;
  }
  if (report.state != Deletion::kRemoving) return report;
  if (const auto job = find_deletion_job(house, group); job && job->progress.total != 0) {
    report.total = job->progress.total;
    report.done = report.total - std::min(report.total, contents.rows);
  }
  return report;
}

}  // namespace hearth::chat
