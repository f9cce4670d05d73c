// What the directory knows of groups: what they are, and which of them anybody may find.
#include <algorithm>
#include <mutex>
#include <tuple>

#include "base/text.h"
#include "chat/directory.h"

namespace hearth::chat {
namespace {

/// A word begins after each space, so a prefix search is one substring search.
std::string folded_words(std::string_view name) {
  std::string words = " " + fold(name);
  for (char& c : words)
    if (c == '-' || c == '.' || c == '_' || c == '\'') c = ' ';
  return words;
}

}  // namespace

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
  if (c.deletion && !change.deletion) in.touch(id, c);  // what was left out meanwhile
  c.deletion = change.deletion;
  if (change.settings) c.settings_rev = rev;
}

}  // namespace hearth::chat
