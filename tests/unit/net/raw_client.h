// RawClient: a client that says exactly what a test wants said, over a real socket, and reads what comes
// back. Blocking; a read that gets nothing for 20 seconds fails the test instead of hanging it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace hearth::net {

class RawClient {
 public:
  /// Connects to 127.0.0.1:port. `receive_buffer`: a small one makes a slow reader.
  explicit RawClient(std::uint16_t port, int receive_buffer = 0);
  explicit RawClient(const std::string& unix_path);
  RawClient(RawClient&& other) noexcept;
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;
  ~RawClient();

  void send(std::string_view bytes);
  /// As send, but does not mind when the other side has closed meanwhile; false then.
  bool try_send(std::string_view bytes);
  void end_output();
  /// Closes with a reset instead of an end.
  void reset();

  /// Exactly so many bytes, or all until the end when there are fewer.
  std::string read(std::size_t size);
  std::string read_to_end();
  /// True when the other side has closed and nothing is left to read.
  bool at_end();

  struct Answer {
    int status = 0;
    std::string reason;
    std::multimap<std::string, std::string> fields;  // names in lower case
    std::string body;
    bool complete = false;  // the body ended as it was announced
    std::string field(const std::string& name) const;
  };
  /// The next answer, with its body as announced (none for `head_only`).
  Answer answer(bool head_only = false);

  /// Asks for a WebSocket at `path` and reads the answer.
  Answer upgrade(const std::string& path, const std::string& more_fields = {});

  struct Frame {
    int opcode = -1;  // -1: the connection ended
    bool last = true;
    std::string payload;
    /// Of a close frame; 1005 when it has none.
    int code() const;
    std::string reason() const { return payload.size() > 2 ? payload.substr(2) : ""; }
  };
  Frame frame();
  /// The next close frame, whatever comes before it; or opcode -1.
  Frame close_frame();
  /// A masked frame, as a client must send it.
  static std::string masked(int opcode, std::string_view payload, bool last = true, int reserved = 0);
  void send_text(std::string_view payload) { send(masked(1, payload)); }

  int fd() const { return fd_; }

 private:
  bool fill();

  int fd_ = -1;
  std::string buffer_;
};

}  // namespace hearth::net
