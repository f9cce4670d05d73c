#include "chat/mentioning.h"

#include <algorithm>

#include "chat/mentions.h"
#include "chat/permission.h"

namespace hearth::chat {
namespace {

/// Where more are present, @here is @all: a message must not carry a thousand names.
constexpr std::size_t kMostPresent = 200;

/// The member who is meant; a name may be followed by the full stop of a sentence, or end with one.
std::optional<PersonId> member_named(const House& house, ConversationId in, std::string_view name) {
  for (; !name.empty(); name = without_tail(name)) {
    const auto person = house.directory.person_named(name);
    if (person && house.directory.is_active(*person) && house.directory.standing(in, *person)) return person;
  }
  return {};
}

bool says(const std::vector<std::string>& names, std::string_view word) {
  return std::ranges::any_of(names, [&](std::string_view name) {
    while (name.size() > word.size() && !without_tail(name).empty()) name = without_tail(name);
    return name == word;
  });
}

std::vector<PersonId> named(const House& house, ConversationId in, const std::vector<std::string>& names) {
  std::vector<PersonId> people;
  for (const std::string& name : names)
    if (const auto person = member_named(house, in, name)) people.push_back(*person);
  return people;
}

std::vector<PersonId> present_in(const House& house, ConversationId conversation) {
  std::vector<PersonId> people;
  for (const PresenceState& one : house.presence.states_of(house.directory.members_of(conversation)))
    if (one.state == Presence::kOnline || one.state == Presence::kAway) people.push_back(one.person);
  return people;
}

}  // namespace

std::shared_ptr<const Mentions> mentions_in(const House& house, const Caller& who,
                                            ConversationId conversation, const Standing& standing,
                                            std::string_view body, const Message* before) {
  const auto names = find_mentions(body);
  if (names.empty()) return nullptr;
  const ConversationId home = standing.parent ? *standing.parent : conversation;
  Mentions mentions;
  mentions.people = named(house, home, names);
  const bool says_all = says(names, "all"), says_here = says(names, "here");
  if (says_all || says_here) {
    const Mentions was = before != nullptr && before->mentions ? *before->mentions : Mentions{};
    const bool may_now =
        may_address_all(standing, house.directory.members_of(home).size(), house.rules.everybody_up_to);
    mentions.all = says_all && (may_now || was.all);
    mentions.here = says_here && (may_now || was.here);
    if (mentions.here && was.here) {
      const auto were_named = named(house, home, find_mentions(before->body));
      for (const PersonId person : was.people)
        if (std::ranges::find(were_named, person) == were_named.end()) mentions.people.push_back(person);
      mentions.all = mentions.all || was.all;
    } else if (mentions.here) {
      auto present = present_in(house, conversation);
      std::erase(present, who.person);
      if (present.size() > kMostPresent)
        mentions.all = true;
      else
        mentions.people.insert(mentions.people.end(), present.begin(), present.end());
    }
  }
  std::ranges::sort(mentions.people);
  mentions.people.erase(std::unique(mentions.people.begin(), mentions.people.end()), mentions.people.end());
  if (mentions == Mentions{}) return nullptr;
  return std::make_shared<const Mentions>(std::move(mentions));
}

}  // namespace hearth::chat
