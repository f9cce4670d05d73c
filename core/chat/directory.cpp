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

std::uint32_t narrow(Seq seq) {
  return static_cast<std::uint32_t>(std::min<Seq>(seq, UINT32_MAX));
}

}  // namespace

const Directory::MemberEntry* Directory::Conversation::find(PersonId person) const {
  const auto at = std::lower_bound(members.begin(), members.end(), person,
                                   [](const MemberEntry& m, PersonId p) { return m.person < p; });
  return at != members.end() && at->person == person ? &*at : nullptr;
}

std::optional<std::vector<Seq>> Directory::unread_mentions(const std::vector<MentionEntry>* mentions,
                                                           PersonId person, Seq read) {
  if (mentions == nullptr) return {};
  std::vector<Seq> out;
  for (const MentionEntry& m : *mentions)
    if (m.seq > read && (m.person == person || !m.person) && (out.empty() || out.back() != m.seq))
      out.push_back(m.seq);
  if (out.empty()) return {};
  if (out.size() > kListedMentions)
    out.erase(out.begin(), out.end() - static_cast<std::ptrdiff_t>(kListedMentions));
  return out;
}

Directory::MemberEntry* Directory::Conversation::find(PersonId person) {
  return const_cast<MemberEntry*>(std::as_const(*this).find(person));
}

/// Keeps the order, and of one person no more than a line lists.
void Directory::Conversation::mention(PersonId who, Seq where) {
  if (!mentions) mentions = std::make_unique<std::vector<MentionEntry>>();
  const auto place = std::upper_bound(mentions->begin(), mentions->end(), narrow(where),
                                      [](std::uint32_t at, const MentionEntry& m) { return at < m.seq; });
  mentions->insert(place, {who, narrow(where)});
  const auto is_theirs = [&](const MentionEntry& m) { return m.person == who; };
  if (static_cast<std::size_t>(std::ranges::count_if(*mentions, is_theirs)) > kListedMentions)
    mentions->erase(std::ranges::find_if(*mentions, is_theirs));
}

template <class Predicate>
void Directory::Conversation::forget_mentions(const Predicate& which) {
  if (!mentions) return;
  std::erase_if(*mentions, which);
  if (mentions->empty()) mentions.reset();
}

ThreadNews Directory::Conversation::news(ConversationId id) const {
  ThreadNews out{thread->parent, thread->root, {}};
  out.summary.conversation = id;
  out.summary.places = narrow(seq);
  out.summary.gone = thread->gone;
  out.summary.last_at = last_at;
  return out;
}

