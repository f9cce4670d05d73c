#include "chat/group_turns.h"

namespace hearth::chat {

GroupTurns::Turn GroupTurns::take(ConversationId group) {
  {
    std::unique_lock lock(mutex_);
    ended_.wait(lock, [&] { return !taken_.contains(group); });
    taken_.insert(group);
  }
  // What is held is the end of it, not a thing.
  return {this, [group](GroupTurns* turns) {
            {
              const std::lock_guard lock(turns->mutex_);
              turns->taken_.erase(group);
            }
            turns->ended_.notify_all();
          }};
}

}  // namespace hearth::chat
