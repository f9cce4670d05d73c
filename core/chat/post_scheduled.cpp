#include "chat/post_scheduled.h"

#include <charconv>
#include <future>

#include "chat/personal_change.h"

namespace hearth::chat {
namespace {

/// A commit takes milliseconds; who waits longer tries again later, with the same key.
constexpr std::chrono::seconds kPatience{30};
/// With the back-off of jobs about an hour: who has waited for longer wants to know.
constexpr std::uint32_t kAttempts = 10;

bool may_pass(RefusalCode code) {
  return code == RefusalCode::kUnavailable || code == RefusalCode::kInternal || code == RefusalCode::kTooMany;
}

Outcome<Posted> post_and_wait(House& house, PersonId person, const TakenScheduled& taken) {
  const auto promise = std::make_shared<std::promise<Outcome<Posted>>>();
  auto answer = promise->get_future();
  PostMessage post;
  post.who.person = person;
  post.conversation = taken.message.conversation;
  post.key = taken.key;
  post.body = taken.message.body;
  post.reply_to = taken.message.reply_to;
  post_message(house, std::move(post),
               [promise](Outcome<Posted> outcome) { promise->set_value(std::move(outcome)); });
  if (answer.wait_for(kPatience) != std::future_status::ready)
    throw std::runtime_error("the commit of a scheduled message takes too long");
  return answer.get();
}

/// In words for the person who scheduled it.
Refusal in_words(Refusal refusal) {
  if (refusal.code == RefusalCode::kNotFound)
    refusal.message = "You are no longer in this conversation.";
  else if (refusal.code == RefusalCode::kNotSignedIn)
    refusal.message = "You may not use this server any more.";
  return refusal;
}

}  // namespace

std::string scheduled_payload(std::uint64_t id, std::uint32_t turn) {
  return "[" + std::to_string(id) + "," + std::to_string(turn) + "]";
}

void post_scheduled(House& house, JobContext& job) {
  const std::string& payload = job.job().payload;
  const char* const end = payload.data() + payload.size();
  std::uint64_t id = 0;
  std::uint32_t turn = 0;
  const auto comma = payload.empty() ? std::from_chars_result{end, std::errc::invalid_argument}
                                     : std::from_chars(payload.data() + 1, end, id);
  if (comma.ec != std::errc{} || comma.ptr == end ||
      std::from_chars(comma.ptr + 1, end, turn).ec != std::errc{} || !job.job().owner)
    throw JobGivenUp("not the payload of a scheduled message: " + payload);
  const PersonId person = *job.job().owner;

  const auto taken = house.personal.take_scheduled(person, id, turn);
  if (!taken) return;  // changed, cancelled or done meanwhile
  auto posted = post_and_wait(house, person, *taken);
  if (!posted && may_pass(posted.reason().code) && job.job().attempts < kAttempts)
    throw std::runtime_error(posted.reason().message);
  const Outcome<Seq> outcome =
      posted ? Outcome<Seq>(posted->seq) : Outcome<Seq>(Failure{in_words(std::move(posted.reason()))});
  tell_personal(house, person, house.personal.end_scheduled(person, id, outcome));
}

}  // namespace hearth::chat