void Directory::load(DirectorySource& source) {
  std::vector<std::pair<ConversationId, ThreadPlace>> threads;
  source.load(
      [this](DirectorySource::KnownPerson&& known) {
        const std::unique_lock lock(people_mutex_);
        put_locked(known.person);
        people_[known.person.id].last_seen = known.last_seen;
      },
      [this, &threads](DirectorySource::KnownConversation&& known) {
        Shard& in = shard(known.id);
        const std::unique_lock lock(in.mutex);
        Conversation& conversation = in.conversations[known.id];
        conversation.kind = known.kind;
        conversation.visibility = known.visibility;
        conversation.seq = known.seq;
        conversation.rev = known.rev;
        conversation.last_at = known.last_at;
        if (known.parent) {
          conversation.thread =
              std::make_unique<ThreadPlace>(ThreadPlace{*known.parent, known.root, known.gone});
          threads.emplace_back(known.id, *conversation.thread);
        }
        if (known.name) conversation.name = std::make_unique<const std::string>(std::move(*known.name));
        if (known.description)
          conversation.description = std::make_unique<const std::string>(std::move(*known.description));
      },
      [this](const DirectorySource::KnownMember& known) {
        bool is_thread = false;
        {
          Shard& in = shard(known.conversation);
          const std::unique_lock lock(in.mutex);
          const auto found = in.conversations.find(known.conversation);
          if (found == in.conversations.end()) return;
          is_thread = found->second.thread != nullptr;
          // They come ordered by person, so this keeps the order.
          found->second.members.push_back(
              {known.person, narrow(known.delivered_seq), narrow(known.read_seq), known.role});
        }
        enter(known.person, known.conversation, is_thread);
      });
  for (const auto& [id, place] : threads) hang(id, place.parent, place.root);
  source.load_mentions([this](const DirectorySource::KnownMention& known) {
    Shard& in = shard(known.conversation);
    const std::unique_lock lock(in.mutex);
    const auto found = in.conversations.find(known.conversation);
    if (found != in.conversations.end()) found->second.mention(known.person, known.seq);
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
    if (founded.parent)
      conversation.thread = std::make_unique<ThreadPlace>(ThreadPlace{*founded.parent, founded.root, 0});
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
    if (!m.left_at) enter(m.person, founded.id, founded.parent.has_value());
  if (founded.parent) hang(founded.id, *founded.parent, founded.root);
}

std::optional<Standing> Directory::standing(ConversationId id, PersonId person) const {
  std::optional<Standing> standing;
  {
    const Shard& in = shard(id);
    const std::shared_lock lock(in.mutex);
    const auto found = in.conversations.find(id);
    if (found == in.conversations.end()) return {};
    const Conversation& c = found->second;
    const MemberEntry* member = c.find(person);
    if (member == nullptr && !c.thread) return {};
    standing = Standing{c.kind, c.visibility, GroupRole::kMember, c.seq, c.rev, c.last_at, c.seq, c.seq,
                        c.kind, {},           member != nullptr};
    if (member != nullptr) {
      standing->role = member->role;
      standing->delivered_seq = member->delivered;
      standing->read_seq = member->read;
    }
    if (!c.thread) return standing;
    standing->parent = c.thread->parent;
  }
  const Shard& in = shard(*standing->parent);
  const std::shared_lock lock(in.mutex);
  const auto found = in.conversations.find(*standing->parent);
  if (found == in.conversations.end()) return {};
  const MemberEntry* member = found->second.find(person);
  if (member == nullptr) return {};
  standing->role = member->role;
  standing->home = found->second.kind;
  standing->visibility = found->second.visibility;
  return standing;
}

std::optional<Line> Directory::line(ConversationId id, PersonId person) const {
  Line line;
  {
    const Shard& in = shard(id);
    const std::shared_lock lock(in.mutex);
    const auto found = in.conversations.find(id);
    if (found == in.conversations.end()) return {};
    const Conversation& c = found->second;
    const MemberEntry* member = c.find(person);
    if (member == nullptr && !c.thread) return {};
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
    line.delivered_seq = member != nullptr ? member->delivered : c.seq;
    line.read_seq = member != nullptr ? member->read : c.seq;
    line.unread = c.seq - std::min<Seq>(c.seq, line.read_seq);
    line.mentions = unread_mentions(c.mentions.get(), person, line.read_seq);
    if (!c.thread) {
      line.role = member->role;
      return line;
    }
    line.parent = c.thread->parent;
    line.root = c.thread->root;
    line.following = member != nullptr;
  }
  const Shard& in = shard(*line.parent);
  const std::shared_lock lock(in.mutex);
  const auto found = in.conversations.find(*line.parent);
  if (found == in.conversations.end() || found->second.find(person) == nullptr) return {};
  line.visibility = found->second.visibility;
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

std::optional<std::pair<Seq, Seq>> Directory::watermarks(ConversationId id, PersonId person) const {
  const Shard& in = shard(id);
  const std::shared_lock lock(in.mutex);
  const auto found = in.conversations.find(id);
  if (found == in.conversations.end()) return {};
  const MemberEntry* member = found->second.find(person);
  if (member == nullptr) return {};
  return std::pair<Seq, Seq>{member->delivered, member->read};
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

std::optional<ThreadAfter> Directory::apply_posted(ConversationId id, PersonId sender, Seq seq, Rev rev,
                                                   Time at) {
  Shard& in = shard(id);
  const std::unique_lock lock(in.mutex);
  const auto found = in.conversations.find(id);
  if (found == in.conversations.end()) return {};
  Conversation& c = found->second;
  const bool was_quiet = at - c.last_at > kQuiet;
  c.seq = std::max(c.seq, seq);
  c.rev = std::max(c.rev, rev);
  c.last_at = std::max(c.last_at, at);
  // Who posts has seen everything up to it: everybody infers that, so no event has to say it.
  if (MemberEntry* member = c.find(sender)) {
    member->read = std::max(member->read, narrow(seq));
    member->delivered = std::max(member->delivered, member->read);
    c.forget_mentions([&](const MentionEntry& m) { return m.person == sender && m.seq <= member->read; });
  }
  if (!c.thread) return {};
  ThreadAfter after{c.news(id), was_quiet};
  after.news.summary.people.push_back(sender);
  return after;
}

void Directory::apply_mentions(ConversationId id, Seq seq, const Mentions* mentions) {
  Shard& in = shard(id);
  const std::unique_lock lock(in.mutex);
  const auto found = in.conversations.find(id);
  if (found == in.conversations.end()) return;
  Conversation& c = found->second;
  c.forget_mentions([&](const MentionEntry& m) { return m.seq == narrow(seq); });
  if (mentions == nullptr) return;
  if (mentions->all) c.mention(PersonId{}, seq);
  for (const PersonId person : mentions->people)
    if (const MemberEntry* member = c.find(person); member != nullptr && member->read < seq)
      c.mention(person, seq);
}

void Directory::apply_rev(ConversationId id, Rev rev) {
  Shard& in = shard(id);
  const std::unique_lock lock(in.mutex);
  if (const auto found = in.conversations.find(id); found != in.conversations.end())
    found->second.rev = std::max(found->second.rev, rev);
}

void Directory::apply_members(ConversationId id, std::span<const Member> members, Seq seq, Rev rev, Time at) {
  bool is_thread = false;
  {
    Shard& in = shard(id);
    const std::unique_lock lock(in.mutex);
    const auto found = in.conversations.find(id);
    if (found == in.conversations.end()) return;
    Conversation& c = found->second;
    is_thread = c.thread != nullptr;
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
        c.forget_mentions([&](const MentionEntry& e) { return e.person == m.person; });
      } else if (known) {
        place->role = m.role;
      } else {
        c.members.insert(place, {m.person, narrow(m.delivered_seq), narrow(m.read_seq), m.role});
      }
    }
  }
  for (const Member& m : members) m.left_at ? leave(m.person, id) : enter(m.person, id, is_thread);
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
  c.forget_mentions([&](const MentionEntry& m) { return m.person == person && m.seq <= new_read; });
  return std::pair<Seq, Seq>{new_delivered, new_read};
}

void Directory::enter(PersonId person, ConversationId id, bool is_thread) {
  const std::unique_lock lock(people_mutex_);
  const auto found = people_.find(person);
  if (found == people_.end()) return;
  auto& ids = is_thread ? found->second.threads : found->second.conversations;
  const auto place = std::lower_bound(ids.begin(), ids.end(), id);
  if (place == ids.end() || *place != id) ids.insert(place, id);
}

void Directory::leave(PersonId person, ConversationId id) {
  const std::unique_lock lock(people_mutex_);
  const auto found = people_.find(person);
  if (found == people_.end()) return;
  if (std::erase(found->second.conversations, id) == 0) std::erase(found->second.threads, id);
}

}  // namespace hearth::chat
