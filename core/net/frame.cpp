#include "net/frame.h"

namespace hearth::net {
namespace {

constexpr char kText = '\x81';
constexpr char kClose = '\x88';
constexpr char kPing = '\x89';
constexpr std::size_t kShort = 125;
constexpr std::size_t kMedium = 65535;

/// Writes the header to `to`, which has room for 10 bytes; returns its size.
std::size_t write_header(char* to, char first, std::size_t size) {
  to[0] = first;
  std::size_t bytes = 0;
  if (size <= kShort) {
    to[1] = static_cast<char>(size);
  } else if (size <= kMedium) {
    to[1] = 126;
    bytes = 2;
  } else {
    to[1] = 127;
    bytes = 8;
  }
  for (std::size_t i = 0; i < bytes; ++i) to[2 + i] = static_cast<char>(size >> (8 * (bytes - 1 - i)));
  return 2 + bytes;
}

Bytes frame(char first, std::string_view payload) {
  char header[10];
  const std::size_t size = write_header(header, first, payload.size());
  std::string out;
  out.reserve(size + payload.size());
  out.append(header, size).append(payload);
  return make_bytes(std::move(out));
}

}  // namespace

Bytes text_frame(std::string_view payload) {
  return frame(kText, payload);
}

Bytes ping_frame(std::string_view payload) {
  return frame(kPing, payload.substr(0, kShort));
}

Bytes close_frame(std::uint16_t code, std::string_view reason) {
  if (code == 0 || code == 1005) return frame(kClose, {});
  constexpr std::size_t kRoomForReason = kShort - 2;
  if (reason.size() > kRoomForReason) {
    std::size_t cut = kRoomForReason;
    while (cut > 0 && (static_cast<unsigned char>(reason[cut]) & 0xc0) == 0x80) --cut;
    reason = reason.substr(0, cut);
  }
  std::string payload{static_cast<char>(code >> 8), static_cast<char>(code & 0xff)};
  payload += reason;
  return frame(kClose, payload);
}

FrameText::FrameText(std::size_t expected) {
  bytes_.reserve(kRoom + expected);
  bytes_.assign(kRoom, '\0');
}

Bytes FrameText::take() {
  char header[10];
  const std::size_t size = write_header(header, kText, payload_size());
  // The payload stays where it is when its header needs all the room; a shorter header moves it to the front,
  // which for the usual message is cheaper than a second buffer.
  bytes_.replace(0, kRoom, header, size);
  Bytes out = make_bytes(std::move(bytes_));
  bytes_.assign(kRoom, '\0');
  return out;
}

}  // namespace hearth::net
