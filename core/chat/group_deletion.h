// Deleting a group: closed at once, removed by a job.
//
//   delete_group: closed (Deletion::kWaiting), the job is queued for the end of the grace
//   keep_group:   open again, if the removal has not begun
//   the job:      kRemoving -> rows go in small transactions -> gone: everybody is told -> the rest of the
//   rows
//
// The state is stored with the conversation; that there is a job for it is made good at every start and every
// hour (resume_deletions), so nothing between the two steps can be lost.
#pragma once

#include "chat/house.h"
#include "chat/job_context.h"

namespace hearth::chat {

inline constexpr const char* kDeletionKind = "group.delete";
inline constexpr const char* kDeletionQueue = "deletions";

/// Makes the job of a group that is closed for deletion; one there is already stays the one. Blocks.
void enqueue_deletion(House& house, ConversationId group, PersonId by, std::optional<Time> removal_at);
std::optional<Job> find_deletion_job(House& house, ConversationId group);

/// The handler of the job.
void remove_group(House& house, JobContext& job);

/// Every group that is being deleted has its job after this. Blocks.
void resume_deletions(House& house);

/// What group.delete and group.deletion answer. Blocks.
GroupDeletion deletion_report(House& house, ConversationId group);

}  // namespace hearth::chat
