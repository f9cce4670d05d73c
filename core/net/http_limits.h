// How much of a request is read before it is refused. Part of ServerOptions.
#pragma once

#include <cstddef>

namespace hearth::net {

struct HttpLimits {
  std::size_t head_bytes = 32 * 1024;  ///< request line and all fields; more is 431
  std::size_t line_bytes = 16 * 1024;  ///< one field line; more is 431
  std::size_t url_bytes = 8 * 1024;    ///< the target; more is 414
  std::size_t fields = 100;            ///< more is 431
  std::size_t body_bytes = 1 << 20;    ///< where nobody says otherwise for the request; more is 413
  std::size_t chunk_overhead =
      16 * 1024;  ///< extensions and trailers of one chunked body; more is 413 or 431
};

}  // namespace hearth::net
