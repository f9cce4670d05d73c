// WebSocket frames as a server sends them (RFC 6455 section 5.2: never masked, never fragmented here).
// Encoded once, then shared by everybody who gets them.
//
//   0               1               2 … 3 (126)  or  2 … 9 (127)     then
//   FIN|000|opcode  0|length        length, big-endian               payload
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace hearth::net {

/// Ready to be sent as it is. `payload` must be UTF-8: a client closes when it is not.
Bytes text_frame(std::string_view payload);

/// Builds a text frame in place: append the payload to text(), then take it. Saves the copy of text_frame.
///   FrameText frame; frame.text() += …; send(frame.take());
class FrameText {
 public:
  /// `expected` bytes of payload are made room for.
  explicit FrameText(std::size_t expected = 0);
  /// Append only: what stands in front is the frame's header.
  std::string& text() { return bytes_; }
  std::size_t payload_size() const { return bytes_.size() - kRoom; }
  /// Writes the header. The builder is empty afterwards.
  Bytes take();

 private:
  static constexpr std::size_t kRoom = 10;
  std::string bytes_;
};

/// A close frame; the reason is cut to the 123 bytes that fit, at a whole character. Code 1005 or 0: no code
/// at all.
Bytes close_frame(std::uint16_t code, std::string_view reason);
Bytes ping_frame(std::string_view payload = {});

}  // namespace hearth::net
