// Sessions: who is signed in, where. Owned by the app; any thread.
//
// A browser session is an opaque cookie of 256 random bits, good for 30 days after its latest use and for 180
// days in all. A program session is a refresh token of 256 random bits that is exchanged for a new one at
// each use (RFC 9700, section 4.14.2), and access tokens (access_token.h). What is stored of cookies and
// refresh tokens is their SHA-256 only.
//
// Event loops ask peek_…, which looks into memory and never waits; when it answers kUnknown (first sight
// after a restart), a request-pool thread asks check_…, which queries once and remembers. Whatever ends a
// session ends it in memory first, then calls `ended`, then stores it: its sockets are closed and its tokens
// refused even while the database does not answer.
#pragma once

#include <chrono>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "auth/access_token.h"
#include "auth/csrf.h"
#include "auth/session_cache.h"
#include "auth/time_source.h"
#include "chat/accounts.h"

namespace hearth::auth {

/// Who a proven session stands for.
struct Identity {
  chat::PersonId person;
  chat::SessionId session;
  chat::SessionKind kind = chat::SessionKind::kBrowser;
  bool must_change_password = false;  // nothing is allowed but to change it and to sign out
};

struct SessionRules {
  std::chrono::hours browser_unused{24 * 30};
  std::chrono::hours browser_longest{24 * 180};
  std::chrono::hours program_unused{24 * 30};
};

/// What a client keeps, and shows from now on. Told once: only hashes stay here. The members of the other
/// kind are empty.
struct Credentials {
  chat::SessionId session;
  chat::SessionKind kind = chat::SessionKind::kBrowser;
  std::string cookie;
  std::string csrf;
  std::string access_token;
  std::chrono::seconds expires_in{0};  // of the access token
  std::string refresh_token;
};

class Sessions {
 public:
  struct Events {
    /// These sessions have just ended: close their sockets. Any thread, no lock held; must not block or
    /// throw.
    std::function<void(std::span<const chat::SessionId>)> ended;
    /// A stored session was met for the first time since the start: its person did sign in from this address.
    std::function<void(const chat::Account&, const std::string& address)> recalled;
  };

  /// What is referred to must outlive this. `events` may have empty members.
  Sessions(chat::Accounts& accounts, const AccessTokens& access, const Csrf& csrf, SessionRules rules,
           Events events, TimeSource time);

  // --- Never block: any thread, event loops too. A use of the session is noted.
  enum class Standing : std::uint8_t {
    kKnown,    // `identity` stands
    kUnknown,  // not in memory: ask check_… on a thread that may wait
    kRefused,  // forged, expired or ended
  };
  struct Peek {
    Standing standing = Standing::kRefused;
    Identity identity;  // with kKnown
  };
  Peek peek_cookie(std::string_view cookie);
  Peek peek_access_token(std::string_view token);
  /// A sign of life on a socket of this session: extends it.
  void touch(chat::SessionId session);
  const Csrf& csrf() const { return csrf_; }
  std::size_t in_memory() const { return cache_.size(); }

  // --- May query: request-pool threads. Throw when the database does not answer.
  /// Refuse kNotSignedIn.
  chat::Outcome<Identity> check_cookie(std::string_view cookie);
  chat::Outcome<Identity> check_access_token(std::string_view token);

  /// A new session with credentials that never were anybody's before. Refuses nothing: whoever calls has
  /// looked at the password. `agent` is cut to 200 code points.
  Credentials open(const chat::Account& account, chat::SessionKind kind, const std::string& address,
                   std::string_view agent);

  struct Refreshed {
    chat::Account account;
    Credentials credentials;
  };
  /// Exchanges a refresh token. Refuses kNotSignedIn. A token that was exchanged before ends the whole
  /// session: either its thief or its owner comes second, and nobody can tell which.
  chat::Outcome<Refreshed> refresh(std::string_view refresh_token, const std::string& address);

  /// New credentials for an open session that keeps its id, and with it its sockets. The old ones are worth
  /// nothing from now on (but for access tokens, which live on for their minutes). Refuses kNotSignedIn when
  /// it has ended.
  chat::Outcome<Credentials> renew(chat::SessionId session);

  void end(chat::SessionId session);
  /// All of a person's sessions but `except` (none: SessionId{}): blocked, or the password was changed.
  void end_all_of(chat::PersonId person, chat::SessionId except);
  /// These were ended by another node: as above, without storing it.
  void note_ended(std::span<const chat::SessionId> sessions);

  /// Stores the uses noted since the last call, in one statement, and forgets what is not needed any more. To
  /// be called every minute and at the stop.
  void flush();

 private:
  Identity identity_of(chat::SessionId id, const SessionCache::Known& session) const;
  bool has_expired(const SessionCache::Known& session, Time at) const;
  Peek peek(chat::SessionId id, chat::SessionKind kind, Time at);
  chat::Outcome<Identity> recall(const chat::Session& session, Time at);
  Credentials credentials_for(const chat::Session& session, std::string secret, Time at) const;
  void tell_ended(std::span<const chat::SessionId> sessions) const;

  chat::Accounts& accounts_;
  const AccessTokens& access_;
  const Csrf& csrf_;
  const SessionRules rules_;
  const Events events_;
  const TimeSource time_;
  SessionCache cache_;
};

}  // namespace hearth::auth
