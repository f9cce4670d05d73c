// Schedules: recurring work, and when it is due. Used by the clerk's thread of Workers alone once that runs.
#pragma once

#include <string>
#include <vector>

#include "chat/job_workbench.h"
#include "jobs/rhythm.h"

namespace hearth::jobs {

struct Schedule {
  std::string name;  // at most 80 bytes, unique, stored: a new name is a new schedule
  Rhythm rhythm;
  /// What is enqueued. Without a unique key it gets one, so that a run which takes longer than the rhythm is
  /// not joined by another.
  chat::JobDraft draft;
};

class Schedules {
 public:
  explicit Schedules(chat::JobWorkbench& bench) : bench_(bench) {}

  void add(Schedule schedule) { rows_.push_back({std::move(schedule), {}}); }

  /// Enqueues what is due: each due time once, whatever the number of processes; times that passed while none
  /// ran are made up for by one run. Asks the database only for what may be due. Throws when it does not
  /// answer.
  void run_due(Time at);

  /// The soonest time that is known; none before run_due.
  std::optional<Time> next_due() const;

 private:
  struct Row {
    Schedule schedule;
    std::optional<Time> due;
  };

  chat::JobWorkbench& bench_;
  std::vector<Row> rows_;
};

}  // namespace hearth::jobs
