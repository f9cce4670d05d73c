#include "search/indexer.h"

#include <pthread.h>

#include <algorithm>

#include "base/log.h"
#include "chat/search_keys.h"

namespace hearth::search {
namespace {

using namespace chat;
using Clock = std::chrono::steady_clock;

constexpr std::uint32_t kAtOnce = 200;  // messages in one transaction
constexpr std::uint32_t kSurveyPage = 1000;
constexpr std::chrono::seconds kAfterFault{2};

}  // namespace

Indexer::Indexer(Directory& directory, History& history, SearchIndex& index, Options options)
    : directory_(directory), history_(history), index_(index), options_(options), looked_at_(Clock::now()) {}

void Indexer::start() {
  thread_ = std::thread([this] { run(); });
  ::pthread_setname_np(thread_.native_handle(), "search");
}

void Indexer::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

bool Indexer::wait(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  return !wake_.wait_for(lock, time, [this] { return stopping_; });
}

void Indexer::run() {
  for (bool surveyed = false; !surveyed;) try {
      survey();
      surveyed = true;
    } catch (const std::exception& error) {
      log::warning("the search index could not be looked at", {{"error.message", error.what()}});
      if (!wait(kAfterFault)) return;
    }
  do {
    if (!should_wait()) run_once();
  } while (wait(behind_.empty() ? options_.tick : std::chrono::milliseconds(kAfterFault)));
}

bool Indexer::should_wait() {
  const auto at = Clock::now();
  const std::uint64_t posted = directory_.posted();
  const double seconds = std::max(std::chrono::duration<double>(at - looked_at_).count(), 0.001);
  const bool busy = static_cast<double>(posted - posted_) / seconds > static_cast<double>(options_.busy);
  posted_ = posted;
  looked_at_ = at;
  if (!busy) return waiting_ = false;
  if (!waiting_) waiting_since_ = at;
  waiting_ = at - waiting_since_ < options_.patience;
  return waiting_;
}

void Indexer::survey() {
  ConversationId after;
  for (;;) {
    const auto page = index_.behind(after, kSurveyPage);
    behind_.insert(page.begin(), page.end());
    if (page.size() < kSurveyPage) return;
    after = page.back();
  }
}

std::size_t Indexer::run_once() {
  for (const ConversationId id : directory_.take_touched()) behind_.insert(id);
  std::size_t messages = 0;
  for (auto at = behind_.begin(); at != behind_.end();) {
    {
      const std::lock_guard lock(mutex_);
      if (stopping_) return messages;
    }
    try {
      messages += index(*at);
      at = behind_.erase(at);
    } catch (const std::exception& error) {
      log::warning("a conversation could not be indexed; it will be tried again",
                   {{"hearth.conversation", std::to_string(at->value)}, {"error.message", error.what()}});
      return messages;
    }
  }
  return messages;
}

std::size_t Indexer::index(ConversationId conversation) {
  std::size_t messages = 0;
  for (;;) {
    const auto head = directory_.head(conversation);
    IndexStep step;
    step.conversation = conversation;
    step.from = index_.indexed(conversation);
    if (!head || step.from >= head->rev) return messages;
    step.home = head->parent.value_or(conversation);
    // Each message took a rev, so of those posted since there are no more than revs.
    const Seq posted_since = std::min(head->seq, head->rev - step.from);
    auto changed = history_.changed_messages(conversation, step.from, head->seq - posted_since + 1, kAtOnce);
    step.to = changed.size() == kAtOnce ? changed.back().rev : head->rev;
    // What came after the head was read is for the next step.
    std::erase_if(changed, [&](const Message& m) { return m.rev > step.to; });
    for (const Message& message : changed)
      step.messages.push_back({message.seq, message.at, search_keys(conversation, step.home, message)});
    if (index_.advance(step)) messages += step.messages.size();
    const std::lock_guard lock(mutex_);
    if (stopping_) return messages;
  }
}

}  // namespace hearth::search
