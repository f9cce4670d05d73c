#include "auth/keys.h"

#include <fcntl.h>
#include <openssl/crypto.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>
#include <system_error>

#include "base/encoding.h"
#include "base/random.h"
#include "base/text.h"

namespace hearth::auth {
namespace {

constexpr std::size_t kKeySize = 32;
constexpr std::size_t kLongestFile = 4096;

[[noreturn]] void fail(const std::string& what, const std::string& path) {
  throw std::system_error(errno, std::generic_category(), what + " " + path);
}

class File {
 public:
  File(const std::string& path, int flags, mode_t mode = 0)
      : fd_(::open(path.c_str(), flags | O_CLOEXEC, mode)) {}
  ~File() {
    if (fd_ >= 0) ::close(fd_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  explicit operator bool() const { return fd_ >= 0; }
  int fd() const { return fd_; }

 private:
  int fd_;
};

std::string read_private_file(const File& file, const std::string& path) {
  struct stat about {};
  if (::fstat(file.fd(), &about) != 0) fail("cannot read", path);
  if (!S_ISREG(about.st_mode)) throw std::runtime_error(path + " is not a file");
  if ((about.st_mode & 077) != 0)
    throw std::runtime_error(path + " holds secret keys and may be read by others: chmod 600 " + path);
  std::string text(kLongestFile, '\0');
  const ssize_t n = ::read(file.fd(), text.data(), text.size());
  if (n < 0) fail("cannot read", path);
  text.resize(static_cast<std::size_t>(n));
  return text;
}

void write_private_file(const std::string& path, const std::string& text) {
  const File file(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
  if (!file) fail("cannot make", path);
  if (::write(file.fd(), text.data(), text.size()) != static_cast<ssize_t>(text.size()) ||
      ::fsync(file.fd()) != 0) {
    const int error = errno;
    ::unlink(path.c_str());
    errno = error;
    fail("cannot write", path);
  }
}

std::string new_line() {
  return random_token(kKeySize) + "\n";
}

}  // namespace

Key::Key(std::string_view secret)
    : id(to_base64url(bytes_of(HmacKey(secret).tag("hearth key id")).substr(0, 6))),
      access_tokens(HmacKey(secret).derive("hearth access tokens")),
      csrf(HmacKey(secret).derive("hearth csrf")),
      devices(HmacKey(secret).derive("hearth devices")) {}

Keys Keys::from_text(std::string_view text) {
  Keys keys;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty()) continue;
    auto secret = from_base64url(line);
    if (!secret || secret->size() != kKeySize)
      throw std::runtime_error("a key must be 32 bytes in URL-safe base64 without padding (43 characters)");
    if (keys.previous_)
      throw std::runtime_error("more than two keys: the current and the previous one are allowed");
    (keys.current_ ? keys.previous_ : keys.current_) = std::make_unique<Key>(*secret);
    OPENSSL_cleanse(secret->data(), secret->size());
  }
  if (!keys.current_) throw std::runtime_error("there is no key");
  if (keys.previous_ && keys.previous_->id == keys.current_->id)
    throw std::runtime_error("the same key twice");
  return keys;
}

Keys Keys::from_file(const std::string& path) {
  for (;;) {
    const File file(path, O_RDONLY);
    if (!file && errno != ENOENT) fail("cannot open", path);
    if (file) {
      std::string text = read_private_file(file, path);
      try {
        Keys keys = from_text(text);
        OPENSSL_cleanse(text.data(), text.size());
        return keys;
      } catch (const std::runtime_error& error) {
        throw std::runtime_error(path + ": " + error.what());
      }
    }
    // Written aside and linked, so that of several that start at the same time all end with the same, whole
    // file.
    const std::string aside = path + "." + random_token(6);
    write_private_file(aside, new_line());
    const bool linked = ::link(aside.c_str(), path.c_str()) == 0;
    const int error = errno;
    ::unlink(aside.c_str());
    errno = error;
    if (!linked && errno != EEXIST) fail("cannot make", path);
  }
}

void Keys::rotate_file(const std::string& path) {
  std::string present;
  {
    const File file(path, O_RDONLY);
    if (!file) fail("cannot open", path);
    present = read_private_file(file, path);
  }
  from_text(present);  // throws when it is none
  const auto current =
      trim(std::string_view(present)).substr(0, to_base64url(std::string(kKeySize, 0)).size());
  const std::string aside = path + "." + random_token(6);
  write_private_file(aside, new_line() + std::string(current) + "\n");
  if (::rename(aside.c_str(), path.c_str()) != 0) fail("cannot replace", path);
}

}  // namespace hearth::auth
