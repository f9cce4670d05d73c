#include "auth/person_rules.h"

#include <algorithm>

#include "base/text.h"

namespace hearth::auth {
namespace {

bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
char to_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
bool is_alphanumeric(char c) {
  return is_lower(to_lower(c)) || is_digit(c);
}

/// Marks that change the direction of text, join or fill without being seen.
bool has_invisible(std::string_view text) {
  for (const std::string_view mark :
       {"\xE2\x80\x8B", "\xE2\x80\x8E", "\xE2\x80\x8F", "\xE2\x80\xA8", "\xE2\x80\xA9",
        "\xE2\x80\xAA", "\xE2\x80\xAB", "\xE2\x80\xAC", "\xE2\x80\xAD", "\xE2\x80\xAE",
        "\xE2\x81\xA0", "\xE2\x81\xA6", "\xE2\x81\xA7", "\xE2\x81\xA8", "\xE2\x81\xA9",
        "\xEF\xBB\xBF", "\xC2\xAD",     "\xE3\x85\xA4", "\xE1\x85\x9F", "\xE1\x85\xA0"})
    if (text.find(mark) != std::string_view::npos) return true;
  return false;
}

bool is_local_part(std::string_view text) {
  constexpr std::string_view kSigns = "!#$%&'*+/=?^_`{|}~-.";
  if (text.empty() || text.size() > 64 || text.front() == '.' || text.back() == '.') return false;
  if (text.find("..") != std::string_view::npos) return false;
  return std::all_of(text.begin(), text.end(),
                     [&](char c) { return is_alphanumeric(c) || kSigns.find(c) != std::string_view::npos; });
}

bool is_domain(std::string_view text) {
  if (text.find('.') == std::string_view::npos) return false;
  for (;;) {
    const auto label = text.substr(0, text.find('.'));
    if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-') return false;
    if (!std::all_of(label.begin(), label.end(), [](char c) { return is_alphanumeric(c) || c == '-'; }))
      return false;
    if (label.size() == text.size()) return true;
    text.remove_prefix(label.size() + 1);
  }
}

}  // namespace

chat::Outcome<std::string> check_user_name(std::string_view text) {
  std::string name(trim(text));
  std::transform(name.begin(), name.end(), name.begin(), &to_lower);
  const bool good = name.size() >= 2 && name.size() <= 32 && is_lower(name.front()) &&
                    std::all_of(name.begin(), name.end(), [](char c) {
                      return is_lower(c) || is_digit(c) || c == '.' || c == '_' || c == '-';
                    });
  if (!good)
    return chat::refuse_field(
        "user_name",
        "A user name has 2 to 32 of a-z, 0-9, dot, hyphen and underscore, and begins with a letter.");
  for (const std::string_view word :
       {"all", "channel", "everybody", "everyone", "hearth", "here", "me", "system"})
    if (name == word) return chat::refuse_field("user_name", "This user name is reserved.");
  return name;
}

chat::Outcome<std::string> check_name(std::string_view text) {
  if (!is_utf8(text)) return chat::refuse_field("name", "The name is not well-formed text.");
  std::string name = to_nfc(std::string(trim(text)));
  const auto length = count_code_points(name);
  if (length < 1 || length > 80) return chat::refuse_field("name", "A name has 1 to 80 characters.");
  if (has_control(name) || name.find_first_of("\t\n") != std::string::npos || has_invisible(name) ||
      fold(name).empty())
    return chat::refuse_field("name", "The name has characters that cannot be seen.");
  return name;
}

chat::Outcome<std::string> check_email(std::string_view text) {
  std::string email(trim(text));
  const auto at = email.rfind('@');
  if (email.size() > 254 || at == std::string::npos ||
      !is_local_part(std::string_view(email).substr(0, at)) ||
      !is_domain(std::string_view(email).substr(at + 1)))
    return chat::refuse_field("email", "This is not an e-mail address.");
  std::transform(email.begin() + static_cast<std::ptrdiff_t>(at), email.end(),
                 email.begin() + static_cast<std::ptrdiff_t>(at), &to_lower);
  return email;
}

chat::Outcome<std::string> check_phone(std::string_view text) {
  std::string phone;
  for (const char c : trim(text))
    if (std::string_view(" -.()/").find(c) == std::string_view::npos) phone.push_back(c);
  const bool good = phone.size() >= 8 && phone.size() <= 16 && phone[0] == '+' && phone[1] != '0' &&
                    std::all_of(phone.begin() + 1, phone.end(), &is_digit);
  if (!good) return chat::refuse_field("phone", "Write the number with its country: +49 30 1234567.");
  return phone;
}

}  // namespace hearth::auth
