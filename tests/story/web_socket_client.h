// WebSocketClient: a strict RFC 6455 client that can also be rude, because the bytes it sends may be
// anybody's. What a server must not send is a failure of the test.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "http_client.h"

namespace hearth::story {

struct WebSocketFrame {
  int opcode = 0;  // 1 text, 8 close, 9 ping, 10 pong
  std::string payload;
  int close_code = 0;  // of a close frame: its code, or 1005 when it has none
};

/// A frame as a client sends it: masked, whole unless said otherwise.
std::string client_frame(int opcode, std::string_view payload, bool last = true);

class WebSocketClient {
 public:
  WebSocketClient() = default;

  /// The opening handshake. Gives the answer when it is a refusal.
  std::optional<HttpAnswer> open(ByteStream stream, const std::string& host, const Headers& headers,
                                 const std::string& path = "/api/v1/socket");

  bool send_text(std::string_view text) { return stream_.write(client_frame(1, text)); }
  bool send_raw(std::string_view bytes) { return stream_.write(bytes); }

  /// The next frame that is no ping (those are answered). None when the connection ended without a close
  /// frame. Throws TooLate.
  std::optional<WebSocketFrame> next(std::chrono::milliseconds within = kPatience);
  /// Reads on to the close frame and the end behind it; its code, or 1006 when there is none.
  int wait_closed(std::string* reason = nullptr);

  ByteStream& stream() { return stream_; }
  void cut() { stream_.cut(); }
  bool is_open() const { return stream_.is_open(); }

 private:
  bool fill(std::size_t bytes, std::chrono::milliseconds within);

  ByteStream stream_;
  std::string buffer_;
};

}  // namespace hearth::story
