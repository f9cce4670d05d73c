// HttpParser: bytes from a stranger -> one whole HTTP/1 request, or the status to refuse it with. Owned by a
// connection while a request is being read, used on its loop's thread.
//
// Two parsers must agree: our own scan of the head (HeadScanner) and of a chunked body's framing
// (ChunkGuard), and llhttp in strict mode. What only one of them accepts is refused, and so is everything in
// which two servers could see different requests: both lengths, repeated or odd lengths, other transfer
// codings, not exactly one Host.
#pragma once

#include <llhttp.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "net/chunk_guard.h"
#include "net/head_scanner.h"
#include "net/http_limits.h"
#include "net/request_head.h"

namespace hearth::net {

class HttpParser {
 public:
  enum class Step {
    kMore,      ///< all bytes were taken, more are needed
    kHead,      ///< the head is complete: ask about it, set_body_cap(), and feed on
    kComplete,  ///< the request is complete
    kRefused,   ///< it never will be: see refused()
  };

  /// `limits` must outlive the parser.
  explicit HttpParser(const HttpLimits& limits);
  HttpParser(const HttpParser&) = delete;
  HttpParser& operator=(const HttpParser&) = delete;

  /// Takes the next bytes, as many as belong to this request: `used` says how many. Empty input is fine, and
  /// needed after kHead for a request without body. Not to be called after kComplete or kRefused.
  Step feed(std::string_view bytes, std::size_t& used);

  /// After kHead: more content than that is refused with 413. kRefused when the head already announces more.
  Step set_body_cap(std::uint64_t bytes);

  bool head_complete() const { return state_ != State::kHead; }
  /// After kHead.
  bool expects_body() const { return chunked_ || length_ > 0; }
  bool keep_alive() const { return keep_alive_; }
  RequestHead& head() { return head_; }
  std::string& body() { return body_; }
  /// Bytes of this request so far: 0 when none has come.
  std::size_t received() const { return received_; }
  int refused() const { return refused_; }

 private:
  enum class State { kHead, kBody, kDone };

  Step feed_head(std::string_view bytes, std::size_t& used);
  Step feed_body(std::string_view bytes, std::size_t& used);
  Step refuse(int status);
  int read_head();
  int read_request_line();
  int check_fields();
  int set_absolute_target();
  bool read_length(std::string_view text);

  static const llhttp_settings_t& settings();

  HeadScanner scanner_;
  ChunkGuard chunks_;
  llhttp_t llhttp_;
  RequestHead head_;
  std::string body_;
  State state_ = State::kHead;
  std::uint64_t cap_;
  std::uint64_t length_ = 0;
  std::size_t received_ = 0;
  bool chunked_ = false;
  bool keep_alive_ = true;
  int refused_ = 0;
};

}  // namespace hearth::net
