// SHA-256 with one context kept: OpenSSL's one-shot call looks its algorithm up by name every time, which
// costs more than the hash of a short text. Owned by one thread.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

struct evp_md_st;
struct evp_md_ctx_st;

namespace hearth::store {

class Sha256 {
 public:
  using Digest = std::array<char, 32>;

  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  /// Throws std::runtime_error when the library fails.
  Digest of(std::string_view text);

 private:
  evp_md_st* algorithm_;
  evp_md_ctx_st* context_;
};

}  // namespace hearth::store
