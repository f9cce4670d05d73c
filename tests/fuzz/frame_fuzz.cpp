// Any bytes as WebSocket frames: nothing crashes, and what is understood does not depend on how the bytes
// were cut. The first byte chooses the cutting; the rest are frames, whose masks are mostly wrong, which
// costs the fuzzer nothing.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/text.h"
#include "net/frame_reader.h"

namespace {

using hearth::net::FrameReader;

struct Story final : FrameReader::Sink {
  std::string text;
  void on_message(std::string_view message) override {
    if (!hearth::is_utf8(message)) std::abort();
    text += " message " + std::string(message);
  }
  void on_reply(hearth::Bytes frame) override { text += " reply " + *frame; }
};

std::string understand(std::string_view bytes, unsigned cutting) {
  Story story;
  FrameReader reader(300);
  std::size_t end = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    if (at == end) end = cutting == 0 ? bytes.size() : std::min(bytes.size(), end + 1 + (at * cutting) % 37);
    std::size_t used = 0;
    const auto step = reader.feed(bytes.substr(at, end - at), used, story);
    if (used > end - at || (used == 0 && step != FrameReader::Step::kRefused)) std::abort();
    at += used;
    if (step == FrameReader::Step::kMore && at != end) std::abort();
    if (step == FrameReader::Step::kRefused) return story.text + " refused " + std::to_string(reader.code());
    if (step == FrameReader::Step::kClosed) return story.text + " closed " + std::to_string(reader.code());
  }
  return story.text + (reader.idle() ? " idle" : " waits");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (understand(bytes, 0) != understand(bytes, 1U + data[0])) std::abort();
  return 0;
}
