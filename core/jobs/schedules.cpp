#include "jobs/schedules.h"

namespace hearth::jobs {

void Schedules::run_due(Time at) {
  for (Row& row : rows_) {
    if (row.due && *row.due > at) continue;
    const Schedule& one = row.schedule;
    row.due = bench_.run_schedule(one.name, one.rhythm.text(), at, one.rhythm.next_after(at), one.draft);
  }
}

std::optional<Time> Schedules::next_due() const {
  std::optional<Time> soonest;
  for (const Row& row : rows_)
    if (row.due && (!soonest || *row.due < *soonest)) soonest = row.due;
  return soonest;
}

}  // namespace hearth::jobs
