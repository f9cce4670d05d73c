#include "auth/access_token.h"

#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include "base/encoding.h"
#include "base/random.h"

namespace hearth::auth {

class AccessTokenTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(AccessTokenTest);
  CPPUNIT_TEST(tells_who_it_was_issued_to);
  CPPUNIT_TEST(is_a_jwt_that_others_can_read);
  CPPUNIT_TEST(expires_to_the_second);
  CPPUNIT_TEST(no_two_are_alike);
  CPPUNIT_TEST(a_token_without_a_signature_is_refused);
  CPPUNIT_TEST(other_algorithms_are_refused_even_when_signed_with_our_key);
  CPPUNIT_TEST(foreign_key_ids_and_extra_header_members_are_refused);
  CPPUNIT_TEST(a_token_for_somebody_else_is_refused);
  CPPUNIT_TEST(every_truncation_is_refused);
  CPPUNIT_TEST(every_changed_character_is_refused);
  CPPUNIT_TEST(padding_spaces_and_trailing_bits_are_refused);
  CPPUNIT_TEST(what_is_signed_but_odd_is_refused);
  CPPUNIT_TEST(a_token_from_the_future_is_refused);
  CPPUNIT_TEST(a_huge_token_is_refused);
  CPPUNIT_TEST(the_previous_key_is_good_until_it_is_taken_away);
  CPPUNIT_TEST_SUITE_END();

  static constexpr chat::PersonId kAna{7};
  static constexpr chat::SessionId kLaptop{12};

  const Time now_ = *parse_rfc3339("2026-03-01T09:00:00Z");
  const std::string secret_ = random_token(32);
  const Keys keys_ = Keys::from_text(secret_);
  const AccessTokens tokens_{keys_, {}};
  const HmacKey& key_ = keys_.current().access_tokens;

  struct Parts {
    std::string header, claims, signature;
  };
  static Parts split(const std::string& token) {
    const auto first = token.find('.');
    const auto second = token.find('.', first + 1);
    return {token.substr(0, first), token.substr(first + 1, second - first - 1), token.substr(second + 1)};
  }
  std::string sign(const std::string& header, const std::string& claims) const {
    const std::string text = to_base64url(header) + "." + to_base64url(claims);
    return text + "." + to_base64url(bytes_of(key_.tag(text)));
  }
  std::string good_header() const { return *from_base64url(split(issue()).header); }
  std::string issue() const { return tokens_.issue(kAna, kLaptop, now_); }
  bool is_taken(std::string_view token) const { return tokens_.verify(token, now_).has_value(); }
  std::string claims(
      const std::string& iss = "hearth", const std::string& aud = "hearth",
      const std::string& rest = R"("sub":"7","sid":12,"iat":1772355600,"exp":1772356500,"jti":"x")") const {
    return R"({"iss":")" + iss + R"(","aud":")" + aud + R"(",)" + rest + "}";
  }

  void tells_who_it_was_issued_to() {
    const auto claims = tokens_.verify(issue(), now_);
    CPPUNIT_ASSERT(claims);
    CPPUNIT_ASSERT(claims->person == kAna);
    CPPUNIT_ASSERT(claims->session == kLaptop);
    CPPUNIT_ASSERT(claims->issued_at == now_);
    CPPUNIT_ASSERT(claims->expires_at == now_ + std::chrono::minutes{15});
    CPPUNIT_ASSERT_MESSAGE("the way the other tests make tokens makes good ones",
                           is_taken(sign(good_header(), this->claims())));
  }

