// ChunkGuard: walks the framing of a chunked body (RFC 9112 section 7.1) beside llhttp and refuses what
// llhttp lets pass: bare line feeds after the last chunk, endless zeros, extensions and trailers without end.
//
//   5;name=value CRLF  hello CRLF  0 CRLF  Trailer: value CRLF  CRLF
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "net/http_limits.h"

namespace hearth::net {

class ChunkGuard {
 public:
  explicit ChunkGuard(const HttpLimits& limits) : limits_(&limits), cap_(limits.body_bytes) {}

  /// More content than that is refused with 413 as soon as a chunk announces it.
  void set_cap(std::uint64_t bytes) { cap_ = bytes; }

  /// Looks at the next bytes, stops behind the body or at the first byte that is wrong. Returns how many it
  /// took.
  std::size_t feed(std::string_view bytes);

  bool complete() const { return state_ == State::kEnd; }
  /// 400, 413 or 431; 0 as long as nothing is wrong.
  int refused() const { return refused_; }

 private:
  enum class State { kSize, kExtension, kSizeLf, kData, kDataCr, kDataLf, kTrailer, kTrailerLf, kEnd };

  bool take(unsigned char c);
  bool refuse(int status) {
    refused_ = status;
    return false;
  }
  bool overhead(int status);

  const HttpLimits* limits_;
  std::uint64_t cap_;
  State state_ = State::kSize;
  std::uint64_t left_ = 0;       // of this chunk: its size while that is read, then what has not come
  std::uint64_t announced_ = 0;  // content of all chunks so far
  std::size_t digits_ = 0;
  std::size_t overhead_ = 0;
  std::size_t line_ = 0;  // bytes in this trailer line
  bool colon_ = false;
  int refused_ = 0;
};

}  // namespace hearth::net
