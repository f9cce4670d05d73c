// WebSocket frames as a client writes and reads them (RFC 6455 section 5.2).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace hearth::bench {

enum class Opcode : std::uint8_t { kText = 1, kClose = 8, kPing = 9, kPong = 10 };

/// Appends a whole frame. It is masked as a client's must be, with the key 0: the server's work is the same,
/// ours is none.
void append_frame(std::string& out, Opcode opcode, std::string_view payload);

/// One frame of a server, as it stands in the bytes it was read from.
struct ServerFrame {
  Opcode opcode = Opcode::kText;
  std::string_view payload;
  std::size_t size = 0;  // with its head; 0: not all of it is there yet
};

/// The first frame of `bytes`. Throws std::runtime_error for frames that no server of ours sends: fragments,
/// masks.
ServerFrame first_frame(std::string_view bytes);

}  // namespace hearth::bench
