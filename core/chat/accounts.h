// Accounts: the port to people's accounts and sessions as stored. Implemented by store/. Blocks: request-pool
// threads only. Passwords and tokens come here as hashes; what they are hashes of is auth's business alone.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "chat/refusal.h"
#include "chat/values.h"

namespace hearth::chat {

struct Account {
  Person person;
  std::optional<std::string> email;
  std::optional<std::string> phone;
  std::string password_hash;  // encoded Argon2id (PHC string)
  bool must_change_password = false;
  Time created_at;
};

enum class SessionKind : std::uint8_t { kBrowser = 1, kProgram = 2 };

struct Session {
  SessionId id;
  PersonId person;
  SessionKind kind = SessionKind::kBrowser;
  std::string token_hash;  // SHA-256, 32 bytes: of the cookie, or of the current refresh token
  Time created_at;
  Time last_used_at;
  Time expires_at;
  std::optional<Time> ended_at;
  std::string address;  // of the latest use
  std::string agent;    // User-Agent at sign-in, cut to 200 code points
};

struct Invite {
  std::string code_hash;  // SHA-256, 32 bytes
  PersonId by;
  std::uint32_t uses_left = 1;
  Time expires_at;
};

/// What became of a refresh token that was shown.
struct Rotation {
  enum class Result : std::uint8_t { kRotated, kUnknown, kReused, kEnded } result = Result::kUnknown;
  std::optional<Session> session;  // with kRotated, kReused (now ended) and kEnded
};

class Accounts {
 public:
  virtual ~Accounts() = default;

  /// Stores a new person (account.person.id is given here) with an empty notes-to-self conversation left to
  /// be made on demand. Refuses kConflict with field "user_name" or "email" when taken. With `invite_hash`,
  /// takes one use of that invite in the same transaction and refuses kInvalid (field "invite") when it is
  /// unknown, used up or expired.
  virtual Outcome<Account> add(const Account& account, const std::optional<std::string>& invite_hash) = 0;

  virtual std::optional<Account> by_id(PersonId id) = 0;
  /// By user name (folded to lower case) or, when it contains an '@', by e-mail.
  virtual std::optional<Account> by_login(const std::string& login) = 0;
  /// True as long as nobody has an account: the first start.
  virtual bool none_yet() = 0;
  virtual void set_password(PersonId id, const std::string& password_hash, bool must_change) = 0;
  virtual void add_invite(const Invite& invite) = 0;

  /// Stores a session; gives its id.
  virtual SessionId add_session(const Session& session) = 0;
  virtual std::optional<Session> session_by_token(const std::string& token_hash) = 0;
  virtual std::optional<Session> session_by_id(SessionId id) = 0;
  /// Exchanges a refresh token (RFC 9700, section 4.14.2) in one transaction: the token `shown_hash` becomes
  /// used and `next_hash` current. A token that was used before ends its whole session: kReused.
  virtual Rotation rotate(const std::string& shown_hash, const std::string& next_hash, Time at,
                          Time expires_at, const std::string& address) = 0;
  /// Gives an open session another token in place of the one it has; the old one is unknown from then on (and
  /// used, where it was a refresh token). False when the session has ended or does not exist.
  virtual bool replace_token(SessionId id, const std::string& next_hash, Time at) = 0;
  /// Notes the latest uses of sessions, in one statement.
  virtual void touch_sessions(const std::vector<std::pair<SessionId, Time>>& uses) = 0;
  /// Ends one session, or all of a person but `except`; gives those that were open.
  virtual bool end_session(SessionId id, Time at) = 0;
  virtual std::vector<SessionId> end_sessions_of(PersonId person, SessionId except, Time at) = 0;
  /// Notes when people were last seen, in one statement.
  virtual void note_last_seen(const std::vector<std::pair<PersonId, Time>>& seen) = 0;
};

}  // namespace hearth::chat
