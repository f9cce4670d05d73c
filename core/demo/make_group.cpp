#include <algorithm>
#include <cstdlib>
#include <set>

#include "demo/story.h"

namespace hearth::demo {
namespace {

using namespace chat;

constexpr std::uint64_t kStream = 1'000;
constexpr std::size_t kAdmin = static_cast<std::size_t>(-1);

struct Happening {
  enum class What : std::uint8_t { kComes, kLeaves, kIsRemoved, kRenamed, kTalk } what = What::kTalk;
  Moment at = 0;
  std::size_t number = 0;  // the place of whom it happens to, or which talk
};

bool has_any(const CastMember& member, std::string_view tags) {
  while (!tags.empty()) {
    const auto end = tags.find(' ');
    if (member.has(tags.substr(0, end))) return true;
    tags.remove_prefix(end == std::string_view::npos ? tags.size() : end + 1);
  }
  return false;
}

bool names(std::string_view list, std::string_view name) {
  return (" " + std::string(list) + " ").find(" " + std::string(name) + " ") != std::string::npos;
}

bool belongs(const GroupScript& group, const CastMember& member) {
  if (member.user_name == group.owner || names(group.also, member.user_name)) return true;
  return group.tags.empty() ? member.role != OrganisationRole::kGuest : has_any(member, group.tags);
}

class GroupMaker {
 public:
  GroupMaker(const Story& story, std::size_t number)
      : story_(story),
        group_(groups()[number]),
        dice_(story.script().seed, kStream + number),
        owner_(cast_place(group_.owner)),
        calendar_(story.calendar_of(owner_)),
        book_(story.book(group_.language)),
        talk_(book_, dice_, log_, story.script().until) {
    log_.made().visibility = group_.visibility;
    log_.made().description = group_.description;
    log_.made().key = "demo group " + std::to_string(number);
  }

  ImportedConversation make() {
    plan();
    for (const Happening& happening : happenings_) happen(happening);
    add_receipts(log_, ends_, story_.readings(), story_.script().until, dice_);
    return std::move(log_.made());
  }

 private:
  PersonId id(std::size_t place) const {
    return place == kAdmin ? *story_.script().admin : story_.script().people[place];
  }

  void plan() {
    std::vector<std::size_t> founders{owner_};
    for (std::size_t i = 0; i < cast().size(); ++i) {
      if (i == owner_ || !belongs(group_, cast()[i])) continue;
      if (cast()[i].joined <= group_.founded)
        founders.push_back(i);
      else
        happenings_.push_back({Happening::What::kComes, cast()[i].joined + kLastMoment / 700, i});
    }
    found(founders);
    plan_departures(founders);
    if (!group_.old_name.empty())
      happenings_.push_back(
          {Happening::What::kRenamed, group_.founded + (kLastMoment - group_.founded) / 3, 0});
    if (group_.admin_joins && story_.script().admin)
      happenings_.push_back({Happening::What::kComes, kLastMoment / 1000 * 985, kAdmin});
    talks_ = Story::choose_talks(book_, group_.plots, group_.messages - 1 - happenings_.size(), dice_);
    happenings_.reserve(happenings_.size() + talks_.size());
    const auto moments = Story::choose_moments(talks_.size(), group_.founded, 3, dice_);
    for (std::size_t i = 0; i < talks_.size(); ++i)
      happenings_.push_back({Happening::What::kTalk, moments[i], i});
    std::ranges::stable_sort(happenings_, {}, &Happening::at);
  }

  void found(const std::vector<std::size_t>& founders) {
    std::vector<PersonId> people;
    people.reserve(founders.size());
    for (const std::size_t place : founders) people.push_back(id(place));
    log_.found_group(people, std::string(group_.old_name.empty() ? group_.name : group_.old_name),
                     calendar_.at(group_.founded));
    if (people.size() > 1) log_.give_role(people[1], GroupRole::kAdmin);
    if (people.size() > 4) log_.give_role(people[2], GroupRole::kModerator);
  }

  /// In large groups of choice some lose interest, and one is taken out again.
  void plan_departures(std::vector<std::size_t> founders) {
    if (founders.size() < 10 || group_.tags.empty() != (group_.plots == "plot_trails")) return;
    founders.erase(founders.begin(), founders.begin() + 3);
    dice_.shuffle(founders);
    const Moment span = kLastMoment - group_.founded;
    happenings_.push_back({Happening::What::kLeaves, group_.founded + span / 2, founders[0]});
    happenings_.push_back({Happening::What::kLeaves, group_.founded + span / 5 * 4, founders[1]});
    happenings_.push_back({Happening::What::kIsRemoved, group_.founded + span / 3 * 2, founders[2]});
  }

  void happen(const Happening& happening) {
    using What = Happening::What;
    const Time at = std::min(std::max(calendar_.at(happening.at), log_.last_at() + std::chrono::seconds(20)),
                             story_.script().until - std::chrono::seconds(1));
    const PersonId owner = id(owner_);
    switch (happening.what) {
      case What::kComes: {
        const bool on_their_own =
            happening.number != kAdmin && group_.visibility == Visibility::kPublic && dice_.percent(40);
        log_.add(id(happening.number), on_their_own ? id(happening.number) : owner, at);
        break;
      }
      case What::kLeaves:
        log_.take_out(id(happening.number), id(happening.number), at);
        break;
      case What::kIsRemoved:
        log_.take_out(id(happening.number), owner, at);
        break;
      case What::kRenamed:
        log_.rename(std::string(group_.name), owner, at);
        break;
      case What::kTalk:
        talk_.play(talks_[happening.number], players(), at);
        ends_.push_back(log_.seq());
        break;
    }
  }

  std::vector<Player> players() const {
    std::vector<Player> players;
    for (const PersonId person : log_.present()) {
      const std::size_t place = story_.place_of(person);
      if (place == cast().size()) continue;  // the admin listens
      Player& player = players.emplace_back(story_.player(place));
      // Who lives far away sleeps while most of this is said.
      if (std::abs(cast()[place].utc_offset - cast()[owner_].utc_offset) > 180)
        player.talks = std::max(1U, player.talks / 3);
      player.may_begin = group_.speakers.empty() || cast()[place].has(group_.speakers);
    }
    return players;
  }

  const Story& story_;
  const GroupScript& group_;
  Dice dice_;
  const std::size_t owner_;
  const Calendar calendar_;
  const Phrases& book_;
  ConversationLog log_;
  Talk talk_;
  std::vector<Happening> happenings_;
  std::vector<std::vector<Beat>> talks_;
  std::vector<Seq> ends_;
};

}  // namespace

ImportedConversation make_group(const Story& story, std::size_t i) {
  return GroupMaker(story, i).make();
}

}  // namespace hearth::demo
