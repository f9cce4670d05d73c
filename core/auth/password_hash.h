// How a password becomes a hash and is held against one. Pure computation, 64 MiB and about 0.15 s each:
// reached through PasswordPool only, so that the number of them at a time is bounded.
//
// Stored form, a PHC string: $argon2id$v=19$m=65536,t=3,p=1$<salt, base64>$<hash, base64>   (RFC 9106)
// Accepted besides, from imports: bcrypt, $2a$ $2b$ $2y$, up to cost 15.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace hearth::auth {

/// The cost of one hash (RFC 9106, section 4: the second recommended option).
struct PasswordCost {
  std::uint32_t passes = 3;
  std::uint32_t memory_kib = 64 * 1024;
  bool operator==(const PasswordCost&) const = default;
};

/// The password as it is hashed: non-ASCII spaces become spaces, then NFC (RFC 8265, section 4.2.1,
/// OpaqueString). Empty when it is not well-formed UTF-8. Never changes case and never trims.
std::string prepare_password(std::string_view password);

/// A new salted hash of a prepared password. The memory is given back to the system before it returns.
/// Throws std::bad_alloc when there is none.
std::string hash_password(std::string_view prepared, const PasswordCost& cost);

/// True when `prepared` is the password of `stored`. False for a form that is not known, or that would take
/// more than 256 MiB or 16 passes. Takes the same time for every password.
bool matches_password(std::string_view prepared, const std::string& stored);

/// True when `stored` is not an Argon2id hash of exactly this cost: hash again at the next sign-in.
bool needs_rehash(const std::string& stored, const PasswordCost& cost);

/// A well-formed hash that no password matches, and that takes as long to find out as with a real one: what
/// an unknown user's password is held against.
std::string unmatchable_hash(const PasswordCost& cost);

}  // namespace hearth::auth
