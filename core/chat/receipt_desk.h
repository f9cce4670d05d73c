// ReceiptDesk: gathers watermarks as they move, and writes and tells them together. Fifty people who read a
// message within half a second are one change of the conversation, not fifty.
#pragma once

#include <unordered_map>

#include "base/clock.h"
#include "base/guarded.h"
#include "chat/directory.h"
#include "chat/hooks.h"
#include "chat/log.h"
#include "chat/outlet.h"

namespace hearth::chat {

class ReceiptDesk {
 public:
  ReceiptDesk(Directory& directory, Log& log, Outlet& outlet, Hooks& hooks)
      : directory_(directory), log_(log), outlet_(outlet), hooks_(hooks) {}

  /// Somebody has got or seen more; told to the others with the next tick. Watermarks beyond the latest
  /// message are cut to it, those that are no news do nothing. Never waits. Any thread.
  void advance(ConversationId conversation, PersonId person, Seq delivered, Seq read);

  /// Somebody has posted `seq`, and so has read everything up to it. Everybody infers that, so it is only
  /// stored eventually: with the next advance in the conversation, or after kOwnDelay.
  void posted(ConversationId conversation, PersonId person, Seq seq, Time at);

  /// Writes what has gathered. The app calls it every kTick, and with `all` before stopping.
  void tick(Time at, bool all = false);

  static constexpr std::chrono::milliseconds kTick{400};
  static constexpr std::chrono::seconds kOwnDelay{30};

 private:
  struct Pending {
    std::unordered_map<PersonId, std::pair<Seq, Seq>> people;  // delivered, read
    bool urgent = false;
    Time since;
  };

  void write(ConversationId conversation, Pending pending);
  void note(ConversationId conversation, PersonId person, Seq delivered, Seq read, bool urgent, Time at);

  Directory& directory_;
  Log& log_;
  Outlet& outlet_;
  Hooks& hooks_;
  Guarded<std::unordered_map<ConversationId, Pending>> pending_;
};

}  // namespace hearth::chat
