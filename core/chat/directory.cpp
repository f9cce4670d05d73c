#include "chat/directory.h"

#include <algorithm>
#include <mutex>
#include <tuple>

#include "base/text.h"
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
        if (known.name) conversation.name = std::make_unique<const std::string>(std::move(*known.name));
        if (known.description)
          conversation.description = std::make_unique<const std::string>(std::move(*known.description));
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
    const bool called = entry.folded.find(whole) != std::string::npos ||
                        (!typed.empty() && std::ranges::all_of(typed, [&](const std::string& word) {
                          return entry.folded.find(" " + word) != std::string::npos;
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
    if (founded.name) conversation.name = std::make_unique<const std::string>(*founded.name);
    if (founded.description)
      conversation.description = std::make_unique<const std::string>(*founded.description);
    for (const Member& m : founded.members)
      if (!m.left_at)
        conversation.members.push_back({m.person, narrow(m.delivered_seq), narrow(m.read_seq), m.role});
    std::sort(conversation.members.begin(), conversation.members.end(),
              [](const MemberEntry& a, const MemberEntry& b) { return a.person < b.person; });
  }
  for (const Member& m : founded.members)
    if (!m.left_at) enter(m.person, founded.id);
}

void Directory::Shard::touch(ConversationId id, Conversation& conversation) {
  if (conversation.touched) return;
  conversation.touched = true;
  touched.push_back(id);
}

std::vector<ConversationId> Directory::take_touched() {
  std::vector<ConversationId> out;
  for (Shard& in : shards_) {
    const std::unique_lock lock(in.mutex);
    for (const ConversationId id : in.touched) {
      if (const auto found = in.conversations.find(id); found != in.conversations.end())
        found->second.touched = false;
      out.push_back(id);
    }
    in.touched.clear();
  }
  return out;
}

std::optional<Directory::Head> Directory::head(ConversationId id) const {
  const Shard& in = shard(id);
  const std::shared_lock lock(in.mutex);
  const auto found = in.conversations.find(id);
  if (found == in.conversations.end()) return {};
  return Head{found->second.seq, found->second.rev};
}

std::optional<Standing> Directory::standing(ConversationId id, PersonId person) const {
  const Shard& in = shard(id);
  const std::shared_lock lock(in.mutex);
  const auto found = in.conversations.find(id);
  if (found == in.conversations.end()) return {};
  const Conversation& c = found->second;
  const MemberEntry* member = c.find(person);
  if (member == nullptr) return {};
  return Standing{c.kind, c.visibility, member->role,      c.seq,
                  c.rev,  c.last_at,    member->delivered, member->read};
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

void Directory::apply_posted(ConversationId id, PersonId sender, Seq seq, Rev rev, Time at) {
  Shard& in = shard(id);
  const std::unique_lock lock(in.mutex);
  const auto found = in.conversations.find(id);
  if (found == in.conversations.end()) return;
  Conversation& c = found->second;
  c.seq = std::max(c.seq, seq);
  c.rev = std::max(c.rev, rev);
  c.last_at = std::max(c.last_at, at);
  in.touch(id, c);
  posted_.fetch_add(1, std::memory_order_relaxed);
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

void Directory::apply_message_changed(ConversationId id, Rev rev) {
  Shard& in = shard(id);
  const std::unique_lock lock(in.mutex);
  const auto found = in.conversations.find(id);
  if (found == in.conversations.end()) return;
  found->second.rev = std::max(found->second.rev, rev);
  in.touch(id, found->second);
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
