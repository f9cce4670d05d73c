// Posting what was scheduled: the handler of the job that was enqueued with it.
#pragma once

#include <string>

#include "chat/house.h"
#include "chat/job_context.h"

namespace hearth::chat {

/// What the job must know; its owner is the person.
std::string scheduled_payload(std::uint64_t id, std::uint32_t turn);

/// Posts it by the verb that everybody posts with, under the key that it was scheduled with: so it may run
/// any number of times and the message stands there once. What cannot be posted stays in the person's list,
/// with the reason. Throws where a later attempt may do better. Blocks; job threads only.
void post_scheduled(House& house, JobContext& job);

}  // namespace hearth::chat
