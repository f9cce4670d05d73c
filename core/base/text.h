// Text as people write it: UTF-8, normalised to NFC, without what could only deceive or break a display.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace hearth {

/// True for well-formed UTF-8 (RFC 3629: no surrogates, no overlong forms, at most U+10FFFF).
bool is_utf8(std::string_view text);

/// The number of code points of well-formed UTF-8.
std::size_t count_code_points(std::string_view text);

/// The text in Unicode Normalization Form C (UAX #15). Pure ASCII is returned as it is. Throws
/// std::invalid_argument for malformed UTF-8: check with is_utf8 first.
std::string to_nfc(std::string text);

/// For comparing and finding: NFKC, case folded, without accents ("Éva" -> "eva").
std::string fold(std::string_view text);

/// Without leading and trailing white space (Unicode White_Space).
std::string_view trim(std::string_view text);

/// True when the text has a control character other than tab and line feed (carriage return included).
bool has_control(std::string_view text);

/// True for exactly one emoji as people see it: a pictograph with its modifiers (skin tone, gender, joined
/// ones), a flag or a keycap (UTS #51, as far as Unicode's grapheme rules tell).
bool is_emoji(std::string_view text);

}  // namespace hearth
