#include <algorithm>
#include <charconv>

#include "chat/cursor.h"
#include "chat/house.h"
#include "chat/named_people.h"
#include "chat/own_reactions.h"
#include "chat/page_size.h"
#include "chat/permission.h"

namespace hearth::chat {
namespace {

std::optional<MentionMark> mark_from(const std::string& cursor) {
  const auto parts = unwrap_cursor(cursor, 3);
  if (!parts) return {};
  std::uint64_t numbers[3];
  for (std::size_t i = 0; i < 3; ++i) {
    const std::string& text = (*parts)[i];
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), numbers[i]);
    if (error != std::errc{} || end != text.data() + text.size()) return {};
  }
  // Beyond any time that a database can hold.
  constexpr std::uint64_t kLatest = 200'000'000'000'000;
  return MentionMark{Time(Time::duration(std::min(numbers[0], kLatest))), ConversationId{numbers[1]},
                     numbers[2]};
}

std::string cursor_behind(const MentionMark& mark) {
  return wrap_cursor({std::to_string(mark.at.time_since_epoch().count()),
                      std::to_string(mark.conversation.value), std::to_string(mark.seq)});
}

}  // namespace

void list_mentions(House& house, ListMentions ask, Reply<MentionPlaces> reply) {
  const auto me = may_act(house.directory, ask.who);
  if (!me) return reply(Failure{me.reason()});
  std::optional<MentionMark> after;
  if (ask.after && !(after = mark_from(*ask.after)))
    return reply(refuse_field("after", "This is no cursor of this list."));
  const std::uint32_t limit = ask.limit.value_or(30);

  MentionPlaces page;
  const auto marks = house.history.mentions_of(ask.who.person, after, limit);
  if (marks.size() == limit) page.next = cursor_behind(marks.back());
  std::vector<std::pair<ConversationId, Seq>> places;
  for (const MentionMark& mark : marks)
    if (house.directory.standing(mark.conversation, ask.who.person))
      places.emplace_back(mark.conversation, mark.seq);
  auto messages = house.history.messages_at(places);
  std::size_t bytes = 0;
  std::vector<Message> named;
  for (const MentionMark& mark : marks) {
    const auto found = std::ranges::find_if(messages, [&](const auto& one) {
      return one.first == mark.conversation && one.second.seq == mark.seq;
    });
    // What I have written to everybody is no mention of me.
    if (found == messages.end() || found->second.sender == ask.who.person) continue;
    bytes += found->second.body.size();
    if (bytes > kPageBytes && !page.mentions.empty()) {
      const MentionPlace& last = page.mentions.back();
      page.next = cursor_behind({last.message.at, last.conversation, last.message.seq});
      break;
    }
    add_own_reactions(house, mark.conversation, ask.who.person, std::span(&found->second, 1));
    named.push_back(found->second);
    page.mentions.push_back({mark.conversation, std::move(found->second)});
  }
  page.people = people_named(house.directory, named, {});
  reply(std::move(page));
}

}  // namespace hearth::chat
