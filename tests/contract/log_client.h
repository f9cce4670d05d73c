// LogClient: appends changes to a log and waits for their answers, as a test wants to.
#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <stdexcept>
#include <vector>

#include "chat/log.h"

namespace hearth::store {

class LogClient {
 public:
  struct Answer {
    bool stored = false;
    chat::Committed committed;
    chat::Refusal refusal;
  };

  explicit LogClient(chat::Log& log) : log_(log) {}

  /// Appends; the answer will be number `n` (from 0, in the order of appending).
  std::size_t append(chat::ConversationId conversation, decltype(chat::Change::body) body) {
    std::size_t n = 0;
    {
      std::lock_guard lock(mutex_);
      n = answers_.size();
      answers_.emplace_back();
    }
    log_.append({conversation, std::move(body), [this, n](chat::Outcome<chat::Committed> outcome) {
                   std::lock_guard lock(mutex_);
                   Answer& answer = answers_[n];
                   answer.stored = static_cast<bool>(outcome);
                   if (outcome)
                     answer.committed = *outcome;
                   else
                     answer.refusal = outcome.reason();
                   order_.push_back(n);
                   arrived_.notify_all();
                 }});
    return n;
  }

  std::size_t post(chat::ConversationId conversation, chat::PersonId sender, std::string key,
                   std::string body = "Hello") {
    return append(conversation, chat::NewMessage{std::move(key), sender, std::move(body), {}});
  }

  /// Waits for all answers, and gives them in the order of appending. Not for ever: a lost answer fails the
  /// test.
  const std::vector<Answer>& answers() {
    std::unique_lock lock(mutex_);
    if (!arrived_.wait_for(lock, std::chrono::minutes(1), [&] { return order_.size() >= answers_.size(); }))
      throw std::runtime_error("an answer is missing");
    return answers_;
  }
  Answer one(std::size_t n) { return answers()[n]; }

  /// The numbers of the answers in the order in which they came.
  std::vector<std::size_t> order() {
    std::lock_guard lock(mutex_);
    return order_;
  }

 private:
  chat::Log& log_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::vector<Answer> answers_;
  std::vector<std::size_t> order_;
};

}  // namespace hearth::store
