// Upkeep: what Hearth does with its own database from time to time, as jobs on schedules.
#pragma once

#include "app/settings.h"
#include "chat/replays.h"
#include "jobs/workers.h"
#include "store/account_repository.h"

namespace hearth::app {

/// Adds the queue "upkeep" with its kinds and schedules. Before workers.start(); what is referred to must
/// outlive `workers`.
void add_upkeep(jobs::Workers& workers, store::AccountRepository& accounts, chat::JobWorkbench& jobs,
                chat::Replays& replays, const Settings::Jobs& settings);

}  // namespace hearth::app
