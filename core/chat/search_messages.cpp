// Search: the index says which messages have the words, the messages themselves whether they stand as asked.
// Only what the asker may see at this moment is looked at, whatever they were a member of once.
#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "chat/cursor.h"
#include "chat/house.h"
#include "chat/permission.h"
#include "chat/search_match.h"

namespace hearth::chat {
namespace {

constexpr std::uint32_t kAtOnce = 100;      // places asked of the index
constexpr int kMostRounds = 20;             // then the page ends, and the next one goes on
constexpr std::size_t kRanked = 200;        // the latest, of which the best are given
constexpr std::size_t kExcerptWidth = 220;  // code points
constexpr std::size_t kPeopleOfAName = 50;
constexpr std::size_t kMostPlaces = 100;  // that `in:` can stand for

/// "+05:30" -> 330; none for what is no offset.
std::optional<int> minutes_east(const std::string& zone) {
  const auto at = parse_rfc3339("2000-01-01T12:00:00" + zone);
  if (!at) return {};
  const auto noon = *parse_rfc3339("2000-01-01T12:00:00Z");
  return static_cast<int>(std::chrono::duration_cast<std::chrono::minutes>(noon - *at).count());
}

/// True where a word of the name begins like this, "@" before it aside.
bool is_called(const std::string& name, std::string_view wanted) {
  return (" " + fold(name)).find(" " + fold(wanted)) != std::string::npos;
}

class Search {
 public:
  Search(House& house, const SearchMessages& ask) : house_(house), ask_(ask) {}

  Outcome<Hits> run() {
    if (auto refusal = read_cursor()) return std::move(*refusal);
    if (auto refusal = understand()) return std::move(*refusal);
    if (auto refusal = resolve_places()) return std::move(*refusal);
    if (auto refusal = resolve_people()) return std::move(*refusal);
    for (const Feature feature : query_.has) lookup_.all.push_back({{feature_key(feature)}, {}});
    add_words();
    lookup_.limit = kAtOnce;
    Hits page;
    if (ask_.order == SearchOrder::kBest)
      best(page);
    else
      newest(page);
    std::vector<PersonId> authors;
    for (const Hit& hit : page.hits) authors.push_back(hit.sender);
    page.people = house_.directory.people(std::move(authors));
    return page;
  }

 private:
  struct Candidate {
    Hit hit;
    std::uint64_t number = 0;
    double quality = 0;
  };

  /// The number behind which the page begins: of the index, or where the best are asked for, a place among
  /// them.
  std::optional<Failure<Refusal>> read_cursor() {
    if (!ask_.after) return {};
    cursor_ = unwrap_number(*ask_.after);
    if (!cursor_ || (ask_.order == SearchOrder::kBest && *cursor_ > kRanked))
      return refuse_field("after", "This is no cursor of this list.");
    return {};
  }

  std::optional<Failure<Refusal>> understand() {
    const auto east = minutes_east(ask_.zone.value_or("Z"));
    if (!east) return refuse_field("zone", "This is no offset such as +05:30.");
    auto query = parse_search(ask_.text, *east);
    if (!query) return Failure{std::move(query.reason())};
    query_ = std::move(*query);
    lookup_.not_before = query_.not_before;
    lookup_.before = query_.before;
    return {};
  }

  std::optional<Failure<Refusal>> resolve_places() {
    if (ask_.conversation) {
      const auto standing = may(house_.directory, ask_.who, Action::kRead, *ask_.conversation);
      if (!standing) return Failure{standing.reason()};
      among_ = {standing->parent.value_or(*ask_.conversation)};
      if (standing->parent) lookup_.all.push_back({{conversation_key(*ask_.conversation)}, {}});
    } else {
      among_ = house_.directory.conversations_of(ask_.who.person);
      std::erase_if(among_, [&](ConversationId id) {
        return !may(house_.directory, ask_.who, Action::kRead, id);  // one that is being removed
      });
    }
    if (query_.in.empty()) return {};
    std::erase_if(among_, [&](ConversationId id) {
      return std::ranges::none_of(query_.in, [&](const std::string& name) { return is_place(id, name); });
    });
    if (among_.empty())
      return refuse_field("text", "You are in no conversation called \"" + query_.in.front() + "\".");
    if (among_.size() > kMostPlaces)
      return refuse_field("text", "Too many conversations are called \"" + query_.in.front() + "\".");
    return {};
  }

  bool is_place(ConversationId id, std::string_view name) const {
    const auto line = house_.directory.line(id, ask_.who.person);
    if (!line) return false;
    const bool of_person = name.starts_with('@');
    if (of_person || name.starts_with('#')) name.remove_prefix(1);
    if (line->name && !of_person) return is_called(*line->name, name);
    if (line->kind == ConversationKind::kSelf) return fold(name) == "me";
    const auto peer = line->peer ? house_.directory.person(*line->peer) : std::nullopt;
    return peer && (is_called(peer->name, name) || is_called(peer->user_name, name));
  }

