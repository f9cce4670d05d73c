#include "demo/organisation.h"

#include <stdexcept>

#include "demo/cast.h"
#include "demo/groups.h"
#include "demo/story.h"

namespace hearth::demo {
namespace {

constexpr std::size_t kMessagesOfNotes = 36;  // of each who writes any

std::size_t messages_of_groups() {
  std::size_t sum = 0;
  for (const GroupScript& group : groups()) sum += group.messages;
  return sum;
}

}  // namespace

struct Organisation::Inside {
  explicit Inside(Script script)
      : story(std::move(script)),
        pairs(choose_pairs(story.script().seed,
                           kMessages - messages_of_groups() - kNotes * kMessagesOfNotes)) {}

  const Story story;
  const std::vector<Pair> pairs;
};

Organisation::Organisation(Script script) : inside_(std::make_unique<Inside>(std::move(script))) {}

Organisation::~Organisation() = default;

std::size_t Organisation::size() const {
  return groups().size() + kDirects + kNotes;
}

chat::ImportedConversation Organisation::conversation(std::size_t i) const {
  if (i < groups().size()) return make_group(inside_->story, i);
  i -= groups().size();
  if (i < kDirects) return make_direct(inside_->story, inside_->pairs[i]);
  i -= kDirects;
  if (i >= kNotes) throw std::out_of_range("there is no such conversation");
  // Every second one of those who were there early, beginning with the first.
  return make_notes(inside_->story, i * 2, kMessagesOfNotes);
}

std::vector<chat::Account> demo_accounts(Time until) {
  const Calendar calendar(until, std::chrono::minutes(0));
  std::vector<chat::Account> accounts;
  for (const CastMember& member : cast()) {
    chat::Account& account = accounts.emplace_back();
    account.person.user_name = member.user_name;
    account.person.name = member.name;
    account.person.role = member.role;
    account.email = std::string(member.user_name) + "@ambermill.example";
    // Their accounts are a few days older than the first that is heard of them.
    account.created_at = calendar.at(member.joined) - std::chrono::days(3);
  }
  return accounts;
}

}  // namespace hearth::demo
