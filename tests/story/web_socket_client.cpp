#include "web_socket_client.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <stdexcept>

namespace hearth::story {
namespace {

std::string base64(std::string_view bytes) {
  std::string out(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  const int n =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                      reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
  out.resize(static_cast<std::size_t>(n));
  return out;
}

std::string random_bytes(int count) {
  std::string out(static_cast<std::size_t>(count), '\0');
  RAND_bytes(reinterpret_cast<unsigned char*>(out.data()), count);
  return out;
}

std::string accept_for(const std::string& key) {
  const std::string text = key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  EVP_Digest(text.data(), text.size(), digest, &size, EVP_sha1(), nullptr);
  return base64({reinterpret_cast<const char*>(digest), size});
}

unsigned byte_at(const std::string& text, std::size_t i) {
  return static_cast<unsigned char>(text[i]);
}

}  // namespace

std::string client_frame(int opcode, std::string_view payload, bool last) {
  std::string out;
  out += static_cast<char>((last ? 0x80 : 0) | opcode);
  if (payload.size() < 126) {
    out += static_cast<char>(0x80 | payload.size());
  } else if (payload.size() < 65536) {
    out += static_cast<char>(0x80 | 126);
    for (int shift = 8; shift >= 0; shift -= 8) out += static_cast<char>(payload.size() >> shift & 0xff);
  } else {
    out += static_cast<char>(0x80 | 127);
    for (int shift = 56; shift >= 0; shift -= 8) out += static_cast<char>(payload.size() >> shift & 0xff);
  }
  const std::string mask = random_bytes(4);
  out += mask;
  for (std::size_t i = 0; i < payload.size(); ++i) out += static_cast<char>(payload[i] ^ mask[i % 4]);
  return out;
}

std::optional<HttpAnswer> WebSocketClient::open(ByteStream stream, const std::string& host,
                                                const Headers& headers, const std::string& path) {
  stream_ = std::move(stream);
  buffer_.clear();
  const std::string key = base64(random_bytes(16));
  std::string text = "GET " + path + " HTTP/1.1\r\nHost: " + host +
                     "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                     "Sec-WebSocket-Key: " +
                     key + "\r\n";
  for (const auto& [name, value] : headers) text.append(name).append(": ").append(value).append("\r\n");
  stream_.write(text + "\r\n");
  std::size_t end = 0;
  while ((end = buffer_.find("\r\n\r\n")) == std::string::npos)
    if (!fill(buffer_.size() + 1, kPatience))
      throw std::runtime_error("no answer to a handshake: " + buffer_);
  HttpAnswer answer;
  answer.status = std::stoi(buffer_.substr(9, 3));
  for (std::size_t at = buffer_.find("\r\n") + 2; at < end + 2;) {
    const std::size_t stop = buffer_.find("\r\n", at);
    const std::size_t colon = buffer_.find(": ", at);
    std::string name = buffer_.substr(at, colon - at);
    for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    answer.headers.emplace(std::move(name), buffer_.substr(colon + 2, stop - colon - 2));
    at = stop + 2;
  }
  buffer_.erase(0, end + 4);
  if (answer.status != 101) {
    const std::size_t length = std::stoul("0" + answer.header("content-length"));
    while (buffer_.size() < length && fill(buffer_.size() + 1, kPatience)) {
    }
    answer.body = buffer_.substr(0, length);
    stream_.close();
    return answer;
  }
  if (answer.header("sec-websocket-accept") != accept_for(key))
    throw std::runtime_error("a handshake with a wrong Sec-WebSocket-Accept");
  if (answer.headers.contains("sec-websocket-extensions"))
    throw std::runtime_error("nobody asked for extensions");
  return {};
}

bool WebSocketClient::fill(std::size_t bytes, std::chrono::milliseconds within) {
  while (buffer_.size() < bytes) {
    const std::string part = stream_.read(within);
    if (part.empty()) return false;
    buffer_ += part;
  }
  return true;
}

std::optional<WebSocketFrame> WebSocketClient::next(std::chrono::milliseconds within) {
  for (;;) {
    if (!stream_.is_open() || !fill(2, within)) return {};
    const unsigned first = byte_at(buffer_, 0);
    const unsigned second = byte_at(buffer_, 1);
    if ((first & 0xf0) != 0x80) throw std::runtime_error("a frame with reserved bits, or in pieces");
    if ((second & 0x80) != 0) throw std::runtime_error("a server must not mask");
    std::size_t head = 2;
    std::size_t size = second;
    if (second >= 126) {
      const std::size_t bytes = second == 126 ? 2 : 8;
      if (!fill(head + bytes, within)) return {};
      size = 0;
      for (std::size_t i = 0; i < bytes; ++i) size = size << 8 | byte_at(buffer_, head + i);
      if (size < (bytes == 2 ? 126U : 65536U))
        throw std::runtime_error("a length that is not in its shortest form");
      head += bytes;
    }
    if (!fill(head + size, within)) return {};
    WebSocketFrame frame{static_cast<int>(first & 0xf), buffer_.substr(head, size), 0};
    buffer_.erase(0, head + size);
    if (frame.opcode == 9) {
      stream_.write(client_frame(10, frame.payload));
      continue;
    }
    if (frame.opcode == 8) {
      frame.close_code =
          size < 2 ? 1005 : static_cast<int>(byte_at(frame.payload, 0) << 8 | byte_at(frame.payload, 1));
      frame.payload.erase(0, 2);
      if (frame.close_code != 1005)
        stream_.write(client_frame(8, std::string{static_cast<char>(frame.close_code >> 8),
                                                  static_cast<char>(frame.close_code & 0xff)}));
    } else if (frame.opcode != 1 && frame.opcode != 10) {
      throw std::runtime_error("a frame with opcode " + std::to_string(frame.opcode));
    }
    return frame;
  }
}

int WebSocketClient::wait_closed(std::string* reason) {
  while (auto frame = next()) {
    if (frame->opcode != 8) continue;
    if (reason != nullptr) *reason = frame->payload;
    if (!stream_.read().empty()) throw std::runtime_error("bytes behind a close frame");
    stream_.close();
    return frame->close_code;
  }
  stream_.close();
  return 1006;
}

}  // namespace hearth::story