  std::optional<Failure<Refusal>> resolve_people() {
    SearchClause any;
    for (std::string_view name : query_.from) {
      if (name.starts_with('@')) name.remove_prefix(1);
      if (fold(name) == "me") any.words.push_back(sender_key(ask_.who.person));
      for (const Person& person : house_.directory.find(name, {}, kPeopleOfAName))
        any.words.push_back(sender_key(person.id));
    }
    if (query_.from.empty()) return {};
    if (any.words.empty())
      return refuse_field("text", "There is nobody called \"" + query_.from.front() + "\".");
    lookup_.all.push_back(std::move(any));
    return {};
  }

  void add_words() {
    for (const SearchPhrase& phrase : query_.phrases) {
      if (!phrase.wanted) continue;
      for (std::size_t i = 0; i < phrase.words.size(); ++i)
        if (phrase.begun && i + 1 == phrase.words.size())
          lookup_.all.push_back({{phrase.words[i]}, phrase.words[i]});  // itself, however rare
        else
          lookup_.all.push_back({{phrase.words[i]}, {}});
    }
    // Nothing but a place: everything there.
    if (lookup_.all.empty()) {
      SearchClause& any = lookup_.all.emplace_back();
      for (const ConversationId id : among_) any.words.push_back(conversation_key(id));
    }
    lookup_.among = among_;
  }

  /// The next candidates that the index has, those that fit; false at its end.
  bool gather(std::vector<Candidate>& into) {
    const auto places = house_.search.find(lookup_);
    if (places.empty()) return false;
    lookup_.older_than = places.back().number;
    std::vector<std::pair<ConversationId, Seq>> asked;
    asked.reserve(places.size());
    for (const SearchPlace& place : places) asked.emplace_back(place.conversation, place.seq);
    auto messages = house_.history.messages_at(asked);
    std::ranges::sort(messages, {}, [](const auto& m) { return std::pair(m.first, m.second.seq); });
    for (const SearchPlace& place : places) {
      const auto wanted = std::pair(place.conversation, place.seq);
      const auto at = std::ranges::lower_bound(
          messages, wanted, {}, [](const auto& m) { return std::pair(m.first, m.second.seq); });
      if (at == messages.end() || std::pair(at->first, at->second.seq) != wanted) continue;
      Message& message = at->second;
      // What has been deleted or edited a moment ago may still be in the index.
      if (message.deleted_at || message.kind != MessageKind::kText) continue;
      const auto found = match(message.body, query_.phrases);
      if (!found) continue;
      double quality = found->quality;
      if (message.pinned_at) quality += 1;
      if (message.reactions) quality += 0.5;
      const auto head = house_.directory.head(place.conversation);
      into.push_back({{place.conversation, head ? head->parent : std::nullopt, place.seq, message.sender,
                       message.at, excerpt(message.body, *found, kExcerptWidth)},
                      place.number,
                      quality});
    }
    return places.size() == kAtOnce;
  }

  void newest(Hits& page) {
    if (cursor_) lookup_.older_than = *cursor_;
    const std::size_t limit = ask_.limit.value_or(20);
    std::vector<Candidate> found;
    bool more = true;
    for (int round = 0; more && round < kMostRounds && found.size() < limit; ++round) more = gather(found);
    if (found.size() > limit) {
      found.resize(limit);
      lookup_.older_than = found.back().number;
      more = true;
    }
    if (more) page.next = wrap_cursor(lookup_.older_than);
    for (Candidate& candidate : found) page.hits.push_back(std::move(candidate.hit));
  }

  void best(Hits& page) {
    const std::size_t from = cursor_.value_or(0);
    std::vector<Candidate> found;
    for (int round = 0; round < kMostRounds && found.size() < kRanked && gather(found); ++round) {
    }
    if (found.size() > kRanked) found.resize(kRanked);
    const Time at = now();
    for (Candidate& candidate : found) {
      // A month old is worth a third of the freshness.
      const auto age = std::chrono::duration<double, std::ratio<86400>>(at - candidate.hit.at).count();
      candidate.quality += 3.0 * std::exp(-std::max(0.0, age) / 30.0);
    }
    std::ranges::stable_sort(found, std::greater{}, &Candidate::quality);
    const std::size_t to = std::min(found.size(), from + ask_.limit.value_or(20));
    for (std::size_t i = from; i < to; ++i) page.hits.push_back(std::move(found[i].hit));
    if (to < found.size()) page.next = wrap_cursor(to);
  }

  House& house_;
  const SearchMessages& ask_;
  std::optional<std::uint64_t> cursor_;
  SearchQuery query_;
  SearchLookup lookup_;
  std::vector<ConversationId> among_;
};

}  // namespace

void search_messages(House& house, SearchMessages ask, Reply<Hits> reply) {
  const auto me = may_act(house.directory, ask.who);
  if (!me) return reply(Failure{me.reason()});
  reply(Search(house, ask).run());
}

}  // namespace hearth::chat
