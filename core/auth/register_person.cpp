#include "auth/register_person.h"

#include "auth/create_invite.h"
#include "auth/person_rules.h"

namespace hearth::auth {
namespace {

bool is_given(const std::optional<std::string>& text) {
  return text && !text->empty();
}

/// The account as it would be stored, but for its password.
chat::Outcome<chat::Account> draft_account(const Register& request) {
  chat::Account account;
  const auto user_name = check_user_name(request.user_name);
  if (!user_name) return Failure<chat::Refusal>{user_name.reason()};
  const auto name = check_name(request.name);
  if (!name) return Failure<chat::Refusal>{name.reason()};
  account.person.user_name = *user_name;
  account.person.name = *name;
  account.person.role = chat::OrganisationRole::kMember;
  if (is_given(request.email)) {
    const auto email = check_email(*request.email);
    if (!email) return Failure<chat::Refusal>{email.reason()};
    account.email = *email;
  }
  if (is_given(request.phone)) {
    const auto phone = check_phone(*request.phone);
    if (!phone) return Failure<chat::Refusal>{phone.reason()};
    account.phone = *phone;
  }
  return account;
}

}  // namespace

chat::Outcome<SignedIn> register_person(Desk& desk, const Register& request) {
  if (desk.registration == Registration::kClosed)
    return chat::refuse(chat::RefusalCode::kForbidden, "Registration is closed here. Ask an administrator.");
  std::optional<std::string> invite_hash;
  if (desk.registration == Registration::kInvite) {
    if (!is_given(request.invite))
      return chat::refuse_field("invite", "An invitation is needed to register here.");
    invite_hash = hash_of_invite(*request.invite);
  }
  auto account = draft_account(request);
  if (!account) return Failure<chat::Refusal>{account.reason()};
  const std::string email = account->email.value_or("");
  if (const auto good =
          check_new_password(request.password, {account->person.user_name, account->person.name, email},
                             desk.password_rules, "password");
      !good)
    return Failure<chat::Refusal>{good.reason()};

  auto attempt = desk.guessing.begin_registration(request.visitor.address);
  if (!attempt) return Failure<chat::Refusal>{attempt.reason()};
  const auto hash = desk.passwords.hash(request.password);
  if (!hash) {
    attempt->withdraw();
    return Failure<chat::Refusal>{hash.reason()};
  }
  account->password_hash = *hash;
  account->created_at = desk.time();
  const auto added = desk.accounts.add(*account, invite_hash);
  if (!added) return Failure<chat::Refusal>{added.reason()};
  if (desk.on_registered) desk.on_registered(added->person);
  desk.guessing.learn(*added, request.visitor.address);
  return welcome(desk, *added, request.kind, request.visitor);
}

}  // namespace hearth::auth
