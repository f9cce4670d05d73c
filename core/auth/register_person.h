// Registering: a person makes an account of their own.
#pragma once

#include "auth/desk.h"

namespace hearth::auth {

struct Register {
  std::string user_name;
  std::string name;
  std::optional<std::string> email;
  std::optional<std::string> phone;
  std::string password;
  std::optional<std::string> invite;
  chat::SessionKind kind = chat::SessionKind::kBrowser;
  Visitor visitor;
};

/// A new member, signed in. Refuses kForbidden while registration is closed; kInvalid with the field that is
/// wrong ("invite" for a code that is missing, unknown, used up or expired while one is asked for); kConflict
/// with field "user_name" or "email" when taken; kTooMany per address; kUnavailable. Throws when the database
/// does not answer.
chat::Outcome<SignedIn> register_person(Desk& desk, const Register& request);

}  // namespace hearth::auth
