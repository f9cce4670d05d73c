// Signing in with a password.
#pragma once

#include "auth/desk.h"

namespace hearth::auth {

struct SignIn {
  std::string login;  // user name or e-mail address
  std::string password;
  chat::SessionKind kind = chat::SessionKind::kBrowser;
  Visitor visitor;
};

/// A new session for who knows the password. Refuses kWrongCredentials, with the same words and after the
/// same work, for an unknown login, a wrong password, and a blocked person even with the right one; kTooMany
/// (guessing.h), also the same for all of them; kUnavailable when too many sign in at this moment. Throws
/// when the database does not answer.
chat::Outcome<SignedIn> sign_in(Desk& desk, const SignIn& request);

}  // namespace hearth::auth
