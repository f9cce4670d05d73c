// What the directory knows of threads.
#include <algorithm>
#include <mutex>

#include "chat/directory.h"

namespace hearth::chat {

bool Directory::is_thread(ConversationId id) const {
  const Shard& in = shard(id);
  const std::shared_lock lock(in.mutex);
  const auto found = in.conversations.find(id);
  return found != in.conversations.end() && found->second.thread;
}

std::optional<ConversationId> Directory::thread_at(ConversationId parent, Seq root) const {
  const Shard& in = shard(parent);
  const std::shared_lock lock(in.mutex);
  const auto found = in.conversations.find(parent);
  if (found == in.conversations.end() || !found->second.threads) return {};
  const auto& threads = *found->second.threads;
  const auto place = std::lower_bound(threads.begin(), threads.end(), std::pair(root, ConversationId{}));
  if (place == threads.end() || place->first != root) return {};
  return place->second;
}

std::vector<ConversationId> Directory::threads_in(ConversationId parent) const {
  std::vector<ConversationId> out;
  const Shard& in = shard(parent);
  const std::shared_lock lock(in.mutex);
  const auto found = in.conversations.find(parent);
  if (found == in.conversations.end() || !found->second.threads) return out;
  for (const auto& [root, thread] : *found->second.threads) out.push_back(thread);
  return out;
}

std::vector<ConversationId> Directory::threads_of(PersonId person) const {
  const std::shared_lock lock(people_mutex_);
  const auto found = people_.find(person);
  return found == people_.end() ? std::vector<ConversationId>{} : found->second.threads;
}

std::vector<ConversationId> Directory::lively_threads_of(PersonId person) const {
  const Time since = now() - kQuiet;
  std::vector<ConversationId> out;
  for (const ConversationId id : threads_of(person))
    if (const auto one = standing(id, person); one && one->last_at >= since) out.push_back(id);
  return out;
}

void Directory::hang(ConversationId thread, ConversationId parent, Seq root) {
  Shard& in = shard(parent);
  const std::unique_lock lock(in.mutex);
  const auto found = in.conversations.find(parent);
  if (found == in.conversations.end()) return;
  auto& threads = found->second.threads;
  if (!threads) threads = std::make_unique<std::vector<std::pair<Seq, ConversationId>>>();
  const auto place = std::lower_bound(threads->begin(), threads->end(), std::pair(root, ConversationId{}));
  if (place == threads->end() || place->first != root) threads->insert(place, {root, thread});
}

std::optional<ThreadNews> Directory::apply_gone(ConversationId id) {
  Shard& in = shard(id);
  const std::unique_lock lock(in.mutex);
  const auto found = in.conversations.find(id);
  if (found == in.conversations.end() || !found->second.thread) return {};
  ++found->second.thread->gone;
  return found->second.news(id);
}

}  // namespace hearth::chat
