#include "app/group_deletion.h"

#include "chat/group_deletion.h"

namespace hearth::app {

using namespace std::chrono_literals;

void add_group_deletion(jobs::Workers& workers, chat::House& house) {
  // One at a time: two would only take the disk from each other, and from everybody else.
  workers.add_queue(chat::kDeletionQueue, 1);
  workers.add_kind(chat::kDeletionKind, [&house](chat::JobContext& job) { chat::remove_group(house, job); });
  const std::string resume = "group.delete.resume";
  workers.add_kind(resume, [&house](chat::JobContext&) { chat::resume_deletions(house); });
  workers.add_schedule({resume, jobs::Rhythm::every(1h), {resume, "upkeep", "{}", {}, {}, {}}});
  chat::resume_deletions(house);
}

}  // namespace hearth::app
