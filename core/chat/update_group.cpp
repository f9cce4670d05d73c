// Name, description and visibility. Each that is new is a change of its own: one rev, one event, one notice.
#include <array>
#include <memory>

#include "chat/permission.h"
#include "chat/settings_change.h"
#include "chat/sidebar.h"

namespace hearth::chat {
namespace {

Outcome<Standing> may_update(const House& house, const UpdateGroup& ask) {
  auto standing = may(house.directory, ask.who, Action::kDescribe, ask.conversation);
  if (standing && ask.name) standing = may(house.directory, ask.who, Action::kRename, ask.conversation);
  if (standing && ask.visibility)
    standing = may(house.directory, ask.who, Action::kSetVisibility, ask.conversation);
  return standing;
}

bool renames(const UpdateGroup& ask, SettingsChange& group) {
  if (!ask.name || *ask.name == group.name) return false;
  group.name = *ask.name;
  group.notice = Notice{NoticeKind::kRenamed, {}, ask.name, {}};
  return true;
}

bool describes(const UpdateGroup& ask, SettingsChange& group) {
  if (!ask.description || *ask.description == group.description.value_or("")) return false;
  group.description.reset();
  if (!ask.description->empty()) group.description = ask.description;
  group.notice = Notice{NoticeKind::kDescribed, {}, {}, {}};
  return true;
}

bool opens_or_closes(const UpdateGroup& ask, SettingsChange& group) {
  if (!ask.visibility || *ask.visibility == group.visibility) return false;
  group.visibility = *ask.visibility;
  const bool is_public = group.visibility == Visibility::kPublic;
  group.notice = Notice{is_public ? NoticeKind::kMadePublic : NoticeKind::kMadePrivate, {}, {}, {}};
  return true;
}

/// An update on its way: one change after the other.
struct Update {
  House& house;
  UpdateGroup ask;
  GroupTurns::Turn turn;
  Reply<Line> reply;
  std::size_t next = 0;
  std::optional<Message> notice;  // of the latest change
};

void go_on(const std::shared_ptr<Update>& update) {
  constexpr std::array kSteps{renames, describes, opens_or_closes};
  House& house = update->house;
  const UpdateGroup& ask = update->ask;
  while (update->next < kSteps.size()) {
    auto group = house.directory.settings(ask.conversation);
    if (!group) return update->reply(not_found("conversation"));
    if (!kSteps[update->next++](ask, *group)) continue;
    group->by = ask.who.person;
    group->settings = true;
    return change_settings(house, ask.conversation, std::move(*group), [update](auto outcome) {
      if (!outcome) return update->reply(Failure{std::move(outcome.reason())});
      update->notice = std::move(*outcome);
      go_on(update);
    });
  }
  // After a change this is the writer's thread, where nothing may be asked of the database.
  auto line = update->notice ? house.directory.line(ask.conversation, ask.who.person)
                             : full_line(house, ask.conversation, ask.who.person);
  if (!line) return update->reply(not_found("conversation"));
  if (update->notice) line->last_message = std::move(update->notice);
  update->reply(std::move(*line));
}

}  // namespace

void update_group(House& house, UpdateGroup ask, Reply<Line> reply) {
  if (const auto standing = may_update(house, ask); !standing) return reply(Failure{standing.reason()});
  SettingsDraft draft{ask.who, ask.conversation, ask.name, ask.description, ask.visibility};
  if (auto refusal = house.hooks.group_changing.ask(draft)) return reply(Failure{std::move(*refusal)});
  auto turn = house.group_turns.take(ask.conversation);
  const auto standing = may_update(house, ask);
  if (!standing) return reply(Failure{standing.reason()});
  if (ask.rev && *ask.rev != standing->settings_rev)
    return reply(refuse(RefusalCode::kConflict, "The group has been changed meanwhile."));
  go_on(std::make_shared<Update>(Update{house, std::move(ask), std::move(turn), std::move(reply), 0, {}}));
}

}  // namespace hearth::chat
