// Doorway: how a person gets in: where the server listens and what its door wants to see. hearthd wants an
// access token and knows who is in which conversation; the floor is told both in the path. After the upgrade,
// both get the same frames, and send the same: the floor's hold less.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "auth/access_token.h"
#include "auth/keys.h"
#include "options.h"

namespace hearth::bench {

/// A person, and the conversation in which they meet the others.
struct Guest {
  std::uint64_t person = 0;
  std::uint64_t conversation = 0;
};

class Doorway {
 public:
  /// --target hearth|floor, --port, and for hearthd --keys: the file with its signing keys. Each person's
  /// session has the person's own number (see prepare/).
  explicit Doorway(Options& options);

  std::uint16_t port() const { return port_; }
  /// hearthd says welcome as soon as a socket is open.
  bool greets() const { return tokens_ != nullptr; }
  const std::string& target() const { return target_; }
  /// A fresh access token; empty where the target wants none.
  std::string token(std::uint64_t person) const;
  /// The HTTP request that opens a person's WebSocket.
  std::string upgrade(const Guest& guest) const;

 private:
  std::string target_;
  std::uint16_t port_;
  std::unique_ptr<auth::Keys> keys_;
  std::unique_ptr<auth::AccessTokens> tokens_;
};

/// A TCP connection to this port of 127.0.0.1, without Nagle's delay; non-blocking ones may still be on their
/// way. Throws std::system_error.
int connect_to(std::uint16_t port, bool blocking);

}  // namespace hearth::bench
