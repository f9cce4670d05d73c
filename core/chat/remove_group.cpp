// The job that removes a group. Every step may be done twice: what is gone is gone.
#include <charconv>
#include <thread>

#include "chat/group_deletion.h"
#include "chat/settings_change.h"

namespace hearth::chat {
namespace {

using Steady = std::chrono::steady_clock;

/// Rows that one transaction removes: it holds their locks, and the disk, for some milliseconds.
constexpr std::uint32_t kAtOnce = 250;
/// How often the one who asked hears of it, and the checkpoint is stored.
constexpr std::chrono::milliseconds kTold{500}, kSaved{1000};
/// Between two transactions the others have the database for so many times as long as the last one took.
constexpr int kRest = 2;
constexpr std::chrono::milliseconds kLongestRest{250};

ConversationId group_of(const Job& job) {
  std::uint64_t id = 0;
  std::from_chars(job.payload.data(), job.payload.data() + job.payload.size(), id);
  if (id == 0) throw JobGivenUp("the payload names no conversation");
  return ConversationId(id);
}

/// False when the deletion was taken back.
bool begin_removal(House& house, ConversationId id, const StoredDeletion& stored) {
  const auto turn = house.group_turns.take(id);
  auto group = house.directory.settings(id);
  if (!group || group->deletion == Deletion::kRemoving) return group.has_value();
  if (!group->deletion) return false;
  group->by = stored.by;
  group->deletion = Deletion::kRemoving;
  group->removal_at = stored.removal_at;
  const auto begun = change_settings_now(house, id, *group);
  if (!begun) throw std::runtime_error("the removal cannot begin: " + begun.reason().message);
  return true;
}

/// Calls `some` until it removes nothing more, with a rest after each.
template <class Some, class Told>
void remove_gently(const Some& some, const Told& told) {
  for (;;) {
    const auto began = Steady::now();
    const std::uint64_t rows = some();
    if (rows == 0) return;
    told(rows);
    std::this_thread::sleep_for(std::min<Steady::duration>((Steady::now() - began) * kRest, kLongestRest));
  }
}

/// What the group is and its threads, which go with it.
using Parts = std::vector<ConversationId>;

void remove_contents(House& house, ConversationId group, const Parts& parts, JobContext& job) {
  std::uint64_t left = 0;
  for (const ConversationId part : parts) left += house.groups.contents(part).rows;
  std::uint64_t total = 0;
  const std::string& before = job.job().checkpoint;
  std::from_chars(before.data(), before.data() + before.size(), total);
  total = std::max(total, left);
  std::uint64_t done = total - left;
  Steady::time_point saved{}, told{};
  const auto go_on = [&](std::uint64_t rows) {
    done = std::min(done + rows, total);
    const auto at = Steady::now();
    if (at - told >= kTold) {
      told = at;
      if (job.job().owner)
        house.outlet.tell(Audience::person(*job.job().owner), DeletionProgressed{group, done, total});
    }
    if (at - saved < kSaved) return;
    saved = at;
    job.progress(done, total);
    job.save(std::to_string(total) + " " + std::to_string(done));
  };
  go_on(0);
  for (const ConversationId part : parts) {
    const auto removal = house.groups.remove_contents(part);
    remove_gently([&] { return removal->some(kAtOnce); }, go_on);
  }
}

/// Everybody who was in it hears that it is gone, once nobody can see it any more.
void bury(House& house, ConversationId group, const Parts& parts, const StoredDeletion& stored) {
  const auto turn = house.group_turns.take(group);
  house.groups.mark_gone(group, now());
  const auto by = house.directory.people({stored.by});
  const ConversationDeleted event{group, stored.name, by.empty() ? Person{} : by.front()};
  const auto people = house.directory.remove(group);
  for (const ConversationId part : parts) house.directory.remove(part);
  house.outlet.tell(Audience::conversation(group), event);
  for (const PersonId person : people) house.outlet.part(person, parts);
  house.hooks.conversation_deleted.tell(house.hooks.aside, event);
}

void remove_rest(House& house, ConversationId part) {
  const auto removal = house.groups.remove_rest(part);
  remove_gently([&] { return removal->some(kAtOnce); }, [](std::uint64_t) {});
}

}  // namespace

void remove_group(House& house, JobContext& job) {
  const ConversationId group = group_of(job.job());
  const auto stored = house.groups.deletion(group);
  if (!stored) return;
  if (!stored->gone) {
    if (!begin_removal(house, group, *stored)) return;
    // Closed as it is, it gets no more threads.
    Parts parts = house.directory.threads_in(group);
    parts.push_back(group);
    remove_contents(house, group, parts, job);
    bury(house, group, parts, *stored);
  }
  // The group itself last: by it the others are found.
  for (const ConversationId thread : house.groups.threads_of(group)) remove_rest(house, thread);
  remove_rest(house, group);
}

}  // namespace hearth::chat
