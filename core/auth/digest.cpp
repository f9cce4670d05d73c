#include "auth/digest.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/sha.h>

#include <atomic>
#include <memory>
#include <stdexcept>

namespace hearth::auth {
namespace {

struct FreeMac {
  void operator()(EVP_MAC_CTX* state) const { EVP_MAC_CTX_free(state); }
};
using MacState = std::unique_ptr<EVP_MAC_CTX, FreeMac>;

const unsigned char* raw(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

MacState prepare(std::string_view key) {
  // Looked up once: a fetch takes locks and builds strings.
  static EVP_MAC* const kHmac = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
  if (kHmac == nullptr) throw std::runtime_error("OpenSSL has no HMAC");
  MacState state(EVP_MAC_CTX_new(kHmac));
  char digest[] = "SHA256";
  const OSSL_PARAM params[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
                               OSSL_PARAM_construct_end()};
  if (!state || EVP_MAC_init(state.get(), raw(key), key.size(), params) != 1)
    throw std::runtime_error("OpenSSL has no HMAC with SHA-256");
  return state;
}

/// The prepared states of the keys that this thread used last.
struct Prepared {
  std::uint64_t serial = 0;
  MacState state;
};
thread_local std::array<Prepared, 8> prepared;
thread_local std::size_t next_victim = 0;

std::uint64_t next_serial() {
  static std::atomic<std::uint64_t> last{0};
  return ++last;
}

}  // namespace

Digest hash_for(std::string_view purpose, std::string_view secret) {
  std::string text;
  text.reserve(purpose.size() + 1 + secret.size());
  text.append(purpose).push_back('\0');
  text.append(secret);
  Digest out;
  SHA256(raw(text), text.size(), out.data());
  OPENSSL_cleanse(text.data(), text.size());
  return out;
}

bool same_secret(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

HmacKey::HmacKey(std::string_view key) : key_(key), serial_(next_serial()) {
  if (key.size() < 32)
    throw std::invalid_argument("a key for HMAC-SHA-256 has at least 32 bytes (RFC 7518, 3.2)");
}

HmacKey::~HmacKey() {
  OPENSSL_cleanse(key_.data(), key_.size());
}

Digest HmacKey::tag(std::string_view text) const {
  EVP_MAC_CTX* state = nullptr;
  for (const Prepared& candidate : prepared)
    if (candidate.serial == serial_) state = candidate.state.get();
  if (state == nullptr) {
    Prepared& slot = prepared[next_victim++ % prepared.size()];
    slot = {serial_, prepare(key_)};
    state = slot.state.get();
  } else if (EVP_MAC_init(state, nullptr, 0, nullptr) != 1) {  // the same key again
    throw std::runtime_error("HMAC could not start");
  }
  Digest out;
  std::size_t size = 0;
  if (EVP_MAC_update(state, raw(text), text.size()) != 1 ||
      EVP_MAC_final(state, out.data(), &size, out.size()) != 1 || size != out.size())
    throw std::runtime_error("HMAC failed");
  return out;
}

HmacKey HmacKey::derive(std::string_view purpose) const {
  return HmacKey(bytes_of(tag(purpose)));
}

}  // namespace hearth::auth
