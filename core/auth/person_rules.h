// What people may be called and how they are reached. Each function gives the value as it is stored, or
// refuses kInvalid naming the field. Any thread.
#pragma once

#include <string>
#include <string_view>

#include "chat/refusal.h"

namespace hearth::auth {

/// 2 to 32 of a-z 0-9 . _ - beginning with a letter; lower-cased. Not one of the words that mean everybody in
/// a mention.
chat::Outcome<std::string> check_user_name(std::string_view text);

/// As displayed: 1 to 80 code points, NFC, trimmed, on one line, with nothing invisible in it that could pass
/// it off as another.
chat::Outcome<std::string> check_name(std::string_view text);

/// An address as mailers take it (RFC 5321, section 4.1.2, without quoted local parts; ASCII): at most 254
/// characters, with a dot in the domain, which is lower-cased.
chat::Outcome<std::string> check_email(std::string_view text);

/// An international number (E.164): + and 7 to 15 digits; spaces, hyphens, dots and parentheses go.
chat::Outcome<std::string> check_phone(std::string_view text);

}  // namespace hearth::auth
