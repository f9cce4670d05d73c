#include "chat/thread_desk.h"

#include <algorithm>

namespace hearth::chat {

void ThreadDesk::note(ThreadNews news) {
  noted_.with([&](auto& noted) {
    const auto [place, is_new] = noted.try_emplace(news.summary.conversation, news);
    if (!is_new) merge(place->second.summary, news.summary);
  });
}

std::vector<ThreadNews> ThreadDesk::take() {
  auto noted = noted_.with([](auto& all) { return std::exchange(all, {}); });
  std::vector<ThreadNews> out;
  out.reserve(noted.size());
  for (auto& [thread, news] : noted) out.push_back(std::move(news));
  return out;
}

void merge(ThreadSummary& known, const ThreadSummary& news) {
  known.conversation = news.conversation;
  known.places = std::max(known.places, news.places);
  known.gone = std::max(known.gone, news.gone);
  known.replies = known.places - std::min(known.places, known.gone);
  const bool is_later = news.last_at >= known.last_at;
  known.last_at = std::max(known.last_at, news.last_at);
  std::vector<PersonId> people = is_later ? news.people : known.people;
  for (const PersonId person : is_later ? known.people : news.people)
    if (std::ranges::find(people, person) == people.end()) people.push_back(person);
  if (people.size() > kNamedRepliers) people.resize(kNamedRepliers);
  known.people = std::move(people);
}

}  // namespace hearth::chat
