#include "chat/permission.h"
#include "chat/sidebar.h"
#include "chat/threads.h"

namespace hearth::chat {

void open_thread(House& house, OpenThread ask, Reply<Line> reply) {
  const auto thread = find_or_make_thread(house, ask.who, ask.conversation, ask.seq);
  if (!thread) return reply(Failure{thread.reason()});
  // Heard first, looked at second: what happens in between is told twice rather than never.
  if (ask.who.origin != 0) house.outlet.listen(ask.who.origin, *thread);
  auto line = full_line(house, *thread, ask.who.person);
  if (!line) return reply(not_found("conversation"));
  reply(std::move(*line));
}

}  // namespace hearth::chat
