// The deletion of groups as work beside serving: its queue, its kind, and that none is forgotten.
#pragma once

#include "chat/house.h"
#include "jobs/workers.h"

namespace hearth::app {

/// Registers the handlers, and sees to it that every group that is being deleted has its job. Blocks; once,
/// before the workers start. `house` must outlive them.
void add_group_deletion(jobs::Workers& workers, chat::House& house);

}  // namespace hearth::app
