// HeadScanner: looks at every byte of a request's head before any parser does, and lets pass only what RFC
// 9112 allows in its strictest reading: lines end in CRLF, no control characters, no folded lines, nothing
// too long. It is fed as the bytes come, so that a head which can only be wrong is refused at once.
#pragma once

#include <cstddef>
#include <string_view>

#include "net/http_limits.h"

namespace hearth::net {

class HeadScanner {
 public:
  explicit HeadScanner(const HttpLimits& limits) : limits_(&limits) {}

  /// Looks at the next bytes. Stops after the empty line that ends the head, or at the first byte that is
  /// wrong. Returns how many it took.
  std::size_t feed(std::string_view bytes);

  bool complete() const { return complete_; }
  /// The status to refuse with (400, 414 or 431), 0 as long as nothing is wrong.
  int refused() const { return refused_; }

 private:
  bool take(unsigned char c);
  bool end_line();
  bool refuse(int status) {
    refused_ = status;
    return false;
  }

  const HttpLimits* limits_;
  std::size_t total_ = 0;
  std::size_t line_ = 0;    // bytes in this line so far
  std::size_t lines_ = 0;   // complete lines; the first is the request line
  std::size_t target_ = 0;  // bytes of the target so far
  int spaces_ = 0;          // in the request line
  bool carriage_return_ = false;
  bool colon_ = false;  // seen in this field line
  bool complete_ = false;
  int refused_ = 0;
};

}  // namespace hearth::net
