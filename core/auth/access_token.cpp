#include "auth/access_token.h"

#include <charconv>
#include <stdexcept>

#include "base/encoding.h"
#include "base/random.h"

namespace hearth::auth {
namespace {

constexpr std::size_t kJtiBytes = 16;
/// How far the clocks of our machines may be apart.
constexpr std::chrono::seconds kClockSkew{60};

std::string encoded_header(const Key& key) {
  return to_base64url(R"({"alg":"HS256","typ":"JWT","kid":")" + key.id + R"("})") + ".";
}

bool is_plain(std::string_view text) {
  for (const char c : text)
    if (c < 0x20 || c > 0x7E || c == '"' || c == '\\') return false;
  return !text.empty();
}

std::uint64_t to_seconds(Time at) {
  return static_cast<std::uint64_t>(std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count());
}
Time from_seconds(std::uint64_t seconds) {
  return Time{std::chrono::seconds{seconds}};
}

/// Reads the flat object that we write ourselves: strings without escapes, whole numbers, no white space.
class Reader {
 public:
  explicit Reader(std::string_view text) : left_(text) {}

  bool take(char c) {
    if (left_.empty() || left_.front() != c) return false;
    left_.remove_prefix(1);
    return true;
  }
  std::optional<std::string_view> take_string() {
    if (!take('"')) return {};
    const auto end = left_.find('"');
    if (end == std::string_view::npos) return {};
    const auto text = left_.substr(0, end);
    left_.remove_prefix(end + 1);
    if (!is_plain(text)) return {};
    return text;
  }
  std::optional<std::uint64_t> take_number() {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(left_.data(), left_.data() + left_.size(), value);
    const auto width = static_cast<std::size_t>(end - left_.data());
    if (error != std::errc{} || value > kMaxIdValue || (left_.front() == '0' && width > 1)) return {};
    left_.remove_prefix(width);
    return value;
  }
  bool at_end() const { return left_.empty(); }

 private:
  std::string_view left_;
};

enum Claim : unsigned { kIss = 1, kAud = 2, kSub = 4, kSid = 8, kIat = 16, kExp = 32, kJti = 64, kAll = 127 };

}  // namespace

AccessTokens::AccessTokens(const Keys& keys, AccessRules rules)
    : rules_(std::move(rules)), current_{encoded_header(keys.current()), &keys.current().access_tokens} {
  if (!is_plain(rules_.issuer) || !is_plain(rules_.audience))
    throw std::invalid_argument(
        "issuer and audience of access tokens must be printable ASCII without quotes");
  if (keys.previous() != nullptr)
    previous_ = {encoded_header(*keys.previous()), &keys.previous()->access_tokens};
}

std::string AccessTokens::issue(chat::PersonId person, chat::SessionId session, Time at) const {
  const auto issued = to_seconds(at);
  const auto expires = issued + static_cast<std::uint64_t>(rules_.lifetime.count());
  const std::string claims = R"({"iss":")" + rules_.issuer + R"(","aud":")" + rules_.audience +
                             R"(","sub":")" + std::to_string(person.value) + R"(","sid":)" +
                             std::to_string(session.value) + R"(,"iat":)" + std::to_string(issued) +
                             R"(,"exp":)" + std::to_string(expires) + R"(,"jti":")" +
                             random_token(kJtiBytes) + R"("})";
  std::string token = current_.header + to_base64url(claims);
  const Digest tag = current_.key->tag(token);
  return token.append(".").append(to_base64url(bytes_of(tag)));
}

std::optional<AccessClaims> AccessTokens::verify(std::string_view token, Time at) const {
  if (token.size() > kLongest) return {};
  const Signer* signer = nullptr;
  for (const Signer* candidate : {&current_, &previous_})
    if (candidate->key != nullptr && token.starts_with(candidate->header)) signer = candidate;
  if (signer == nullptr) return {};
  const auto dot = token.find('.', signer->header.size());
  if (dot == std::string_view::npos) return {};
  const auto signature = from_base64url(token.substr(dot + 1));
  if (!signature || !same_secret(*signature, bytes_of(signer->key->tag(token.substr(0, dot))))) return {};
  // From here on the bytes are known to be our own.
  const auto json = from_base64url(token.substr(signer->header.size(), dot - signer->header.size()));
  if (!json) return {};
  const auto claims = read_claims(*json);
  if (!claims || claims->expires_at <= at || claims->issued_at > at + kClockSkew) return {};
  return claims;
}

std::optional<AccessClaims> AccessTokens::read_claims(std::string_view json) const {
  AccessClaims out;
  unsigned seen = 0;
  Reader reader(json);
  if (!reader.take('{')) return {};
  do {
    const auto name = reader.take_string();
    if (!name || !reader.take(':')) return {};
    unsigned claim = 0;
    if (*name == "sid" || *name == "iat" || *name == "exp") {
      const auto number = reader.take_number();
      if (!number) return {};
      if (*name == "sid") claim = kSid, out.session = chat::SessionId{*number};
      if (*name == "iat") claim = kIat, out.issued_at = from_seconds(*number);
      if (*name == "exp") claim = kExp, out.expires_at = from_seconds(*number);
    } else {
      const auto text = reader.take_string();
      if (!text) return {};
      if (*name == "iss" && *text == rules_.issuer) claim = kIss;
      if (*name == "aud" && *text == rules_.audience) claim = kAud;
      if (*name == "jti") claim = kJti;
      if (*name == "sub") {
        Reader digits(*text);
        const auto person = digits.take_number();
        if (!person || !digits.at_end()) return {};
        claim = kSub, out.person = chat::PersonId{*person};
      }
    }
    if (claim == 0 || (seen & claim) != 0) return {};  // unknown, wrong or repeated
    seen |= claim;
  } while (reader.take(','));
  if (!reader.take('}') || !reader.at_end() || seen != kAll || !out.person || !out.session) return {};
  return out;
}

}  // namespace hearth::auth
