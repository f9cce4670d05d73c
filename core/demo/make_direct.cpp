#include <algorithm>
#include <array>
#include <set>

#include "demo/story.h"

namespace hearth::demo {
namespace {

using namespace chat;

constexpr std::uint64_t kPairsStream = 1, kStream = 100'000, kNotesStream = 200'000;

/// Those who work together most, whatever the seed.
constexpr std::array<std::array<std::string_view, 2>, 22> kClose{{
    {"ana", "ben"},      {"ana", "greta"},     {"ben", "greta"},   {"ana", "ines"},     {"ana", "oluchi"},
    {"ana", "siobhan"},  {"ana", "dagny"},     {"ana", "noor"},    {"ana", "salma"},    {"ana", "haruka"},
    {"ben", "piotr"},    {"ben", "tomasz"},    {"ben", "hamish"},  {"ben", "zhiwei"},   {"ben", "kwame"},
    {"greta", "jonas"},  {"greta", "heike"},   {"greta", "murat"}, {"greta", "svenja"}, {"greta", "marisol"},
    {"tomasz", "rohan"}, {"oluchi", "zanele"},
}};

bool same_site(const CastMember& a, const CastMember& b) {
  const auto site = [](const CastMember& m) { return m.tags.substr(1, m.tags.find(' ', 1) - 1); };
  return site(a) == site(b);
}

/// What two people speak with each other.
std::string_view language_of(const CastMember& a, const CastMember& b) {
  return a.language == b.language ? a.language : "en";
}

ImportedConversation finish(ConversationLog& log, const std::vector<Seq>& ends, const Story& story,
                            Dice& dice) {
  add_receipts(log, ends, story.readings(), story.script().until, dice);
  return std::move(log.made());
}

}  // namespace

std::vector<Pair> choose_pairs(std::uint64_t seed, std::size_t messages) {
  Dice dice(seed, kPairsStream);
  std::set<std::pair<std::size_t, std::size_t>> taken;
  std::vector<Pair> pairs;
  const auto add = [&](std::size_t a, std::size_t b) {
    if (a != b && taken.insert(std::minmax(a, b)).second) pairs.push_back({a, b, 0});
  };
  for (const auto& [a, b] : kClose) add(cast_place(a), cast_place(b));
  std::vector<std::uint32_t> weights;
  for (const CastMember& member : cast()) weights.push_back(member.talks);
  while (pairs.size() < kDirects) {
    const std::size_t a = dice.weighted(weights), b = dice.weighted(weights);
    if (same_site(cast()[a], cast()[b]) || dice.percent(22)) add(a, b);
  }
  // A few talk a lot, most a little.
  std::vector<std::uint64_t> shares;
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const std::uint64_t roll = dice.between(10, 100);
    shares.push_back(roll * roll * (i < kClose.size() ? 2 : 1));
    sum += shares.back();
  }
  std::size_t given = 0;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    pairs[i].messages = std::max<std::size_t>(1, messages * shares[i] / sum);
    given += pairs[i].messages;
  }
  pairs.front().messages += messages - given;
  return pairs;
}

ImportedConversation make_direct(const Story& story, const Pair& pair) {
  const CastMember& one = cast()[pair.one];
  const CastMember& other = cast()[pair.other];
  Dice dice(story.script().seed, kStream + pair.one * cast().size() + pair.other);
  const Calendar calendar = story.calendar_of(pair.one);
  const Phrases& book = story.book(language_of(one, other));
  const auto talks = Story::choose_talks(book, "plot_direct", pair.messages, dice);
  const Moment known = std::max(one.joined, other.joined) + kLastMoment / 500;
  const Moment first = known + static_cast<Moment>(dice.below((kLastMoment - known) / 3));
  const auto moments = Story::choose_moments(talks.size(), first, dice.percent(60) ? 1 : 0, dice);

  ConversationLog log;
  const std::array people{story.script().people[pair.one], story.script().people[pair.other]};
  log.found_direct(people, calendar.at(moments.front()));
  const std::vector<Player> players{story.player(pair.one), story.player(pair.other)};
  std::vector<Seq> ends;
  Talk talk(book, dice, log, story.script().until);
  for (std::size_t i = 0; i < talks.size(); ++i) {
    talk.play(talks[i], players, calendar.at(moments[i]));
    ends.push_back(log.seq());
  }
  return finish(log, ends, story, dice);
}

ImportedConversation make_notes(const Story& story, std::size_t place, std::size_t messages) {
  const CastMember& owner = cast()[place];
  Dice dice(story.script().seed, kNotesStream + place);
  const Calendar calendar = story.calendar_of(place);
  const Phrases& book = story.book(owner.language);
  const auto talks = Story::choose_talks(book, "plot_notes", messages, dice);
  const auto moments = Story::choose_moments(talks.size(), owner.joined + kLastMoment / 300, 0, dice);

  ConversationLog log;
  const std::array people{story.script().people[place]};
  log.found_direct(people, calendar.at(moments.front()));
  std::vector<Seq> ends;
  Talk talk(book, dice, log, story.script().until);
  for (std::size_t i = 0; i < talks.size(); ++i) {
    talk.play(talks[i], {story.player(place)}, calendar.at(moments[i]));
    ends.push_back(log.seq());
  }
  ImportedConversation made = finish(log, ends, story, dice);
  // What one wrote oneself, one has read.
  made.members.front().read_seq = made.members.front().delivered_seq = made.messages.size();
  return made;
}

}  // namespace hearth::demo
