// SessionCache: the sessions in use, in memory, so that an event loop can tell who is there without a query.
// Owned by Sessions. Any thread; never blocks for longer than a short lock of one of its 16 parts.
//
// A session costs about 150 bytes with its cookie. What was not used for an hour goes and is loaded again
// when needed. A session that has ended stays noted as such while an access token of it could still be shown,
// and so long nothing can put it back: not even a thread that read it from the store just before it ended.
#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "auth/digest.h"
#include "base/guarded.h"
#include "chat/accounts.h"

namespace hearth::auth {

class SessionCache {
 public:
  /// `remember_ended`: how long after its end a session could still be shown to us: the life of an access
  /// token.
  explicit SessionCache(std::chrono::seconds remember_ended) : remember_ended_(remember_ended) {}

  enum class State : std::uint8_t { kUnknown, kOpen, kEnded };
  struct Known {
    chat::PersonId person;
    chat::SessionKind kind = chat::SessionKind::kBrowser;
    bool must_change_password = false;
    Time last_used_at;
    Time expires_at;
  };
  struct Found {
    State state = State::kUnknown;
    Known session;  // with kOpen
  };

  Found find(chat::SessionId id) const;
  /// The session with this cookie, whatever its state; none when not known here.
  std::optional<chat::SessionId> find_cookie(const Digest& cookie) const;

  /// Holds an open session; false (and nothing changes) when it is noted as ended. Of one that is held
  /// already, only the times are taken over, and only forward: what is here may be newer than what the caller
  /// has read.
  bool add(chat::SessionId id, const Known& session, const std::optional<Digest>& cookie);
  /// Notes a use; it is due for take_uses() when the last noted one is a minute old.
  void use(chat::SessionId id, Time at);
  /// The session has another cookie from now on, and is otherwise as given; false when it is noted as ended.
  bool replace(chat::SessionId id, const Known& session, const std::optional<Digest>& cookie);

  /// Notes the session as ended, known or not.
  void end(chat::SessionId id, Time at);
  /// Ends all of a person's that are known here but `except`; gives them.
  std::vector<chat::SessionId> end_all_of(chat::PersonId person, chat::SessionId except, Time at);

  /// The uses to be stored, each once.
  std::vector<std::pair<chat::SessionId, Time>> take_uses();
  /// They could not be stored: they are due again.
  void put_back(const std::vector<std::pair<chat::SessionId, Time>>& uses);
  /// Forgets what was not used for an hour and is stored, what has expired, and ends that nobody can show any
  /// more.
  void prune(Time at);

  std::size_t size() const;

 private:
  static constexpr std::size_t kParts = 16;

  /// The first half of the SHA-256 of a cookie: 128 bits are more than anybody can search.
  struct CookieKey {
    std::uint64_t a = 0;
    std::uint64_t b = 0;
    bool operator==(const CookieKey&) const = default;
    explicit operator bool() const { return a != 0 || b != 0; }
  };
  struct CookieHash {
    std::size_t operator()(const CookieKey& key) const noexcept { return key.a; }
  };
  struct Entry {  // 40 bytes; times in seconds, which is exact enough and holds to 2106
    std::uint64_t person = 0;
    std::uint32_t last_used = 0;
    std::uint32_t expires = 0;
    std::uint32_t ended = 0;  // when; 0 while open
    chat::SessionKind kind = chat::SessionKind::kBrowser;
    bool must_change_password = false;
    bool use_is_due = false;  // last_used is not stored yet
    CookieKey cookie;         // none for programs
  };
  using Entries = std::unordered_map<chat::SessionId, Entry>;
  using Cookies = std::unordered_map<CookieKey, chat::SessionId, CookieHash>;

  static CookieKey key_of(const std::optional<Digest>& cookie);
  void index(const CookieKey& key, chat::SessionId id);
  Guarded<Entries>& part_of(chat::SessionId id) { return entries_[id.value % kParts]; }
  const Guarded<Entries>& part_of(chat::SessionId id) const { return entries_[id.value % kParts]; }
  void drop_cookie(const CookieKey& key);

  const std::chrono::seconds remember_ended_;
  std::array<Guarded<Entries>, kParts> entries_;
  std::array<Guarded<Cookies>, kParts> cookies_;
};

}  // namespace hearth::auth
