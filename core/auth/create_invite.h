// Inviting: a code with which somebody may register.
#pragma once

#include "auth/desk.h"

namespace hearth::auth {

struct CreateInvite {
  chat::PersonId by;
  std::uint32_t uses = 1;   // 1 to 1000
  std::uint32_t days = 14;  // 1 to 365
};

struct NewInvite {
  std::string code;  // 22 characters; told once, stored as a hash
  std::uint32_t uses = 1;
  Time expires_at;
};

/// Refuses kForbidden to all but admins and owners, kInvalid with field "uses" or "days".
chat::Outcome<NewInvite> create_invite(Desk& desk, const CreateInvite& request);

/// What is stored of a code (32 bytes). White space around it does not count.
std::string hash_of_invite(std::string_view code);

}  // namespace hearth::auth
