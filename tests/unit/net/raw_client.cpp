#include "unit/net/raw_client.h"

#include <arpa/inet.h>
#include <cppunit/TestAssert.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace hearth::net {
namespace {

void set_patience(int fd) {
  const timeval patience{20, 0};
  ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  ::setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
}

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return text;
}

}  // namespace

RawClient::RawClient(std::uint16_t port, int receive_buffer)
    : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  set_patience(fd_);
  if (receive_buffer > 0) ::setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int result = ::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  CPPUNIT_ASSERT_MESSAGE(std::strerror(errno), result == 0);
}

RawClient::RawClient(const std::string& unix_path) : fd_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  set_patience(fd_);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, unix_path.c_str(), sizeof address.sun_path - 1);
  const int result = ::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  CPPUNIT_ASSERT_MESSAGE(std::strerror(errno), result == 0);
}

RawClient::RawClient(RawClient&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), buffer_(std::move(other.buffer_)) {}

RawClient::~RawClient() {
  if (fd_ >= 0) ::close(fd_);
}

bool RawClient::try_send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

void RawClient::send(std::string_view bytes) {
  CPPUNIT_ASSERT_MESSAGE("send", try_send(bytes));
}

void RawClient::end_output() {
  ::shutdown(fd_, SHUT_WR);
}

void RawClient::reset() {
  const linger hard{1, 0};
  ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
  ::close(std::exchange(fd_, -1));
}

bool RawClient::fill() {
  char room[65536];
  const ssize_t n = ::recv(fd_, room, sizeof room, 0);
  CPPUNIT_ASSERT_MESSAGE("nothing came for 20 seconds", n >= 0 || (errno != EAGAIN && errno != EWOULDBLOCK));
  if (n <= 0) return false;
  buffer_.append(room, static_cast<std::size_t>(n));
  return true;
}

std::string RawClient::read(std::size_t size) {
  while (buffer_.size() < size && fill()) {
  }
  std::string out = buffer_.substr(0, size);
  buffer_.erase(0, out.size());
  return out;
}

std::string RawClient::read_to_end() {
  while (fill()) {
  }
  return std::exchange(buffer_, {});
}

bool RawClient::at_end() {
  return buffer_.empty() && !fill();
}

std::string RawClient::Answer::field(const std::string& name) const {
  const auto at = fields.find(name);
  return at == fields.end() ? "" : at->second;
}

RawClient::Answer RawClient::answer(bool head_only) {
  Answer answer;
  std::size_t end = 0;
  while ((end = buffer_.find("\r\n\r\n")) == std::string::npos)
    if (!fill()) return answer;
  const std::string head = read(end + 4);
  if (head.size() < 12 || !head.starts_with("HTTP/1.1 ")) return answer;
  answer.status = std::stoi(head.substr(9, 3));
  std::size_t at = head.find("\r\n");
  answer.reason = head.substr(13, at - 13);
  for (at += 2; at < head.size() - 2;) {
    const std::size_t line_end = head.find("\r\n", at);
    const std::size_t colon = head.find(": ", at);
    CPPUNIT_ASSERT(colon < line_end);
    answer.fields.emplace(lower(head.substr(at, colon - at)), head.substr(colon + 2, line_end - colon - 2));
    at = line_end + 2;
  }
  if (head_only || answer.status < 200 || answer.status == 204 || answer.status == 304) {
    answer.complete = true;
  } else if (answer.field("transfer-encoding") == "chunked") {
    for (;;) {
      std::string size_line;
      for (std::string byte; (byte = read(1)) != "\n";) {
        if (byte.empty()) return answer;
        size_line += byte;
      }
      const std::size_t size = std::stoul(size_line, nullptr, 16);
      const std::string chunk = read(size + 2);
      if (chunk.size() != size + 2) return answer;
      answer.body += chunk.substr(0, size);
      if (size == 0) break;
    }
    answer.complete = true;
  } else if (!answer.field("content-length").empty()) {
    const std::size_t size = std::stoul(answer.field("content-length"));
    answer.body = read(size);
    answer.complete = answer.body.size() == size;
  } else {
    answer.body = read_to_end();
    answer.complete = true;
  }
  return answer;
}

RawClient::Answer RawClient::upgrade(const std::string& path, const std::string& more_fields) {
  send("GET " + path +
       " HTTP/1.1\r\nHost: hearth.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
       "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
       more_fields + "\r\n");
  return answer();
}

int RawClient::Frame::code() const {
  if (payload.size() < 2) return 1005;
  return static_cast<unsigned char>(payload[0]) << 8 | static_cast<unsigned char>(payload[1]);
}

RawClient::Frame RawClient::frame() {
  Frame frame;
  const std::string start = read(2);
  if (start.size() < 2) return frame;
  const auto first = static_cast<unsigned char>(start[0]);
  const auto second = static_cast<unsigned char>(start[1]);
  CPPUNIT_ASSERT_MESSAGE("a server must not mask", (second & 0x80) == 0);
  CPPUNIT_ASSERT_MESSAGE("no extension was agreed on", (first & 0x70) == 0);
  std::size_t size = second;
  if (second > 125) {
    size = 0;
    for (const char c : read(second == 126 ? 2 : 8)) size = size << 8 | static_cast<unsigned char>(c);
  }
  frame.payload = read(size);
  if (frame.payload.size() < size) return frame;
  frame.last = (first & 0x80) != 0;
  frame.opcode = first & 0xf;
  return frame;
}

RawClient::Frame RawClient::close_frame() {
  for (;;) {
    Frame next = frame();
    if (next.opcode == 8 || next.opcode == -1) return next;
  }
}

std::string RawClient::masked(int opcode, std::string_view payload, bool last, int reserved) {
  std::string out;
  out += static_cast<char>((last ? 0x80 : 0) | reserved << 4 | opcode);
  if (payload.size() < 126) {
    out += static_cast<char>(0x80 | static_cast<int>(payload.size()));
  } else {
    const int bytes = payload.size() < 65536 ? 2 : 8;
    out += static_cast<char>(0x80 | (bytes == 2 ? 126 : 127));
    for (int i = bytes - 1; i >= 0; --i) out += static_cast<char>(payload.size() >> (8 * i));
  }
  const std::string mask = "\x11\xa2\x3c\xf4";
  out += mask;
  for (std::size_t i = 0; i < payload.size(); ++i) out += static_cast<char>(payload[i] ^ mask[i % 4]);
  return out;
}

}  // namespace hearth::net
