#include "auth/sessions.h"

#include <algorithm>

#include "base/log.h"
#include "base/random.h"
#include "base/text.h"

namespace hearth::auth {
namespace {

using chat::SessionId;
using chat::SessionKind;

constexpr std::size_t kSecretBytes = 32;
constexpr std::size_t kSecretLength = 43;  // of 32 bytes in base64
constexpr std::size_t kLongestAgent = 200;
constexpr std::size_t kLongestAddress = 45;

Digest cookie_hash(std::string_view cookie) {
  return hash_for("hearth cookie", cookie);
}
Digest refresh_hash(std::string_view token) {
  return hash_for("hearth refresh token", token);
}
Digest secret_hash(SessionKind kind, std::string_view secret) {
  return kind == SessionKind::kBrowser ? cookie_hash(secret) : refresh_hash(secret);
}

Failure<chat::Refusal> not_signed_in() {
  return chat::refuse(chat::RefusalCode::kNotSignedIn, "You are not signed in, or your session has ended.");
}

/// What clients say of themselves, fit to be stored and shown.
std::string clean_agent(std::string_view agent) {
  std::string out;
  if (!is_utf8(agent)) return out;
  std::size_t points = 0;
  for (const char c : agent) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0) != 0x80 && ++points > kLongestAgent) break;
    out.push_back(byte < 0x20 || byte == 0x7F ? ' ' : c);
  }
  return out;
}

}  // namespace

Sessions::Sessions(chat::Accounts& accounts, const AccessTokens& access, const Csrf& csrf, SessionRules rules,
                   Events events, TimeSource time)
    : accounts_(accounts),
      access_(access),
      csrf_(csrf),
      rules_(rules),
      events_(std::move(events)),
      time_(std::move(time)),
      cache_(access.lifetime()) {}

Identity Sessions::identity_of(SessionId id, const SessionCache::Known& session) const {
  return {session.person, id, session.kind, session.must_change_password};
}

bool Sessions::has_expired(const SessionCache::Known& session, Time at) const {
  if (session.expires_at <= at) return true;
  return session.kind == SessionKind::kBrowser && session.last_used_at + rules_.browser_unused <= at;
}

Sessions::Peek Sessions::peek(SessionId id, SessionKind kind, Time at) {
  const auto found = cache_.find(id);
  if (found.state == SessionCache::State::kUnknown) return {Standing::kUnknown, {}};
  if (found.state == SessionCache::State::kEnded || found.session.kind != kind ||
      has_expired(found.session, at))
    return {Standing::kRefused, {}};
  cache_.use(id, at);
  return {Standing::kKnown, identity_of(id, found.session)};
}

Sessions::Peek Sessions::peek_cookie(std::string_view cookie) {
  if (cookie.size() != kSecretLength) return {};
  const auto id = cache_.find_cookie(cookie_hash(cookie));
  if (!id) return {Standing::kUnknown, {}};
  return peek(*id, SessionKind::kBrowser, time_());
}

Sessions::Peek Sessions::peek_access_token(std::string_view token) {
  const Time at = time_();
  const auto claims = access_.verify(token, at);
  if (!claims) return {};
  const Peek found = peek(claims->session, SessionKind::kProgram, at);
  if (found.standing == Standing::kKnown && found.identity.person != claims->person) return {};
  return found;
}

void Sessions::touch(SessionId session) {
  cache_.use(session, time_());
}

chat::Outcome<Identity> Sessions::recall(const chat::Session& session, Time at) {
  const auto account = accounts_.by_id(session.person);
  if (session.ended_at || !account || account->person.blocked) return not_signed_in();
  const SessionCache::Known known{session.person, session.kind, account->must_change_password,
                                  session.last_used_at, session.expires_at};
  if (has_expired(known, at)) return not_signed_in();
  std::optional<Digest> cookie;
  if (session.kind == SessionKind::kBrowser && session.token_hash.size() == Digest{}.size()) {
    cookie.emplace();
    std::copy(session.token_hash.begin(), session.token_hash.end(), cookie->begin());
  }
  if (!cache_.add(session.id, known, cookie)) return not_signed_in();
  if (events_.recalled) events_.recalled(*account, session.address);
  cache_.use(session.id, at);
  return identity_of(session.id, known);
}

chat::Outcome<Identity> Sessions::check_cookie(std::string_view cookie) {
  const Peek found = peek_cookie(cookie);
  if (found.standing == Standing::kKnown) return found.identity;
  if (found.standing == Standing::kRefused) return not_signed_in();
  const auto session = accounts_.session_by_token(std::string(bytes_of(cookie_hash(cookie))));
  if (!session || session->kind != SessionKind::kBrowser) return not_signed_in();
  return recall(*session, time_());
}

chat::Outcome<Identity> Sessions::check_access_token(std::string_view token) {
  const Peek found = peek_access_token(token);
  if (found.standing == Standing::kKnown) return found.identity;
  if (found.standing == Standing::kRefused) return not_signed_in();
  const Time at = time_();
  const auto claims = access_.verify(token, at);
  if (!claims) return not_signed_in();
  const auto session = accounts_.session_by_id(claims->session);
  if (!session || session->kind != SessionKind::kProgram || session->person != claims->person)
    return not_signed_in();
  return recall(*session, at);
}

