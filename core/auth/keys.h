// Keys: the secrets of this installation, from which everything is derived that proves that Hearth itself
// made it: access tokens, CSRF tokens, device cookies. Owned by the app, made before anything that uses it,
// read only.
//
// Form, in a file of mode 0600 or an environment variable: one key a line, the current one first, at most one
// previous one after it; each 32 random bytes in URL-safe base64. What the previous key made stays good until
// that line is taken away. All nodes of an installation have the same keys.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "auth/digest.h"

namespace hearth::auth {

struct Key {
  explicit Key(std::string_view secret);

  std::string id;  // the `kid` of tokens: derived from the key, tells nothing of it
  HmacKey access_tokens;
  HmacKey csrf;
  HmacKey devices;
};

class Keys {
 public:
  /// Reads `text` in the form above. Throws std::runtime_error saying what is wrong, without the text.
  static Keys from_text(std::string_view text);
  /// Reads the file; makes it with one new key when it is missing. Throws std::runtime_error when others than
  /// its owner may read it, std::system_error when it cannot be read or made.
  static Keys from_file(const std::string& path);
  /// A new key into the first line of the file, the present one into the second. Running servers take it up
  /// at their next start. Atomic: a crash leaves the old file or the new one.
  static void rotate_file(const std::string& path);

  const Key& current() const { return *current_; }
  /// nullptr when there is none.
  const Key* previous() const { return previous_.get(); }

 private:
  std::unique_ptr<const Key> current_;
  std::unique_ptr<const Key> previous_;
};

}  // namespace hearth::auth
