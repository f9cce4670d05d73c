#include "auth/device.h"

#include <cstring>

#include "auth/digest.h"
#include "base/encoding.h"
#include "base/random.h"
#include "base/text.h"

namespace hearth::auth {
namespace {

constexpr std::size_t kPart = 16;
constexpr std::size_t kNamed = kPart + 8;  // nonce and expiry: what the tags are about
constexpr std::size_t kSize = kNamed + 2 * kPart;

std::string tag(const Key& key, std::string_view named, std::string_view kind, std::string_view login) {
  std::string text(named);
  text.append(kind).append(fold(login));
  return std::string(bytes_of(key.devices.tag(text)).substr(0, kPart));
}

}  // namespace

std::string Devices::issue(const chat::Account& account, Time at) const {
  std::string text = random_bytes(kPart);
  auto expiry = static_cast<std::uint64_t>(
      std::chrono::floor<std::chrono::seconds>(at + kLifetime).time_since_epoch().count());
  for (int shift = 56; shift >= 0; shift -= 8) text.push_back(static_cast<char>(expiry >> shift & 255));
  const std::string named = text;
  const Key& key = keys_.current();
  text += tag(key, named, "user name:", account.person.user_name);
  // Without an e-mail address the place is filled with what nobody can type.
  text += account.email ? tag(key, named, "e-mail:", *account.email) : random_bytes(kPart);
  return to_base64url(text);
}

std::optional<std::uint64_t> Devices::prove(std::string_view cookie, std::string_view login, Time at) const {
  login = trim(login);
  if (cookie.size() > 128 || !is_utf8(login)) return {};
  const auto bytes = from_base64url(cookie);
  if (!bytes || bytes->size() != kSize) return {};
  const std::string_view text = *bytes;
  const auto named = text.substr(0, kNamed);
  std::uint64_t expiry = 0;
  for (const char c : text.substr(kPart, 8)) expiry = expiry << 8 | static_cast<unsigned char>(c);
  const bool is_email = login.find('@') != std::string_view::npos;
  const auto shown = text.substr(is_email ? kNamed + kPart : kNamed, kPart);
  for (const Key* key : {&keys_.current(), keys_.previous()}) {
    if (key == nullptr || !same_secret(shown, tag(*key, named, is_email ? "e-mail:" : "user name:", login)))
      continue;
    if (expiry <= static_cast<std::uint64_t>(at.time_since_epoch().count() / 1000)) return {};
    std::uint64_t name = 0;
    std::memcpy(&name, text.data(), sizeof name);
    return name;
  }
  return {};
}

}  // namespace hearth::auth
