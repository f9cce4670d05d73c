#include "auth/session_cache.h"

#include <algorithm>
#include <cstring>

namespace hearth::auth {
namespace {

constexpr std::uint32_t kUnused = 3600;  // forgotten after so many seconds without a use
constexpr std::uint32_t kUseIsDue = 60;  // the stored time of the last use is at most so old
constexpr std::uint32_t kMargin = 120;   // clocks of several machines

std::uint32_t to_seconds(Time at) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
  return static_cast<std::uint32_t>(std::clamp<std::int64_t>(seconds, 1, UINT32_MAX));
}
Time from_seconds(std::uint32_t seconds) {
  return Time{std::chrono::seconds{seconds}};
}

}  // namespace

SessionCache::CookieKey SessionCache::key_of(const std::optional<Digest>& cookie) {
  CookieKey key;
  if (!cookie) return key;
  std::memcpy(&key.a, cookie->data(), 8);
  std::memcpy(&key.b, cookie->data() + 8, 8);
  return key;
}

SessionCache::Found SessionCache::find(chat::SessionId id) const {
  return part_of(id).read([&](const Entries& entries) -> Found {
    const auto at = entries.find(id);
    if (at == entries.end()) return {};
    const Entry& entry = at->second;
    if (entry.ended != 0) return {State::kEnded, {}};
    return {State::kOpen,
            {chat::PersonId{entry.person}, entry.kind, entry.must_change_password,
             from_seconds(entry.last_used), from_seconds(entry.expires)}};
  });
}

std::optional<chat::SessionId> SessionCache::find_cookie(const Digest& cookie) const {
  const CookieKey key = key_of(cookie);
  return cookies_[key.a % kParts].read([&](const Cookies& cookies) -> std::optional<chat::SessionId> {
    const auto at = cookies.find(key);
    if (at == cookies.end()) return {};
    return at->second;
  });
}

bool SessionCache::add(chat::SessionId id, const Known& session, const std::optional<Digest>& cookie) {
  const CookieKey key = key_of(cookie);
  enum { kRefused, kFresh, kHeld } outcome = kRefused;
  part_of(id).with([&](Entries& entries) {
    const auto [at, fresh] = entries.try_emplace(id);
    Entry& entry = at->second;
    if (entry.ended != 0) return;
    outcome = fresh ? kFresh : kHeld;
    entry.last_used = std::max(entry.last_used, to_seconds(session.last_used_at));
    entry.expires = std::max(entry.expires, to_seconds(session.expires_at));
    if (!fresh) return;
    entry.person = session.person.value;
    entry.kind = session.kind;
    entry.must_change_password = session.must_change_password;
    entry.cookie = key;
  });
  if (outcome == kFresh) index(key, id);
  return outcome != kRefused;
}

bool SessionCache::replace(chat::SessionId id, const Known& session, const std::optional<Digest>& cookie) {
  const CookieKey key = key_of(cookie);
  CookieKey old;
  const bool open = part_of(id).with([&](Entries& entries) {
    Entry& entry = entries[id];
    if (entry.ended != 0) return false;
    old = std::exchange(entry.cookie, key);
    entry.person = session.person.value;
    entry.kind = session.kind;
    entry.must_change_password = session.must_change_password;
    entry.last_used = to_seconds(session.last_used_at);
    entry.expires = to_seconds(session.expires_at);
    return true;
  });
  if (!open) return false;
  drop_cookie(old);
  index(key, id);
  return true;
}

void SessionCache::index(const CookieKey& key, chat::SessionId id) {
  if (key) cookies_[key.a % kParts].with([&](Cookies& cookies) { cookies.insert_or_assign(key, id); });
}

void SessionCache::use(chat::SessionId id, Time at) {
  const auto seconds = to_seconds(at);
  part_of(id).with([&](Entries& entries) {
    const auto found = entries.find(id);
    if (found == entries.end()) return;
    Entry& entry = found->second;
    if (seconds < entry.last_used + kUseIsDue) return;
    entry.last_used = seconds;
    entry.use_is_due = true;
  });
}

void SessionCache::end(chat::SessionId id, Time at) {
  // The cookie stays, and leads to the note that its session has ended, without a query.
  part_of(id).with([&](Entries& entries) {
    Entry& entry = entries[id];
    if (entry.ended == 0) entry.ended = to_seconds(at);
    entry.use_is_due = false;
  });
}

std::vector<chat::SessionId> SessionCache::end_all_of(chat::PersonId person, chat::SessionId except,
                                                      Time at) {
  std::vector<chat::SessionId> ended;
  for (auto& part : entries_)
    part.with([&](Entries& entries) {
      for (auto& [id, entry] : entries) {
        if (entry.person != person.value || entry.ended != 0 || id == except) continue;
        entry.ended = to_seconds(at);
        entry.use_is_due = false;
        ended.push_back(id);
      }
    });
  return ended;
}

std::vector<std::pair<chat::SessionId, Time>> SessionCache::take_uses() {
  std::vector<std::pair<chat::SessionId, Time>> uses;
  for (auto& part : entries_)
    part.with([&](Entries& entries) {
      for (auto& [id, entry] : entries)
        if (std::exchange(entry.use_is_due, false)) uses.emplace_back(id, from_seconds(entry.last_used));
    });
  return uses;
}

void SessionCache::put_back(const std::vector<std::pair<chat::SessionId, Time>>& uses) {
  for (const auto& [id, at] : uses)
    part_of(id).with([id = id](Entries& entries) {
      const auto found = entries.find(id);
      if (found != entries.end() && found->second.ended == 0) found->second.use_is_due = true;
    });
}

void SessionCache::prune(Time at) {
  const auto seconds = to_seconds(at);
  const auto remembered = static_cast<std::uint32_t>(remember_ended_.count()) + kMargin;
  std::vector<CookieKey> cookies;
  for (auto& part : entries_)
    part.with([&](Entries& entries) {
      std::erase_if(entries, [&](const auto& held) {
        const Entry& entry = held.second;
        const bool gone = entry.ended != 0 ? entry.ended + remembered < seconds
                                           : !entry.use_is_due && (entry.last_used + kUnused < seconds ||
                                                                   entry.expires < seconds);
        if (gone && entry.cookie) cookies.push_back(entry.cookie);
        return gone;
      });
    });
  for (const CookieKey& cookie : cookies) drop_cookie(cookie);
}

void SessionCache::drop_cookie(const CookieKey& key) {
  if (key) cookies_[key.a % kParts].with([&](Cookies& cookies) { cookies.erase(key); });
}

std::size_t SessionCache::size() const {
  std::size_t n = 0;
  for (const auto& part : entries_) n += part.read([](const Entries& entries) { return entries.size(); });
  return n;
}

}  // namespace hearth::auth
