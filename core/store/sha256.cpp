#include "store/sha256.h"

#include <openssl/evp.h>

#include <stdexcept>

namespace hearth::store {

Sha256::Sha256() : algorithm_(EVP_MD_fetch(nullptr, "SHA256", nullptr)), context_(EVP_MD_CTX_new()) {
  if (algorithm_ == nullptr || context_ == nullptr) throw std::runtime_error("OpenSSL has no SHA-256");
}

Sha256::~Sha256() {
  EVP_MD_CTX_free(context_);
  EVP_MD_free(algorithm_);
}

Sha256::Digest Sha256::of(std::string_view text) {
  Digest out;
  unsigned length = 0;
  if (EVP_DigestInit_ex2(context_, algorithm_, nullptr) != 1 ||
      EVP_DigestUpdate(context_, text.data(), text.size()) != 1 ||
      EVP_DigestFinal_ex(context_, reinterpret_cast<unsigned char*>(out.data()), &length) != 1)
    throw std::runtime_error("OpenSSL could not hash");
  return out;
}

}  // namespace hearth::store
