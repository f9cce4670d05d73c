// The first start: an owner who lets in everybody else.
#pragma once

#include <optional>
#include <string>

#include "auth/password_pool.h"
#include "auth/time_source.h"
#include "chat/accounts.h"

namespace hearth::auth {

struct FirstAdmin {
  chat::Person person;
  std::string password;  // 20 characters; told once, must be changed at the first sign-in
};

/// While nobody has an account: makes the owner "admin" with a random password. Nothing when there is an
/// account already, and for all but one of several processes that start at the same time (the user name is
/// unique in the store). Blocks for one hash. Throws when the database does not answer.
std::optional<FirstAdmin> create_first_admin(chat::Accounts& accounts, PasswordPool& passwords,
                                             const TimeSource& time);

/// 20 characters that nobody mistakes for one another: 116 bits.
std::string random_password();

}  // namespace hearth::auth