  void is_a_jwt_that_others_can_read() {
    const Parts parts = split(issue());
    CPPUNIT_ASSERT_EQUAL(R"({"alg":"HS256","typ":"JWT","kid":")" + keys_.current().id + R"("})",
                         *from_base64url(parts.header));
    CPPUNIT_ASSERT(
        from_base64url(parts.claims)
            ->starts_with(
                R"({"iss":"hearth","aud":"hearth","sub":"7","sid":12,"iat":1772355600,"exp":1772356500,"jti":")"));
  }

  void expires_to_the_second() {
    const std::string token = issue();
    CPPUNIT_ASSERT(tokens_.verify(token, now_ + std::chrono::minutes{15} - std::chrono::milliseconds{1}));
    CPPUNIT_ASSERT(!tokens_.verify(token, now_ + std::chrono::minutes{15}));
  }

  void no_two_are_alike() { CPPUNIT_ASSERT(issue() != issue()); }

  void a_token_without_a_signature_is_refused() {
    const Parts good = split(issue());
    for (const char* alg : {"none", "None", "NONE", "nOnE", ""}) {
      const std::string header = to_base64url(std::string(R"({"alg":")") + alg + R"(","typ":"JWT"})");
      CPPUNIT_ASSERT_MESSAGE(alg, !is_taken(header + "." + good.claims + "."));
      CPPUNIT_ASSERT_MESSAGE(alg, !is_taken(header + "." + good.claims));
      CPPUNIT_ASSERT_MESSAGE(alg, !is_taken(header + "." + good.claims + "." + good.signature));
    }
    CPPUNIT_ASSERT(!is_taken(good.header + "." + good.claims + "."));
    CPPUNIT_ASSERT(!is_taken(good.header + "." + good.claims));
  }

  void other_algorithms_are_refused_even_when_signed_with_our_key() {
    for (const char* alg : {"RS256", "ES256", "PS256", "EdDSA", "HS384", "HS512", "hs256", "HS256 "}) {
      const std::string header =
          std::string(R"({"alg":")") + alg + R"(","typ":"JWT","kid":")" + keys_.current().id + R"("})";
      CPPUNIT_ASSERT_MESSAGE(alg, !is_taken(sign(header, claims())));
    }
  }

  void foreign_key_ids_and_extra_header_members_are_refused() {
    const std::string& kid = keys_.current().id;
    for (const std::string& header : {
             std::string(R"({"alg":"HS256","typ":"JWT"})"),
             std::string(R"({"alg":"HS256","typ":"JWT","kid":""})"),
             std::string(R"({"alg":"HS256","typ":"JWT","kid":"../../../dev/null"})"),
             std::string(R"({"alg":"HS256","typ":"JWT","kid":"' UNION SELECT 'k"})"),
             R"({"alg":"HS256","typ":"JWT","kid":")" + kid + R"(","jku":"https://evil.example/keys"})",
             R"({"alg":"HS256","typ":"JWT","kid":")" + kid + R"(","crit":["exp"]})",
             R"({"alg":"none","alg":"HS256","typ":"JWT","kid":")" + kid + R"("})",
             R"({"typ":"JWT","alg":"HS256","kid":")" + kid + R"("})",
             R"( {"alg":"HS256","typ":"JWT","kid":")" + kid + R"("})",
         })
      CPPUNIT_ASSERT_MESSAGE(header, !is_taken(sign(header, claims())));
    const Keys stranger = Keys::from_text(random_token(32));
    CPPUNIT_ASSERT(!is_taken(AccessTokens(stranger, {}).issue(kAna, kLaptop, now_)));
  }

  void a_token_for_somebody_else_is_refused() {
    AccessRules other_audience, other_issuer;
    other_audience.audience = "billing";
    other_issuer.issuer = "elsewhere";
    CPPUNIT_ASSERT(!is_taken(AccessTokens(keys_, other_audience).issue(kAna, kLaptop, now_)));
    CPPUNIT_ASSERT(!is_taken(AccessTokens(keys_, other_issuer).issue(kAna, kLaptop, now_)));
    CPPUNIT_ASSERT(!is_taken(sign(good_header(), claims("hearth", "hearth2"))));
  }

  void every_truncation_is_refused() {
    const std::string token = issue();
    for (std::size_t n = 0; n < token.size(); ++n) CPPUNIT_ASSERT(!is_taken(token.substr(0, n)));
    for (std::size_t n = 1; n < token.size(); ++n) CPPUNIT_ASSERT(!is_taken(token.substr(n)));
  }

  void every_changed_character_is_refused() {
    const std::string token = issue();
    for (std::size_t i = 0; i < token.size(); ++i)
      for (const char other : {'A', 'Q', '_', '.', '=', '\0'}) {
        std::string changed = token;
        if (changed[i] == other) continue;
        changed[i] = other;
        CPPUNIT_ASSERT_MESSAGE(std::to_string(i), !is_taken(changed));
      }
  }

  void padding_spaces_and_trailing_bits_are_refused() {
    const std::string token = issue();
    for (const char* after : {"=", "==", ".", " ", "\n", "A"}) CPPUNIT_ASSERT(!is_taken(token + after));
    CPPUNIT_ASSERT(!is_taken(token + std::string(1, '\0')));
    for (const char* before : {" ", ".", "Bearer "}) CPPUNIT_ASSERT(!is_taken(before + token));
    // The last of 43 characters carries two bits that mean nothing: four spellings of one signature, of which
    // one is right.
    constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    int taken = 0;
    for (const char last : kAlphabet) taken += is_taken(token.substr(0, token.size() - 1) + last);
    CPPUNIT_ASSERT_EQUAL(1, taken);
  }

  void what_is_signed_but_odd_is_refused() {
    const std::string rest = R"("sub":"7","sid":12,"iat":1772355600,"exp":1772356500,"jti":"x")";
    CPPUNIT_ASSERT(is_taken(sign(good_header(), claims("hearth", "hearth", rest))));
    for (const char* odd : {
             R"("sub":"7","sid":12,"iat":1772355600,"jti":"x")",                               // no expiry
             R"("sub":"7","sid":12,"iat":1772355600,"exp":"1772356500","jti":"x")",            // as text
             R"("sub":"7","sid":12,"iat":1772355600,"exp":1e99,"jti":"x")",                    // as a float
             R"("sub":"7","sid":12,"iat":1772355600,"exp":-1,"jti":"x")",                      //
             R"("sub":"7","sid":12,"iat":1772355600,"exp":18446744073709551616,"jti":"x")",    // 2^64
             R"("sub":"7","sid":12,"iat":1772355600,"exp":01772356500,"jti":"x")",             //
             R"("sub":7,"sid":12,"iat":1772355600,"exp":1772356500,"jti":"x")",                //
             R"("sub":"","sid":12,"iat":1772355600,"exp":1772356500,"jti":"x")",               //
             R"("sub":"0","sid":12,"iat":1772355600,"exp":1772356500,"jti":"x")",              // nobody
             R"("sub":"7 ","sid":12,"iat":1772355600,"exp":1772356500,"jti":"x")",             //
             R"("sub":"7","sub":"1","sid":12,"iat":1772355600,"exp":1772356500,"jti":"x")",    // twice
             R"("sub":"7","sid":12,"iat":1772355600,"exp":1772356500,"jti":"x","admin":"1")",  // unknown
             R"("sub":"7","sid":12,"iat":1772355600,"exp":1772356500,"jti":"x"}{"a":"b")",     //
             R"("sub": "7","sid":12,"iat":1772355600,"exp":1772356500,"jti":"x")",             // a space
             R"("sub":"7\u0030","sid":12,"iat":1772355600,"exp":1772356500,"jti":"x")",        // an escape
             "",
         })
      CPPUNIT_ASSERT_MESSAGE(odd, !is_taken(sign(good_header(), claims("hearth", "hearth", odd))));
    for (const char* whole : {"", "{", "{}", "[]", "null", "{\"iss\"", "{\"iss\":", "\"\""})
      CPPUNIT_ASSERT_MESSAGE(whole, !is_taken(sign(good_header(), whole)));
  }

  void a_token_from_the_future_is_refused() {
    CPPUNIT_ASSERT(tokens_.verify(tokens_.issue(kAna, kLaptop, now_ + std::chrono::seconds{30}), now_));
    CPPUNIT_ASSERT(!tokens_.verify(tokens_.issue(kAna, kLaptop, now_ + std::chrono::minutes{5}), now_));
  }

  void a_huge_token_is_refused() {
    AccessRules wordy;
    wordy.issuer = std::string(1800, 'i');
    const AccessTokens tokens(keys_, wordy);
    CPPUNIT_ASSERT(tokens.issue(kAna, kLaptop, now_).size() > AccessTokens::kLongest);
    CPPUNIT_ASSERT(!tokens.verify(tokens.issue(kAna, kLaptop, now_), now_));
  }

  void the_previous_key_is_good_until_it_is_taken_away() {
    const std::string next = random_token(32);
    const std::string old_token = issue();
    const Keys rotated = Keys::from_text(next + "\n" + secret_ + "\n");
    const AccessTokens during(rotated, {});
    CPPUNIT_ASSERT(during.verify(old_token, now_));
    CPPUNIT_ASSERT(during.verify(during.issue(kAna, kLaptop, now_), now_));
    CPPUNIT_ASSERT_MESSAGE("new ones are signed with the new key",
                           !is_taken(during.issue(kAna, kLaptop, now_)));
    const Keys after = Keys::from_text(next);
    CPPUNIT_ASSERT(!AccessTokens(after, {}).verify(old_token, now_));
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(AccessTokenTest);

}  // namespace hearth::auth
