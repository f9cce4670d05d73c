#include "chat/directory.h"

#include <algorithm>
#include <mutex>

namespace hearth::chat {
namespace {

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

bool Directory::Conversation::is_public_group() const {
  return kind == ConversationKind::kGroup && visibility == Visibility::kPublic && !deletion && name;
}

void Directory::Conversation::describe(const std::optional<std::string>& new_name,
                                       const std::optional<std::string>& new_description) {
  name = new_name ? std::make_unique<const std::string>(*new_name) : nullptr;
  description = new_description ? std::make_unique<const std::string>(*new_description) : nullptr;
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
        conversation.settings_rev = known.settings_rev;
        conversation.deletion = known.deletion;
        conversation.describe(known.name, known.description);
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
    if (!m.left_at) enter(m.person, founded.id, founded.parent.has_value());
  if (founded.parent) hang(founded.id, *founded.parent, founded.root);
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
  const Conversation& c = found->second;
  if (c.deletion) return {};
  return Head{c.seq, c.rev, c.thread ? std::optional(c.thread->parent) : std::nullopt};
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
    standing = Standing{.kind = c.kind,
                        .visibility = c.visibility,
                        .seq = c.seq,
                        .rev = c.rev,
                        .last_at = c.last_at,
                        .delivered_seq = c.seq,
                        .read_seq = c.seq,
                        .home = c.kind,
                        .parent = {},
                        .follows = member != nullptr,
                        .settings_rev = c.settings_rev,
                        .deletion = c.deletion};
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
  standing->deletion = found->second.deletion;
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

Seq Directory::head_of(ConversationId id) const {
  const Shard& in = shard(id);
  const std::shared_lock lock(in.mutex);
  const auto found = in.conversations.find(id);
  return found == in.conversations.end() ? 0 : found->second.seq;
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
  in.touch(id, c);
  posted_.fetch_add(1, std::memory_order_relaxed);
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

void Directory::apply_message_changed(ConversationId id, Rev rev) {
  Shard& in = shard(id);
  const std::unique_lock lock(in.mutex);
  const auto found = in.conversations.find(id);
  if (found == in.conversations.end()) return;
  found->second.rev = std::max(found->second.rev, rev);
  in.touch(id, found->second);
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
