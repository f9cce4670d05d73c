// The opening handshake of a WebSocket (RFC 6455 section 4.2): is it one, is it right, what is answered.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "net/request_head.h"

namespace hearth::net {

/// True when the request wants to become a WebSocket, rightly or not. Other upgrades are ignored, as RFC 9110
/// allows.
bool asks_for_web_socket(const RequestHead& head);

struct Handshake {
  int refused = 0;     // 400, or 426 for another version than 13
  std::string accept;  // Sec-WebSocket-Accept
};
Handshake judge_handshake(const RequestHead& head);

/// The bytes of the answer 101. Throws std::invalid_argument when `chosen` is not among those that were
/// `offered`.
std::string handshake_answer(const std::string& accept, std::string_view offered,
                             const std::optional<std::string>& chosen);

}  // namespace hearth::net
