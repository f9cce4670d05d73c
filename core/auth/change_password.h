// Changing one's own password.
#pragma once

#include "auth/desk.h"

namespace hearth::auth {

struct ChangePassword {
  Identity who;
  std::string old_password;
  std::string new_password;
  Visitor visitor;
};

/// Stores the new password, ends all other sessions of the person, and gives this one new credentials (its
/// id, and with it its sockets, stay). Refuses kInvalid with field "old_password" when it is wrong,
/// "new_password" when it is not good enough or the same as before; kTooMany; kNotSignedIn; kUnavailable.
chat::Outcome<SignedIn> change_password(Desk& desk, const ChangePassword& request);

}  // namespace hearth::auth
