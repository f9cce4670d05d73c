#include "frames.h"

#include <stdexcept>

namespace hearth::bench {
namespace {

std::uint8_t byte_at(std::string_view bytes, std::size_t i) {
  return static_cast<std::uint8_t>(bytes[i]);
}

}  // namespace

void append_frame(std::string& out, Opcode opcode, std::string_view payload) {
  constexpr unsigned kMasked = 0x80;
  out += static_cast<char>(0x80U | static_cast<unsigned>(opcode));
  if (payload.size() < 126) {
    out += static_cast<char>(kMasked | payload.size());
  } else if (payload.size() < 0x10000) {
    out += static_cast<char>(kMasked | 126U);
    out += static_cast<char>(payload.size() >> 8U);
    out += static_cast<char>(payload.size() & 0xFFU);
  } else {
    throw std::runtime_error("no frame of the load generator is that long");
  }
  out.append(4, '\0');
  out += payload;
}

ServerFrame first_frame(std::string_view bytes) {
  if (bytes.size() < 2) return {};
  const unsigned first = byte_at(bytes, 0);
  const unsigned second = byte_at(bytes, 1);
  if ((first & 0xF0U) != 0x80U || (second & 0x80U) != 0)
    throw std::runtime_error("the server sent a frame that is masked, fragmented or has reserved bits");
  std::size_t head = 2;
  std::size_t length = second;
  if (second >= 126) {
    const std::size_t wide = second == 126 ? 2 : 8;
    head += wide;
    if (bytes.size() < head) return {};
    length = 0;
    for (std::size_t i = 2; i < head; ++i) length = length << 8U | byte_at(bytes, i);
  }
  if (bytes.size() - head < length) return {};
  return {static_cast<Opcode>(first & 0x0FU), bytes.substr(head, length), head + length};
}

}  // namespace hearth::bench
