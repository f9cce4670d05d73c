#include "auth/change_password.h"

#include "base/log.h"

namespace hearth::auth {

chat::Outcome<SignedIn> change_password(Desk& desk, const ChangePassword& request) {
  auto account = desk.accounts.by_id(request.who.person);
  if (!account || account->person.blocked)
    return chat::refuse(chat::RefusalCode::kNotSignedIn, "You are not signed in, or your session has ended.");
  const std::string email = account->email.value_or("");
  if (const auto good =
          check_new_password(request.new_password, {account->person.user_name, account->person.name, email},
                             desk.password_rules, "new_password");
      !good)
    return Failure<chat::Refusal>{good.reason()};
  if (request.new_password == request.old_password)
    return chat::refuse_field("new_password", "The new password is the old one.");

  // Whoever sits at a session that somebody left open must not be able to try out passwords without end; nor
  // may strangers at the sign-in keep its owner from changing it: so the session has a budget of its own.
  auto attempt =
      desk.guessing.begin(account->person.user_name, request.visitor.address, request.who.session.value);
  if (!attempt) return Failure<chat::Refusal>{attempt.reason()};
  try {
    const auto verdict = desk.passwords.verify(request.old_password, &account->password_hash);
    if (!verdict) {
      attempt->withdraw();
      return Failure<chat::Refusal>{verdict.reason()};
    }
    if (!verdict->matches) return chat::refuse_field("old_password", "This is not your present password.");
    attempt->succeeded();
    const auto hash = desk.passwords.hash(request.new_password);
    if (!hash) return Failure<chat::Refusal>{hash.reason()};
    desk.accounts.set_password(account->person.id, *hash, false);
  } catch (...) {
    attempt->withdraw();
    throw;
  }
  // The others first: if this one cannot be renewed, nobody is left signed in with the old password.
  desk.sessions.end_all_of(account->person.id, request.who.session);
  account->must_change_password = false;
  auto credentials = desk.sessions.renew(request.who.session);
  if (!credentials) return Failure<chat::Refusal>{credentials.reason()};
  log::info("A password was changed",
            {{"user.id", account->person.id.value}, {"client.ip", request.visitor.address}});
  SignedIn out{account->person, std::move(*credentials), {}, false};
  if (request.who.kind == chat::SessionKind::kBrowser) out.device = desk.devices.issue(*account, desk.time());
  return out;
}

}  // namespace hearth::auth
