#include "auth/password_rules.h"

#include <string>

#include "auth/password_hash.h"
#include "base/text.h"

namespace hearth::auth {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

/// Without the digits and signs around it: "2024!summer99" -> "summer".
std::string_view undecorated(std::string_view word) {
  while (!word.empty() && !is_letter(word.front())) word.remove_prefix(1);
  while (!word.empty() && !is_letter(word.back())) word.remove_suffix(1);
  return word;
}

std::string without_leet(std::string_view word) {
  std::string out(word);
  for (char& c : out) switch (c) {
      case '0':
        c = 'o';
        break;
      case '1':
      case '!':
      case '|':
        c = 'i';
        break;
      case '3':
        c = 'e';
        break;
      case '4':
      case '@':
        c = 'a';
        break;
      case '5':
      case '$':
        c = 's';
        break;
      case '7':
        c = 't';
        break;
      case '8':
        c = 'b';
        break;
      default:
        break;
    }
  return out;
}

/// The shortest part that, written again and again (the last time perhaps not to its end), gives the word.
std::string_view repeated_part(std::string_view word) {
  for (std::size_t n = 1; n * 2 <= word.size(); ++n) {
    std::size_t i = n;
    while (i < word.size() && word[i] == word[i - n]) ++i;
    if (i == word.size()) return word.substr(0, n);
  }
  return word;
}

/// "abcdefghij", "9876543210", "2468…": each step as the one before.
bool is_sequence(std::string_view word) {
  if (word.size() < 3) return false;
  const int step = word[1] - word[0];
  for (std::size_t i = 2; i < word.size(); ++i)
    if (word[i] - word[i - 1] != step) return false;
  return true;
}

bool is_two_words(std::string_view word) {
  constexpr std::size_t kLongest = 32;
  if (word.size() > kLongest) return false;
  for (std::size_t cut = 3; cut + 3 <= word.size(); ++cut)
    if (is_common_word(word.substr(0, cut)) && is_common_word(word.substr(cut))) return true;
  return false;
}

bool is_made_of_words(std::string_view word) {
  return is_common_word(word) || is_common_word(repeated_part(word)) || is_two_words(word);
}

bool is_common_form(std::string_view word) {
  const auto part = repeated_part(word);
  return part.size() <= 3 || is_sequence(part) || is_made_of_words(word);
}

/// The same as its owner's name, however it is decorated.
bool is_name(std::string_view folded, std::string_view name) {
  const std::string of_owner = fold(trim(name));
  if (of_owner.size() < 3) return false;
  return folded == of_owner || undecorated(folded) == undecorated(of_owner) ||
         repeated_part(folded) == repeated_part(of_owner);
}

}  // namespace

bool is_common_password(std::string_view password) {
  const std::string folded = fold(trim(password));
  if (is_common_form(folded)) return true;
  const auto core = undecorated(folded);
  // Decoration counts as such only while it is short: a long number beside a word is a secret of its own.
  constexpr std::size_t kMostDecoration = 8;
  const bool decorated = folded.size() - core.size() <= kMostDecoration;
  if (decorated && (is_made_of_words(core) || is_made_of_words(without_leet(core)))) return true;
  return is_made_of_words(without_leet(folded));
}

chat::Outcome<Nothing> check_new_password(std::string_view password, const PasswordOwner& owner,
                                          const PasswordRules& rules, std::string_view field) {
  const auto no = [&](std::string why) { return chat::refuse_field(std::string(field), std::move(why)); };
  if (!is_utf8(password)) return no("The password is not well-formed text.");
  const std::string prepared = prepare_password(password);
  if (has_control(prepared) || prepared.find_first_of("\t\n") != std::string::npos)
    return no("The password must not contain control characters.");
  const auto length = count_code_points(prepared);
  if (length < rules.shortest)
    return no("The password is too short: at least " + std::to_string(rules.shortest) + " characters.");
  if (length > rules.longest)
    return no("The password is too long: at most " + std::to_string(rules.longest) + " characters.");
  const std::string folded = fold(trim(prepared));
  if (is_name(folded, owner.user_name) || is_name(folded, owner.name) || is_name(folded, owner.email) ||
      is_name(folded, owner.email.substr(0, owner.email.find('@'))))
    return no("The password must not be your name or e-mail address.");
  if (is_common_password(prepared))
    return no("This password is one of the first that are tried. Choose another.");
  return Nothing{};
}

}  // namespace hearth::auth
