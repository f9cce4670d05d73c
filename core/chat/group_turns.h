// GroupTurns: who is in a group, with which role, and what the group is, is changed by one at a time. Such a
// change is decided from what the directory knows; whoever has the turn knows that it is still so when the
// change is stored: two owners cannot leave past each other, and of two that rename the group at once, the
// second is told. Messages take no turns.
//
// Owned by the app. Turns are waited for on threads that may block, and end on any.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <unordered_set>

#include "chat/values.h"

namespace hearth::chat {

class GroupTurns {
 public:
  /// Held as long as one of its copies lives: the verb's, then that of what is called after the commit.
  using Turn = std::shared_ptr<void>;

  /// Waits until nobody else has the turn of this group. Blocks: request-pool and job threads only. Not to be
  /// asked for by who has it.
  Turn take(ConversationId group);

 private:
  std::mutex mutex_;
  std::condition_variable ended_;
  std::unordered_set<ConversationId> taken_;
};

}  // namespace hearth::chat
