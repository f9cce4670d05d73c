// Job: work that must be done even if the machine fails in the middle of it: mail, deletions, exports. A row
// of the database, so it survives a restart; taken by one worker at a time. Plain data.
//
//             +---------- failed: after a while, or given back at a stop -----------+
//             v                                                                     |
//   enqueue: waiting --taken--> running --+--> done                                 |
//             |                           +--> dead (too many attempts) --retry--> waiting
//             +--> cancelled <------------+--> (back to waiting) -------------------+
#pragma once

#include <optional>
#include <string>

#include "base/clock.h"
#include "base/ids.h"
#include "chat/values.h"

namespace hearth::chat {

using JobId = Id<struct JobTag>;

enum class JobState : std::uint8_t { kWaiting = 1, kRunning = 2, kDone = 3, kDead = 4, kCancelled = 5 };

/// The longest payload and the longest checkpoint, in bytes: they name what is to be done, they do not carry
/// it.
inline constexpr std::size_t kLongestJobText = 60'000;

struct JobProgress {
  std::uint64_t done = 0;
  std::uint64_t total = 0;  // 0: nobody knows yet
  std::string note;         // for people, at most 400 code points
};

/// A job that somebody wants done.
struct JobDraft {
  std::string kind;     // which handler, "group.delete": a name of the program's, at most 80 bytes
  std::string queue;    // in which line it waits, "upkeep": a name of the program's, at most 40 bytes
  std::string payload;  // JSON text for the handler
  /// At most 200 bytes. While a job of this kind with this key waits or runs, another is not made.
  std::optional<std::string> unique_key;
  std::optional<Time> run_after;  // not before; none: at once
  std::optional<PersonId> owner;  // who asked for it, and may see and cancel it
};

struct Job {
  JobId id;
  std::string kind;
  std::string queue;
  std::string payload;
  std::optional<std::string> unique_key;
  std::optional<PersonId> owner;
  JobState state = JobState::kWaiting;
  Time run_after;
  std::uint32_t run = 0;       // how often it was taken; the fence against workers that were given up
  std::uint32_t attempts = 0;  // runs, the present one included, since it came any further
  bool cancel_asked = false;
  std::string checkpoint;  // how far it got, in its handler's words; empty at the beginning
  JobProgress progress;
  std::string last_error;  // why the latest attempt failed; empty if none did
  Time created_at;
  std::optional<Time> started_at;  // the latest run
  std::optional<Time> ended_at;    // done, dead or cancelled
};

}  // namespace hearth::chat
