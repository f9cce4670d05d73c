#include "chat/named_people.h"

namespace hearth::chat {

std::vector<Person> people_named(const Directory& directory, std::span<const Message> messages,
                                 std::span<const Member> members) {
  std::vector<PersonId> ids;
  ids.reserve(messages.size() + members.size());
  for (const Message& message : messages) {
    ids.push_back(message.sender);
    if (message.pinned_by) ids.push_back(*message.pinned_by);
    if (message.mentions)
      ids.insert(ids.end(), message.mentions->people.begin(), message.mentions->people.end());
    if (message.thread) ids.insert(ids.end(), message.thread->people.begin(), message.thread->people.end());
    if (message.forwarded) ids.push_back(message.forwarded->person);
    if (message.reactions)
      for (const Reaction& reaction : *message.reactions)
        ids.insert(ids.end(), reaction.people.begin(), reaction.people.end());
    if (message.notice) ids.insert(ids.end(), message.notice->people.begin(), message.notice->people.end());
  }
  for (const Member& member : members) ids.push_back(member.person);
  return directory.people(std::move(ids));
}

}  // namespace hearth::chat
