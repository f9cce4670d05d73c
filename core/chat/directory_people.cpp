// Who is who, and finding people by their names.
#include <algorithm>
#include <mutex>
#include <tuple>

#include "base/text.h"
#include "chat/directory.h"
#include "chat/name_match.h"

namespace hearth::chat {
namespace {

/// " ana maria ana.m": a word begins after each space, so a prefix search is one substring search.
std::string folded_words(const Person& person) {
  std::string words = " " + fold(person.name) + " " + fold(person.user_name);
  for (char& c : words)
    if (c == '-' || c == '.' || c == '_' || c == '\'') c = ' ';
  return words + " " + fold(person.user_name);
}

}  // namespace

void Directory::put_locked(const Person& person) {
  PersonEntry& entry = people_[person.id];
  entry.person = person;
  entry.folded = folded_words(person);
  by_name_[person.user_name] = person.id;
}

void Directory::put(const Person& person) {
  const std::unique_lock lock(people_mutex_);
  put_locked(person);
}

std::optional<Person> Directory::person(PersonId id) const {
  const std::shared_lock lock(people_mutex_);
  const auto found = people_.find(id);
  if (found == people_.end()) return {};
  return found->second.person;
}

std::vector<Person> Directory::people(std::vector<PersonId> ids) const {
  std::vector<Person> out;
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  out.reserve(ids.size());
  const std::shared_lock lock(people_mutex_);
  for (const PersonId id : ids)
    if (const auto found = people_.find(id); found != people_.end()) out.push_back(found->second.person);
  return out;
}

bool Directory::is_active(PersonId id) const {
  const std::shared_lock lock(people_mutex_);
  const auto found = people_.find(id);
  return found != people_.end() && !found->second.person.blocked;
}

std::vector<Person> Directory::find(std::string_view text, const std::pair<std::string, PersonId>& after,
                                    std::size_t limit) const {
  const std::string whole = " " + fold(text);
  const auto typed = name_words(whole);
  using Named = std::pair<std::string, const Person*>;
  const auto before = [](const Named& a, const Named& b) {
    return std::tie(a.first, a.second->id) < std::tie(b.first, b.second->id);
  };
  std::vector<Named> hits;
  const std::shared_lock lock(people_mutex_);
  for (const auto& [id, entry] : people_) {
    if (entry.person.blocked) continue;
    // As it stands, for names with signs in them; or word by word, in any order.
    const bool called =
        entry.folded.find(whole) != std::string::npos ||
        (!typed.empty() && std::ranges::all_of(typed, [&words = entry.folded](const std::string& word) {
          return words.find(" " + word) != std::string::npos;
        }));
    if (!called) continue;
    std::string name = fold(entry.person.name);
    if (after.second && std::tie(name, id) <= std::tie(after.first, after.second)) continue;
    hits.emplace_back(std::move(name), &entry.person);
  }
  const auto end = hits.begin() + static_cast<std::ptrdiff_t>(std::min(limit, hits.size()));
  std::partial_sort(hits.begin(), end, hits.end(), before);
  std::vector<Person> out;
  for (auto hit = hits.begin(); hit != end; ++hit) out.push_back(*hit->second);
  return out;
}

std::vector<Person> Directory::find_like(std::string_view text, std::size_t limit) const {
  const auto typed = name_words(fold(text));
  std::vector<Person> out;
  if (typed.empty()) return out;
  std::vector<std::pair<std::size_t, const Person*>> near;
  const std::shared_lock lock(people_mutex_);
  for (const auto& [id, entry] : people_) {
    if (entry.person.blocked) continue;
    const auto far = slips(typed, name_words(entry.folded));
    if (far && *far > 0) near.emplace_back(*far, &entry.person);
  }
  const auto end = near.begin() + static_cast<std::ptrdiff_t>(std::min(limit, near.size()));
  std::partial_sort(near.begin(), end, near.end(), [](const auto& a, const auto& b) {
    return std::tie(a.first, a.second->name, a.second->id) < std::tie(b.first, b.second->name, b.second->id);
  });
  for (auto one = near.begin(); one != end; ++one) out.push_back(*one->second);
  return out;
}

std::optional<PersonId> Directory::person_named(std::string_view user_name) const {
  const std::shared_lock lock(people_mutex_);
  const auto found = by_name_.find(std::string(user_name));
  if (found == by_name_.end()) return {};
  return found->second;
}

std::optional<Time> Directory::last_seen(PersonId id) const {
  const std::shared_lock lock(people_mutex_);
  const auto found = people_.find(id);
  if (found == people_.end()) return {};
  return found->second.last_seen;
}

void Directory::set_last_seen(PersonId id, Time at) {
  const std::unique_lock lock(people_mutex_);
  if (const auto found = people_.find(id); found != people_.end()) found->second.last_seen = at;
}

std::size_t Directory::people_count() const {
  const std::shared_lock lock(people_mutex_);
  return people_.size();
}

}  // namespace hearth::chat
