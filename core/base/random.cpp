#include "base/random.h"

#include <sys/random.h>

#include <cerrno>
#include <cstring>
#include <system_error>

#include "base/encoding.h"

namespace hearth {

std::string random_bytes(std::size_t n) {
  std::string out(n, '\0');
  for (std::size_t have = 0; have < n;) {
    const ssize_t got = ::getrandom(out.data() + have, n - have, 0);
    if (got < 0) {
      if (errno == EINTR) continue;
      throw std::system_error(errno, std::generic_category(), "getrandom");
    }
    have += static_cast<std::size_t>(got);
  }
  return out;
}

std::string random_token(std::size_t n) {
  return to_base64url(random_bytes(n));
}

std::uint64_t random_u64() {
  const std::string bytes = random_bytes(sizeof(std::uint64_t));
  std::uint64_t value = 0;
  std::memcpy(&value, bytes.data(), sizeof value);
  return value;
}

}  // namespace hearth
