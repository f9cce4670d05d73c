#include "net/handshake.h"

#include <Poco/SHA1Engine.h>

#include <algorithm>
#include <stdexcept>

namespace hearth::net {
namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// RFC 4648 section 4, with padding: the handshake knows no other.
template <class Container>
std::string to_base64(const Container& bytes) {
  std::string out;
  std::uint32_t bits = 0;
  int have = 0;
  for (const auto byte : bytes) {
    bits = bits << 8 | static_cast<unsigned char>(byte);
    for (have += 8; have >= 6; have -= 6) out += kAlphabet[bits >> (have - 6) & 63];
  }
  if (have > 0) out += kAlphabet[bits << (6 - have) & 63];
  while (out.size() % 4 != 0) out += '=';
  return out;
}

/// 16 bytes in base64.
bool is_key(std::string_view text) {
  return text.size() == 24 && text.ends_with("==") && text.find_first_not_of(kAlphabet) == 22;
}

}  // namespace

bool asks_for_web_socket(const RequestHead& head) {
  return head.minor_version() > 0 && head.has_token("Upgrade", "websocket") &&
         head.has_token("Connection", "Upgrade");
}

Handshake judge_handshake(const RequestHead& head) {
  std::size_t keys = 0;
  std::size_t versions = 0;
  for (std::size_t i = 0; i < head.field_count(); ++i) {
    keys += same_text(head.field(i).name, "Sec-WebSocket-Key") ? 1U : 0U;
    versions += same_text(head.field(i).name, "Sec-WebSocket-Version") ? 1U : 0U;
  }
  if (head.method() != "GET" || keys != 1 || versions > 1) return {400, {}};
  if (head.header("Sec-WebSocket-Version") != "13") return {426, {}};
  const std::string_view key = *head.header("Sec-WebSocket-Key");
  if (!is_key(key)) return {400, {}};
  Poco::SHA1Engine sha1;
  sha1.update(std::string(key));
  sha1.update("258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
  return {0, to_base64(sha1.digest())};
}

std::string handshake_answer(const std::string& accept, std::string_view offered,
                             const std::optional<std::string>& chosen) {
  std::string out =
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
      "Sec-WebSocket-Accept: ";
  out += accept;
  if (chosen) {
    bool found = false;
    while (!offered.empty()) {
      const std::size_t comma = std::min(offered.find(','), offered.size());
      std::string_view item = offered.substr(0, comma);
      offered.remove_prefix(std::min(comma + 1, offered.size()));
      while (!item.empty() && (item.front() == ' ' || item.front() == '\t')) item.remove_prefix(1);
      while (!item.empty() && (item.back() == ' ' || item.back() == '\t')) item.remove_suffix(1);
      found = found || item == *chosen;
    }
    if (!found) throw std::invalid_argument("a subprotocol that the client did not offer");
    out += "\r\nSec-WebSocket-Protocol: ";
    out += *chosen;
  }
  out += "\r\n\r\n";
  return out;
}

}  // namespace hearth::net
