// ThreadDesk: gathers what happens in threads, until the messages that they hang from are told of it. Fifty
// replies within half a second are one change of the parent, not fifty.
//
// What is gathered here is lost when the process dies; at start the desk is told again of all that happened
// shortly before (thread_news.h), and telling twice does no harm. Any thread.
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "base/guarded.h"
#include "chat/values.h"

namespace hearth::chat {

/// What is new of the thread that hangs from message `root` of `parent`.
struct ThreadNews {
  ConversationId parent;
  Seq root = 0;
  ThreadSummary summary;  // places, gone and last_at as they are; people: those who have replied
};

class ThreadDesk {
 public:
  void note(ThreadNews news);
  /// All that has been noted since the last call, each thread once.
  std::vector<ThreadNews> take();

 private:
  Guarded<std::map<ConversationId, ThreadNews>> noted_;  // by thread
};

/// Adds news to what is known; both may be older or newer. Pure.
void merge(ThreadSummary& known, const ThreadSummary& news);

}  // namespace hearth::chat
