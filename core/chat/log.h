// Log: the port to the group commit. Implemented by store/.
#pragma once

#include "chat/change.h"

namespace hearth::chat {

class Log {
 public:
  virtual ~Log() = default;

  /// Queues a change; `change.done` is called after the commit. Changes of one conversation are stored, and
  /// acknowledged, in the order in which they were appended. Never waits; when too much is queued already,
  /// answers kUnavailable at once on the caller's thread. Any thread.
  virtual void append(Change change) = 0;
};

}  // namespace hearth::chat
