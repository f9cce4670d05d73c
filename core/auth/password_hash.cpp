#include "auth/password_hash.h"

#include <argon2.h>
#include <crypt.h>
#include <openssl/crypto.h>
#include <sys/mman.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <new>
#include <optional>
#include <stdexcept>

#include "auth/digest.h"
#include "base/encoding.h"
#include "base/random.h"
#include "base/text.h"

namespace hearth::auth {
namespace {

constexpr std::size_t kSaltSize = 16;
constexpr std::size_t kHashSize = 32;
constexpr PasswordCost kMostCost{16, 256 * 1024};
constexpr int kMostBcryptCost = 15;

struct Argon2Hash {
  PasswordCost cost;
  std::string salt;
  std::string hash;
};

// PHC strings use base64's first alphabet, without padding.
std::string to_phc_base64(std::string_view bytes) {
  std::string text = to_base64url(bytes);
  std::replace(text.begin(), text.end(), '-', '+');
  std::replace(text.begin(), text.end(), '_', '/');
  return text;
}

std::optional<std::string> from_phc_base64(std::string_view text) {
  std::string url(text);
  if (url.find_first_of("-_") != std::string::npos) return {};
  std::replace(url.begin(), url.end(), '+', '-');
  std::replace(url.begin(), url.end(), '/', '_');
  return from_base64url(url);
}

bool take(std::string_view& text, std::string_view expected) {
  if (!text.starts_with(expected)) return false;
  text.remove_prefix(expected.size());
  return true;
}

bool take_number(std::string_view& text, std::uint32_t& out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc{}) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return true;
}

std::string write_phc(const Argon2Hash& hash) {
  return "$argon2id$v=19$m=" + std::to_string(hash.cost.memory_kib) +
         ",t=" + std::to_string(hash.cost.passes) + ",p=1$" + to_phc_base64(hash.salt) + "$" +
         to_phc_base64(hash.hash);
}

std::optional<Argon2Hash> read_phc(std::string_view text) {
  Argon2Hash out;
  if (!take(text, "$argon2id$v=19$m=") || !take_number(text, out.cost.memory_kib) || !take(text, ",t=") ||
      !take_number(text, out.cost.passes) || !take(text, ",p=1$"))
    return {};
  const auto dollar = text.find('$');
  if (dollar == std::string_view::npos) return {};
  auto salt = from_phc_base64(text.substr(0, dollar));
  auto hash = from_phc_base64(text.substr(dollar + 1));
  if (!salt || !hash || salt->size() < 8 || salt->size() > 64 || hash->size() < 16 || hash->size() > 64)
    return {};
  if (out.cost.memory_kib < 8 || out.cost.memory_kib > kMostCost.memory_kib || out.cost.passes < 1 ||
      out.cost.passes > kMostCost.passes)
    return {};
  out.salt = std::move(*salt);
  out.hash = std::move(*hash);
  return out;
}

constexpr std::size_t kHugePage = std::size_t{2} << 20;
constexpr std::size_t round_up(std::size_t size) {
  return (size + kHugePage - 1) / kHugePage * kHugePage;
}

// The working memory comes from the kernel and goes back to it at once, never through the heap, which might
// keep it. In huge pages where the kernel has them: 16,384 page faults fewer, a sixth of the time.
int map_memory(std::uint8_t** memory, std::size_t size) {
  void* mapped = ::mmap(nullptr, round_up(size), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (mapped == MAP_FAILED) return ARGON2_MEMORY_ALLOCATION_ERROR;
  ::madvise(mapped, round_up(size), MADV_HUGEPAGE);
  *memory = static_cast<std::uint8_t*>(mapped);
  return ARGON2_OK;
}
void unmap_memory(std::uint8_t* memory, std::size_t size) {
  ::munmap(memory, round_up(size));
}

std::string compute_argon2(std::string_view prepared, const std::string& salt, const PasswordCost& cost,
                           std::size_t hash_size) {
  // The library wants pointers to bytes it may change, but changes none unless ARGON2_FLAG_CLEAR_* is set.
  std::string password(prepared), salt_copy(salt), out(hash_size, '\0');
  const auto bytes = [](std::string& text) { return reinterpret_cast<std::uint8_t*>(text.data()); };
  argon2_context work{};
  work.out = bytes(out);
  work.outlen = static_cast<std::uint32_t>(out.size());
  work.pwd = bytes(password);
  work.pwdlen = static_cast<std::uint32_t>(password.size());
  work.salt = bytes(salt_copy);
  work.saltlen = static_cast<std::uint32_t>(salt_copy.size());
  work.t_cost = cost.passes;
  work.m_cost = cost.memory_kib;
  work.lanes = work.threads = 1;
  work.version = ARGON2_VERSION_13;
  work.allocate_cbk = &map_memory;
  work.free_cbk = &unmap_memory;
  work.flags = ARGON2_DEFAULT_FLAGS;
  const int error = argon2_ctx(&work, Argon2_id);
  OPENSSL_cleanse(password.data(), password.size());
  if (error == ARGON2_MEMORY_ALLOCATION_ERROR) throw std::bad_alloc();
  if (error != ARGON2_OK) throw std::runtime_error(argon2_error_message(error));
  return out;
}

bool matches_bcrypt(std::string_view prepared, const std::string& stored) {
  // "$2b$12$…": a cost from a hostile import must not hold a thread for hours.
  int cost = 0;
  const auto [end, error] = std::from_chars(stored.data() + 4, stored.data() + 6, cost);
  if (error != std::errc{} || end != stored.data() + 6 || cost < 4 || cost > kMostBcryptCost) return false;
  if (prepared.find('\0') != std::string_view::npos) return false;  // bcrypt would stop reading there
  std::string password(prepared);
  const auto work = std::make_unique<crypt_data>();  // 32 KiB: too much for a stack
  const char* result = crypt_r(password.c_str(), stored.c_str(), work.get());
  const bool same = result != nullptr && same_secret(result, stored);
  OPENSSL_cleanse(password.data(), password.size());
  OPENSSL_cleanse(work.get(), sizeof *work);
  return same;
}

bool is_bcrypt(const std::string& stored) {
  return stored.size() == 60 &&
         (stored.starts_with("$2a$") || stored.starts_with("$2b$") || stored.starts_with("$2y$"));
}

}  // namespace

std::string prepare_password(std::string_view password) {
  if (!is_utf8(password)) return {};
  std::string text(password);
  for (const std::string_view space :
       {"\xC2\xA0", "\xE1\x9A\x80", "\xE2\x80\xAF", "\xE2\x81\x9F", "\xE3\x80\x80"})
    for (auto at = text.find(space); at != std::string::npos; at = text.find(space, at + 1))
      text.replace(at, space.size(), " ");
  for (char last = '\x80'; last <= '\x8A'; ++last)  // U+2000 to U+200A
    for (auto at = text.find({'\xE2', '\x80', last}); at != std::string::npos;
         at = text.find({'\xE2', '\x80', last}, at + 1))
      text.replace(at, 3, " ");
  return to_nfc(std::move(text));
}

std::string hash_password(std::string_view prepared, const PasswordCost& cost) {
  Argon2Hash hash{cost, random_bytes(kSaltSize), {}};
  hash.hash = compute_argon2(prepared, hash.salt, cost, kHashSize);
  return write_phc(hash);
}

bool matches_password(std::string_view prepared, const std::string& stored) {
  if (is_bcrypt(stored)) return matches_bcrypt(prepared, stored);
  const auto hash = read_phc(stored);
  if (!hash) return false;
  return same_secret(compute_argon2(prepared, hash->salt, hash->cost, hash->hash.size()), hash->hash);
}

bool needs_rehash(const std::string& stored, const PasswordCost& cost) {
  const auto hash = read_phc(stored);
  return !hash || hash->cost != cost || hash->salt.size() < kSaltSize || hash->hash.size() < kHashSize;
}

std::string unmatchable_hash(const PasswordCost& cost) {
  // Nobody knows a password for 32 random bytes, and making them costs nothing at start.
  return write_phc({cost, random_bytes(kSaltSize), random_bytes(kHashSize)});
}

}  // namespace hearth::auth
