#include "auth/create_first_admin.h"

#include <stdexcept>

#include "base/random.h"

namespace hearth::auth {

std::string random_password() {
  constexpr std::string_view kAlphabet =
      "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";  // no l 1 I O 0
  constexpr std::size_t kLength = 20;
  constexpr auto kFair =
      256 / kAlphabet.size() * kAlphabet.size();  // bytes beyond would favour the first letters
  std::string out;
  while (out.size() < kLength)
    for (const char c : random_bytes(kLength)) {
      const auto byte = static_cast<unsigned char>(c);
      if (byte < kFair && out.size() < kLength) out.push_back(kAlphabet[byte % kAlphabet.size()]);
    }
  return out;
}

std::optional<FirstAdmin> create_first_admin(chat::Accounts& accounts, PasswordPool& passwords,
                                             const TimeSource& time) {
  if (!accounts.none_yet()) return {};
  FirstAdmin admin;
  admin.password = random_password();
  const auto hash = passwords.hash(admin.password);
  if (!hash) throw std::runtime_error("the password pool is full at the first start");
  chat::Account account;
  account.person.user_name = "admin";
  account.person.name = "Administrator";
  account.person.role = chat::OrganisationRole::kOwner;
  account.password_hash = *hash;
  account.must_change_password = true;
  account.created_at = time();
  const auto added = accounts.add(account, {});
  if (!added) {
    if (added.reason().code == chat::RefusalCode::kConflict) return {};  // another process was first
    throw std::runtime_error("the first account could not be made: " + added.reason().message);
  }
  admin.person = added->person;
  return admin;
}

}  // namespace hearth::auth
