// What a password must be to be taken (NIST SP 800-63B, section 5.1.1.2: long, any characters, not a common
// one; no rules of composition).
#pragma once

#include <string_view>

#include "chat/refusal.h"

namespace hearth::auth {

struct PasswordRules {
  std::size_t shortest = 10;  // code points
  std::size_t longest = 256;
};

/// What a password must not be: its owner.
struct PasswordOwner {
  std::string_view user_name;
  std::string_view name;
  std::string_view email;
};

/// Refuses kInvalid with `field` when the password is too short or long, is not text, is its owner's name, or
/// is one of the first that are tried. Any thread.
chat::Outcome<Nothing> check_new_password(std::string_view password, const PasswordOwner& owner,
                                          const PasswordRules& rules, std::string_view field);

/// True for passwords that attackers try first: words of our list of about 1,000, as they are, with digits
/// and signs around them, in leet speak, twice over or two together; the same few characters over and over;
/// sequences. Case, accents and width do not matter. `password` must be UTF-8.
bool is_common_password(std::string_view password);

/// One of the words of the list, in lower case.
bool is_common_word(std::string_view word);

}  // namespace hearth::auth