Credentials Sessions::credentials_for(const chat::Session& session, std::string secret, Time at) const {
  Credentials out;
  out.session = session.id;
  out.kind = session.kind;
  if (session.kind == SessionKind::kBrowser) {
    out.csrf = csrf_.token_for(secret);
    out.cookie = std::move(secret);
  } else {
    out.access_token = access_.issue(session.person, session.id, at);
    out.expires_in = access_.lifetime();
    out.refresh_token = std::move(secret);
  }
  return out;
}

Credentials Sessions::open(const chat::Account& account, SessionKind kind, const std::string& address,
                           std::string_view agent) {
  const Time at = time_();
  std::string secret = random_token(kSecretBytes);
  const Digest hash = secret_hash(kind, secret);
  chat::Session session;
  session.person = account.person.id;
  session.kind = kind;
  session.token_hash = bytes_of(hash);
  session.created_at = session.last_used_at = at;
  session.expires_at = at + (kind == SessionKind::kBrowser ? rules_.browser_longest : rules_.program_unused);
  session.address = address.substr(0, kLongestAddress);
  session.agent = clean_agent(agent);
  session.id = accounts_.add_session(session);
  cache_.add(session.id, {session.person, kind, account.must_change_password, at, session.expires_at},
             kind == SessionKind::kBrowser ? std::optional(hash) : std::nullopt);
  return credentials_for(session, std::move(secret), at);
}

chat::Outcome<Sessions::Refreshed> Sessions::refresh(std::string_view refresh_token,
                                                     const std::string& address) {
  if (refresh_token.size() != kSecretLength) return not_signed_in();
  const Time at = time_();
  std::string next = random_token(kSecretBytes);
  const chat::Rotation rotation = accounts_.rotate(
      std::string(bytes_of(refresh_hash(refresh_token))), std::string(bytes_of(refresh_hash(next))), at,
      at + rules_.program_unused, address.substr(0, kLongestAddress));
  if (rotation.result == chat::Rotation::Result::kReused && rotation.session) {
    const SessionId id = rotation.session->id;
    cache_.end(id, at);
    tell_ended({&id, 1});
    log::warning(
        "A refresh token was shown twice: its session was ended",
        {{"user.id", rotation.session->person.value}, {"hearth.session", id.value}, {"client.ip", address}});
  }
  if (rotation.result != chat::Rotation::Result::kRotated || !rotation.session) return not_signed_in();
  const chat::Session& session = *rotation.session;
  auto account = accounts_.by_id(session.person);
  if (!account || account->person.blocked) {
    end(session.id);
    return not_signed_in();
  }
  if (!cache_.add(
          session.id,
          {session.person, session.kind, account->must_change_password, at, at + rules_.program_unused}, {}))
    return not_signed_in();  // ended meanwhile
  return Refreshed{std::move(*account), credentials_for(session, std::move(next), at)};
}

chat::Outcome<Credentials> Sessions::renew(SessionId id) {
  const Time at = time_();
  const auto session = accounts_.session_by_id(id);
  const auto account = session ? accounts_.by_id(session->person) : std::nullopt;
  if (!account || session->ended_at || account->person.blocked) return not_signed_in();
  std::string secret = random_token(kSecretBytes);
  const Digest hash = secret_hash(session->kind, secret);
  if (!accounts_.replace_token(id, std::string(bytes_of(hash)), at)) return not_signed_in();
  const SessionCache::Known known{session->person, session->kind, account->must_change_password, at,
                                  session->expires_at};
  if (!cache_.replace(id, known, session->kind == SessionKind::kBrowser ? std::optional(hash) : std::nullopt))
    return not_signed_in();
  return credentials_for(*session, std::move(secret), at);
}

void Sessions::end(SessionId session) {
  const Time at = time_();
  cache_.end(session, at);
  tell_ended({&session, 1});
  accounts_.end_session(session, at);
}

void Sessions::end_all_of(chat::PersonId person, SessionId except) {
  const Time at = time_();
  const auto known = cache_.end_all_of(person, except, at);
  tell_ended(known);
  auto stored = accounts_.end_sessions_of(person, except, at);
  // Those that were not in memory, and those that came into it while the store was asked.
  std::erase_if(stored,
                [&](SessionId id) { return std::find(known.begin(), known.end(), id) != known.end(); });
  for (const SessionId id : stored) cache_.end(id, at);
  tell_ended(stored);
}

void Sessions::note_ended(std::span<const SessionId> sessions) {
  const Time at = time_();
  for (const SessionId id : sessions) cache_.end(id, at);
  tell_ended(sessions);
}

void Sessions::tell_ended(std::span<const SessionId> sessions) const {
  if (!sessions.empty() && events_.ended) events_.ended(sessions);
}

void Sessions::flush() {
  const auto uses = cache_.take_uses();
  if (!uses.empty()) {
    try {
      accounts_.touch_sessions(uses);
    } catch (...) {
      cache_.put_back(uses);
      throw;
    }
  }
  cache_.prune(time_());
}

}  // namespace hearth::auth
