// Any bytes as HTTP/1: nothing crashes, and what is understood does not depend on how the bytes were cut. The
// first byte chooses the cutting; what follows is a connection's worth of requests.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "net/client_origin.h"
#include "net/handshake.h"
#include "net/http_parser.h"

namespace {

using hearth::net::HttpParser;

/// What a connection would have made of the bytes, as text.
std::string understand(std::string_view bytes, unsigned cutting) {
  static const hearth::net::HttpLimits kLimits{.head_bytes = 4096,
                                               .line_bytes = 1024,
                                               .url_bytes = 512,
                                               .fields = 20,
                                               .body_bytes = 2048,
                                               .chunk_overhead = 256};
  static const hearth::net::TrustedProxies kProxies({"127.0.0.1", "10.0.0.0/8"});
  static const hearth::net::Peer kPeer = *hearth::net::parse_peer("127.0.0.1");
  std::string story;
  auto parser = std::make_unique<HttpParser>(kLimits);
  std::size_t end = 0;
  for (std::size_t at = 0;;) {
    if (at == end) {
      const std::size_t piece = cutting == 0 ? bytes.size() : 1 + (at * cutting) % 61;
      end = std::min(bytes.size(), end + std::max<std::size_t>(piece, 1));
    }
    std::size_t used = 0;
    const auto step = parser->feed(bytes.substr(at, end - at), used);
    if (used > end - at) std::abort();
    at += used;
    if (step == HttpParser::Step::kRefused) {
      if (parser->refused() < 400 || parser->refused() > 505) std::abort();
      return story + " refused " + std::to_string(parser->refused());
    }
    if (step == HttpParser::Step::kHead) {
      auto& head = parser->head();
      hearth::net::ClientOrigin::note(head, kPeer, kProxies);
      story += " head " + std::string(head.method()) + " " + std::string(head.path()) + " " +
               std::string(head.query()) + " " + std::string(head.host()) + " " + head.client_ip();
      for (std::size_t i = 0; i < head.field_count(); ++i) {
        const auto [name, value] = head.field(i);
        // Whoever reflects a field must not be able to split an answer with it.
        if (value.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos) std::abort();
        story += " [" + std::string(name) + "=" + std::string(value) + "]";
      }
      if (hearth::net::asks_for_web_socket(head))
        story += std::to_string(hearth::net::judge_handshake(head).refused);
      if (parser->set_body_cap(1024) == HttpParser::Step::kRefused) return story + " too long";
    } else if (step == HttpParser::Step::kComplete) {
      if (parser->body().size() > 1024) std::abort();
      story += " complete " + parser->body();
      parser = std::make_unique<HttpParser>(kLimits);
      if (at == bytes.size()) return story;
    } else if (at != end) {
      std::abort();  // wants more, but did not take what there was
    } else if (at == bytes.size()) {
      return story + " waits";
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (understand(bytes, 0) != understand(bytes, 1U + data[0])) std::abort();
  return 0;
}
