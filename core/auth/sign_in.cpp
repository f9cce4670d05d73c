#include "auth/sign_in.h"

#include "base/log.h"
#include "base/text.h"

namespace hearth::auth {
namespace {

constexpr std::size_t kLongestLogin = 254;
constexpr std::size_t kLongestPassword = 4 * 1024;  // bytes: more is no password that we ever took

Failure<chat::Refusal> wrong_credentials() {
  return chat::refuse(chat::RefusalCode::kWrongCredentials, "User name and password do not belong together.");
}

/// The account of exactly this login. A database may find "ána" when asked for "ana" (collations do); then
/// each spelling would have a budget of guesses of its own.
std::optional<chat::Account> find_account(chat::Accounts& accounts, const std::string& folded_login) {
  auto account = accounts.by_login(folded_login);
  if (!account) return {};
  const bool exact = fold(account->person.user_name) == folded_login ||
                     (account->email && fold(*account->email) == folded_login);
  if (!exact) return {};
  return account;
}

/// Still the same account with the same password? Looked at again after the session is stored, since a block
/// or a change of password in between has ended only those sessions that it saw.
chat::Outcome<bool> still_stands(Desk& desk, const chat::Account& before, const std::string& password) {
  const auto fresh = desk.accounts.by_id(before.person.id);
  if (!fresh || fresh->person.blocked) return false;
  if (fresh->password_hash == before.password_hash) return true;
  const auto verdict = desk.passwords.verify(password, &fresh->password_hash);
  if (!verdict) return Failure<chat::Refusal>{verdict.reason()};
  return verdict->matches;
}

/// Only when nobody changed the password meanwhile. What goes wrong here is no reason not to sign in.
void rehash(Desk& desk, const chat::Account& account, const std::string& password) {
  const auto hash = desk.passwords.hash(password);
  if (!hash) return;
  const auto fresh = desk.accounts.by_id(account.person.id);
  if (fresh && fresh->password_hash == account.password_hash)
    desk.accounts.set_password(account.person.id, *hash, fresh->must_change_password);
}

}  // namespace

chat::Outcome<SignedIn> sign_in(Desk& desk, const SignIn& request) {
  const std::string_view typed = trim(request.login);
  if (typed.empty()) return chat::refuse_field("login", "Give your user name or e-mail address.");
  if (request.password.empty()) return chat::refuse_field("password", "Give your password.");
  if (typed.size() > kLongestLogin || !is_utf8(typed) || request.password.size() > kLongestPassword ||
      !is_utf8(request.password))
    return wrong_credentials();  // whoever is asked for: it is nobody's
  const std::string login = fold(typed);

  auto attempt = desk.guessing.begin(login, request.visitor.address,
                                     desk.devices.prove(request.visitor.device, login, desk.time()));
  if (!attempt) {
    // Not louder: it is in the hands of whoever tries how often this is reached.
    log::debug("Too many attempts to sign in", {{"client.ip", request.visitor.address}});
    return Failure<chat::Refusal>{attempt.reason()};
  }
  try {
    const auto account = find_account(desk.accounts, login);
    const auto verdict = desk.passwords.verify(request.password, account ? &account->password_hash : nullptr);
    if (!verdict) {
      attempt->withdraw();
      return Failure<chat::Refusal>{verdict.reason()};
    }
    if (!account || !verdict->matches || account->person.blocked) {
      // Never the login: people type their password there.
      log::info("A sign-in was refused",
                {{"client.ip", request.visitor.address}, {"event.outcome", "failure"}});
      return wrong_credentials();
    }

    SignedIn signed_in = welcome(desk, *account, request.kind, request.visitor);
    const auto stands = still_stands(desk, *account, request.password);
    if (!stands || !*stands) {
      desk.sessions.end(signed_in.credentials.session);
      if (stands) return wrong_credentials();
      attempt->withdraw();
      return Failure<chat::Refusal>{stands.reason()};
    }
    attempt->succeeded();
    if (verdict->rehash) rehash(desk, *account, request.password);
    return signed_in;
  } catch (...) {
    attempt->withdraw();
    throw;
  }
}

}  // namespace hearth::auth
