// ByteStream: a plain connection to a server, byte by byte, for clients that want to be precise, or rude.
#pragma once

#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

#include "process.h"

namespace hearth::story {

/// What shall happen did not happen in time.
class TooLate : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class ByteStream {
 public:
  /// To 127.0.0.1. Tries until somebody listens, or kPatience is over.
  static ByteStream connect(std::uint16_t port);
  /// The same with a receive buffer of about so many bytes: somebody who takes little at a time.
  static ByteStream connect(std::uint16_t port, int receive_buffer);
  /// The same to a Unix socket.
  static ByteStream connect(const std::string& path);

  ByteStream() = default;
  ByteStream(ByteStream&& other) noexcept;
  ByteStream& operator=(ByteStream&& other) noexcept;
  ~ByteStream() { close(); }

  /// False when the other side has gone. Blocks while it does not read; throws TooLate.
  bool write(std::string_view bytes);
  /// As many bytes as the other side takes without waiting.
  std::size_t write_some(std::string_view bytes);
  /// Something, or nothing at the end (also when it was reset). Throws TooLate.
  std::string read(std::chrono::milliseconds within = kPatience);
  /// Everything up to the end.
  std::string read_all();
  /// Whether something (or the end) waits to be read.
  bool is_readable(std::chrono::milliseconds within = {}) const;
  /// No more bytes from us; the other side may still speak.
  void finish_writing();
  void close();
  /// Ends at once with a reset, as when a cable is cut.
  void cut();
  bool is_open() const { return fd_ >= 0; }
  int fd() const { return fd_; }

 private:
  explicit ByteStream(int fd) : fd_(fd) {}

  int fd_ = -1;
};

}  // namespace hearth::story
