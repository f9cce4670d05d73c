#include "chat/directory.h"

#include <algorithm>
#include <mutex>
#include <tuple>

#include "base/text.h"

namespace hearth::chat {
namespace {

/// " ana maria ana.m": a word begins after each space, so a prefix search is one substring search.
std::string folded_words(const Person& person) {
  std::string words = " " + fold(person.name) + " " + fold(person.user_name);
  for (char& c : words)
    if (c == '-' || c == '.' || c == '_' || c == '\'') c = ' ';
  return words + " " + fold(person.user_name);
}

/// The same of the name of a group.
std::string folded_words(std::string_view name) {
  std::string words = " " + fold(name);
  for (char& c : words)
    if (c == '-' || c == '.' || c == '_' || c == '\'') c = ' ';
  return words;
}

std::uint32_t narrow(Seq seq) {
  return static_cast<std::uint32_t>(std::min<Seq>(seq, UINT32_MAX));
}

}  // namespace

const Directory::MemberEntry* Directory::Conversation::find(PersonId person) const {
  const auto at = std::lower_bound(members.begin(), members.end(), person,
                                   [](const MemberEntry& m, PersonId p) { return m.person < p; });
  return at != members.end() && at->person == person ? &*at : nullptr;
}

Directory::MemberEntry* Directory::Conversation::find(PersonId person) {
  return const_cast<MemberEntry*>(std::as_const(*this).find(person));
}

bool Directory::Conversation::is_public_group() const {
  return kind == ConversationKind::kGroup && visibility == Visibility::kPublic && !deletion && name;
}

void Directory::Conversation::describe(const std::optional<std::string>& new_name,
                                       const std::optional<std::string>& new_description) {
  name = new_name ? std::make_unique<const std::string>(*new_name) : nullptr;
  description = new_description ? std::make_unique<const std::string>(*new_description) : nullptr;
}

void Directory::load(DirectorySource& source) {
  source.load(
      [this](DirectorySource::KnownPerson&& known) {
        const std::unique_lock lock(people_mutex_);
        put_locked(known.person);
        people_[known.person.id].last_seen = known.last_seen;
      },
      [this](DirectorySource::KnownConversation&& known) {
        Shard& in = shard(known.id);
        const std::unique_lock lock(in.mutex);
        Conversation& conversation = in.conversations[known.id];
        conversation.kind = known.kind;
        conversation.visibility = known.visibility;
        conversation.seq = known.seq;
        conversation.rev = known.rev;
        conversation.last_at = known.last_at;
        conversation.settings_rev = known.settings_rev;
        conversation.deletion = known.deletion;
        conversation.describe(known.name, known.description);
      },
      [this](const DirectorySource::KnownMember& known) {
        {
          Shard& in = shard(known.conversation);
          const std::unique_lock lock(in.mutex);
          const auto found = in.conversations.find(known.conversation);
          if (found == in.conversations.end()) return;
          // They come ordered by person, so this keeps the order.
          found->second.members.push_back(
              {known.person, narrow(known.delivered_seq), narrow(known.read_seq), known.role});
        }
        enter(known.person, known.conversation);
      });
  for (Shard& in : shards_) {
    const std::unique_lock lock(in.mutex);
    for (auto& [id, conversation] : in.conversations) conversation.members.shrink_to_fit();
  }
}

void Directory::put_locked(const Person& person) {
  PersonEntry& entry = people_[person.id];
  entry.person = person;
  entry.folded = folded_words(person);
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
  const std::string wanted = " " + fold(text);
  using Hit = std::pair<std::string, const Person*>;
  const auto before = [](const Hit& a, const Hit& b) {
    return std::tie(a.first, a.second->id) < std::tie(b.first, b.second->id);
  };
  std::vector<Hit> hits;
  const std::shared_lock lock(people_mutex_);
  for (const auto& [id, entry] : people_) {
    if (entry.person.blocked) continue;
    if (wanted.size() > 1 && entry.folded.find(wanted) == std::string::npos) continue;
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

void Directory::put(const Founded& founded) {
  {
    Shard& in = shard(founded.id);
    const std::unique_lock lock(in.mutex);
    const auto [at, is_new] = in.conversations.try_emplace(founded.id);
    if (!is_new) return;
    Conversation& conversation = at->second;
    conversation.kind = founded.kind;
    conversation.visibility = founded.visibility;
    conversation.seq = founded.seq;
    conversation.rev = founded.rev;
    conversation.last_at = founded.last_at;
    conversation.settings_rev = founded.settings_rev;
    conversation.deletion = founded.deletion;
    conversation.describe(founded.name, founded.description);
    for (const Member& m : founded.members)
      if (!m.left_at)
        conversation.members.push_back({m.person, narrow(m.delivered_seq), narrow(m.read_seq), m.role});
    std::sort(conversation.members.begin(), conversation.members.end(),
              [](const MemberEntry& a, const MemberEntry& b) { return a.person < b.person; });
  }
  for (const Member& m : founded.members)
    if (!m.left_at) enter(m.person, founded.id);
}

std::optional<Standing> Directory::standing(ConversationId id, PersonId person) const {
  const Shard& in = shard(id);
  const std::shared_lock lock(in.mutex);
  const auto found = in.conversations.find(id);
  if (found == in.conversations.end()) return {};
  const Conversation& c = found->second;
  const MemberEntry* member = c.find(person);
  if (member == nullptr) return {};
  return Standing{c.kind,    c.visibility,      member->role, c.seq,          c.rev,
                  c.last_at, member->delivered, member->read, c.settings_rev, c.deletion};
}

std::optional<Line> Directory::line(ConversationId id, PersonId person) const {
  const Shard& in = shard(id);
  const std::shared_lock lock(in.mutex);
  const auto found = in.conversations.find(id);
  if (found == in.conversations.end()) return {};
  const Conversation& c = found->second;
  const MemberEntry* member = c.find(person);
  if (member == nullptr) return {};
  Line line;
  line.id = id;
  line.kind = c.kind;
  line.visibility = c.visibility;
  line.settings_rev = c.settings_rev;
  line.deletion = c.deletion;
  if (c.name) line.name = *c.name;
  if (c.description) line.description = *c.description;
  if (c.kind == ConversationKind::kDirect)
    for (const MemberEntry& m : c.members)
      if (m.person != person) line.peer = m.person;
  line.seq = c.seq;
  line.rev = c.rev;
  line.last_at = c.last_at;
  line.members = static_cast<std::uint32_t>(c.members.size());
  line.role = member->role;
  line.delivered_seq = member->delivered;
  line.read_seq = member->read;
  line.unread = c.seq - std::min<Seq>(c.seq, member->read);
  return line;
}

Seq Directory::head_of(ConversationId id) const {
  const Shard& in = shard(id);
  const std::shared_lock lock(in.mutex);
  const auto found = in.conversations.find(id);
  return found == in.conversations.end() ? 0 : found->second.seq;
}

Rev Directory::settings_rev_of(ConversationId id) const {
  const Shard& in = shard(id);
  const std::shared_lock lock(in.mutex);
  const auto found = in.conversations.find(id);
  return found == in.conversations.end() ? 0 : found->second.settings_rev;
}

std::optional<SettingsChange> Directory::settings(ConversationId id) const {
  const Shard& in = shard(id);
  const std::shared_lock lock(in.mutex);
  const auto found = in.conversations.find(id);
  if (found == in.conversations.end() || found->second.kind != ConversationKind::kGroup) return {};
  const Conversation& c = found->second;
  SettingsChange as_it_is;
  if (c.name) as_it_is.name = *c.name;
  if (c.description) as_it_is.description = *c.description;
  as_it_is.visibility = c.visibility;
  as_it_is.settings = false;
  as_it_is.deletion = c.deletion;
  return as_it_is;
}

std::vector<ConversationId> Directory::conversations_of(PersonId person) const {
  const std::shared_lock lock(people_mutex_);
  const auto found = people_.find(person);
  return found == people_.end() ? std::vector<ConversationId>{} : found->second.conversations;
}

std::vector<PersonId> Directory::members_of(ConversationId id) const {
  std::vector<PersonId> out;
  const Shard& in = shard(id);
  const std::shared_lock lock(in.mutex);
  const auto found = in.conversations.find(id);
  if (found == in.conversations.end()) return out;
  out.reserve(found->second.members.size());
  for (const MemberEntry& m : found->second.members) out.push_back(m.person);
  return out;
}

std::pair<std::size_t, std::size_t> Directory::others_in(ConversationId id, PersonId person) const {
  std::pair<std::size_t, std::size_t> out{0, 0};
  const Shard& in = shard(id);
  const std::shared_lock lock(in.mutex);
  const auto found = in.conversations.find(id);
  if (found == in.conversations.end()) return out;
  for (const MemberEntry& m : found->second.members)
    if (m.person != person) {
      out.first += m.role == GroupRole::kOwner ? 1 : 0;
      ++out.second;
    }
  return out;
}

std::optional<GroupCard> Directory::card(ConversationId id, PersonId viewer) const {
  const Shard& in = shard(id);
  const std::shared_lock lock(in.mutex);
  const auto found = in.conversations.find(id);
  if (found == in.conversations.end() || !found->second.is_public_group()) return {};
  return card_of(id, found->second, viewer);
}

GroupCard Directory::card_of(ConversationId id, const Conversation& c, PersonId viewer) {
  GroupCard card{id, *c.name, {}, static_cast<std::uint32_t>(c.members.size()), c.find(viewer) != nullptr};
  if (c.description) card.description = *c.description;
  return card;
}

std::vector<GroupCard> Directory::public_groups(std::string_view text,
                                                const std::pair<std::string, ConversationId>& after,
                                                std::size_t limit, PersonId viewer) const {
  const std::string wanted = " " + fold(text);
  std::vector<std::pair<std::string, GroupCard>> hits;
  for (const Shard& in : shards_) {
    const std::shared_lock lock(in.mutex);
    for (const auto& [id, c] : in.conversations) {
      if (!c.is_public_group()) continue;
      if (wanted.size() > 1 && folded_words(*c.name).find(wanted) == std::string::npos) continue;
      std::string folded = fold(*c.name);
      if (std::tie(folded, id) <= std::tie(after.first, after.second)) continue;
      hits.emplace_back(std::move(folded), card_of(id, c, viewer));
    }
  }
  const auto end = hits.begin() + static_cast<std::ptrdiff_t>(std::min(limit, hits.size()));
  std::partial_sort(hits.begin(), end, hits.end(), [](const auto& a, const auto& b) {
    return std::tie(a.first, a.second.id) < std::tie(b.first, b.second.id);
  });
  std::vector<GroupCard> out;
  for (auto hit = hits.begin(); hit != end; ++hit) out.push_back(std::move(hit->second));
  return out;
}

void Directory::apply_posted(ConversationId id, PersonId sender, Seq seq, Rev rev, Time at) {
  Shard& in = shard(id);
  const std::unique_lock lock(in.mutex);
  const auto found = in.conversations.find(id);
  if (found == in.conversations.end()) return;
  Conversation& c = found->second;
  c.seq = std::max(c.seq, seq);
  c.rev = std::max(c.rev, rev);
  c.last_at = std::max(c.last_at, at);
  // Who posts has seen everything up to it: everybody infers that, so no event has to say it.
  if (MemberEntry* member = c.find(sender)) {
    member->read = std::max(member->read, narrow(seq));
    member->delivered = std::max(member->delivered, member->read);
  }
}

void Directory::apply_rev(ConversationId id, Rev rev) {
  Shard& in = shard(id);
  const std::unique_lock lock(in.mutex);
  if (const auto found = in.conversations.find(id); found != in.conversations.end())
    found->second.rev = std::max(found->second.rev, rev);
}

void Directory::apply_members(ConversationId id, std::span<const Member> members, Seq seq, Rev rev, Time at) {
  {
    Shard& in = shard(id);
    const std::unique_lock lock(in.mutex);
    const auto found = in.conversations.find(id);
    if (found == in.conversations.end()) return;
    Conversation& c = found->second;
    c.rev = std::max(c.rev, rev);
    if (seq != 0) {
      c.seq = std::max(c.seq, seq);
      c.last_at = std::max(c.last_at, at);
    }
    for (const Member& m : members) {
      const auto place = std::lower_bound(c.members.begin(), c.members.end(), m.person,
                                          [](const MemberEntry& e, PersonId p) { return e.person < p; });
      const bool known = place != c.members.end() && place->person == m.person;
      if (m.left_at) {
        if (known) c.members.erase(place);
      } else if (known) {
        place->role = m.role;
      } else {
        c.members.insert(place, {m.person, narrow(m.delivered_seq), narrow(m.read_seq), m.role});
      }
    }
  }
  for (const Member& m : members) m.left_at ? leave(m.person, id) : enter(m.person, id);
}

void Directory::apply_settings(ConversationId id, const SettingsChange& change, Seq seq, Rev rev, Time at) {
  Shard& in = shard(id);
  const std::unique_lock lock(in.mutex);
  const auto found = in.conversations.find(id);
  if (found == in.conversations.end()) return;
  Conversation& c = found->second;
  c.rev = std::max(c.rev, rev);
  if (seq != 0) {
    c.seq = std::max(c.seq, seq);
    c.last_at = std::max(c.last_at, at);
  }
  c.describe(change.name, change.description);
  c.visibility = change.visibility;
  c.deletion = change.deletion;
  if (change.settings) c.settings_rev = rev;
}

std::vector<PersonId> Directory::remove(ConversationId id) {
  std::vector<PersonId> people;
  {
    Shard& in = shard(id);
    const std::unique_lock lock(in.mutex);
    const auto found = in.conversations.find(id);
    if (found == in.conversations.end()) return people;
    for (const MemberEntry& m : found->second.members) people.push_back(m.person);
    in.conversations.erase(found);
  }
  for (const PersonId person : people) leave(person, id);
  return people;
}

std::optional<std::pair<Seq, Seq>> Directory::advance(ConversationId id, PersonId person, Seq delivered,
                                                      Seq read) {
  Shard& in = shard(id);
  const std::unique_lock lock(in.mutex);
  const auto found = in.conversations.find(id);
  if (found == in.conversations.end()) return {};
  Conversation& c = found->second;
  MemberEntry* member = c.find(person);
  if (member == nullptr) return {};
  const std::uint32_t new_read = std::max(member->read, narrow(std::min(read, c.seq)));
  const std::uint32_t new_delivered =
      std::max({member->delivered, narrow(std::min(delivered, c.seq)), new_read});
  if (new_read == member->read && new_delivered == member->delivered) return {};
  member->read = new_read;
  member->delivered = new_delivered;
  return std::pair<Seq, Seq>{new_delivered, new_read};
}

void Directory::enter(PersonId person, ConversationId id) {
  const std::unique_lock lock(people_mutex_);
  const auto found = people_.find(person);
  if (found == people_.end()) return;
  auto& ids = found->second.conversations;
  const auto place = std::lower_bound(ids.begin(), ids.end(), id);
  if (place == ids.end() || *place != id) ids.insert(place, id);
}

void Directory::leave(PersonId person, ConversationId id) {
  const std::unique_lock lock(people_mutex_);
  const auto found = people_.find(person);
  if (found != people_.end()) std::erase(found->second.conversations, id);
}

}  // namespace hearth::chat
