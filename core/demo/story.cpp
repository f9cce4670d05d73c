#include "demo/story.h"

#include <algorithm>
#include <stdexcept>

#include "demo/phrase_books.h"

namespace hearth::demo {
namespace {

constexpr std::string_view kShared = "shared";

std::string_view text_of(std::string_view book) {
  for (const PhraseBookText& text : phrase_book_texts())
    if (text.name == book) return text.text;
  throw std::invalid_argument("there is no phrase book " + std::string(book));
}

}  // namespace

Story::Story(Script script) : script_(std::move(script)), shared_(text_of(kShared)) {
  if (script_.people.size() != cast().size())
    throw std::invalid_argument("the demonstration needs an id for everybody");
  for (const PhraseBookText& text : phrase_book_texts())
    if (text.name != kShared) books_.emplace(text.name, std::make_unique<Phrases>(text.text, &shared_));
}

const Phrases& Story::book(std::string_view language) const {
  const auto found = books_.find(language);
  if (found == books_.end()) throw std::invalid_argument("there is no phrase book " + std::string(language));
  return *found->second;
}

Calendar Story::calendar_of(std::size_t place) const {
  return Calendar(script_.until, std::chrono::minutes(cast()[place].utc_offset));
}

Player Story::player(std::size_t place) const {
  const CastMember& member = cast()[place];
  return {script_.people[place],
          {std::string(member.user_name), std::string(member.first_name)},
          member.talks,
          true};
}

std::size_t Story::place_of(chat::PersonId person) const {
  const auto found = std::ranges::find(script_.people, person);
  return static_cast<std::size_t>(found - script_.people.begin());
}

std::vector<std::vector<Beat>> Story::choose_talks(const Phrases& book, std::string_view plots,
                                                   std::size_t messages, Dice& dice) {
  std::vector<std::vector<Beat>> talks;
  Scene scene;
  for (std::size_t said = 0; said < messages;) {
    auto& talk = talks.emplace_back(book.choose_plot(plots, dice, scene));
    if (talk.size() > messages - said) talk.resize(messages - said);
    said += talk.size();
  }
  // The one that was cut is not to be the first thing anybody sees.
  if (talks.size() > 1) std::swap(talks.back(), talks[talks.size() / 2]);
  return talks;
}

std::vector<Moment> Story::choose_moments(std::size_t n, Moment first, std::size_t recent, Dice& dice) {
  constexpr Moment kRecent = kLastMoment / 1000 * 4;  // some two working days
  const std::uint64_t span = kLastMoment - first;
  std::vector<Moment> moments;
  while (moments.size() < n) {
    std::uint64_t at = dice.below(span);
    if (dice.percent(55)) at = std::max(at, dice.below(span));
    if (moments.size() < recent && span > kRecent) at = span - 1 - dice.below(kRecent);
    moments.push_back(static_cast<Moment>(first + at));
  }
  std::ranges::sort(moments);
  return moments;
}

std::vector<Reading> Story::readings() const {
  std::vector<Reading> readings;
  for (std::size_t i = 0; i < cast().size(); ++i) {
    // On holiday, whatever the seed.
    const std::string_view name = cast()[i].user_name;
    readings.push_back({script_.people[i], name == "eero" || name == "andoni" || name == "rosa"});
  }
  return readings;
}

}  // namespace hearth::demo
