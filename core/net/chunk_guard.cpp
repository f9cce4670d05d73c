#include "net/chunk_guard.h"

#include <algorithm>

namespace hearth::net {
namespace {

constexpr std::size_t kMostDigits = 12;

int hex_value(unsigned char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const unsigned char low = c | 0x20;
  return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

bool is_text(unsigned char c) {
  return (c >= 0x20 && c != 0x7f) || c == '\t';
}

}  // namespace

std::size_t ChunkGuard::feed(std::string_view bytes) {
  std::size_t taken = 0;
  while (taken < bytes.size() && state_ != State::kEnd && refused_ == 0) {
    if (state_ == State::kData) {
      const std::size_t n = std::min<std::uint64_t>(left_, bytes.size() - taken);
      left_ -= n;
      taken += n;
      if (left_ == 0) state_ = State::kDataCr;
      continue;
    }
    if (!take(static_cast<unsigned char>(bytes[taken]))) break;
    ++taken;
  }
  return taken;
}

bool ChunkGuard::overhead(int status) {
  return ++overhead_ <= limits_->chunk_overhead ? true : refuse(status);
}

bool ChunkGuard::take(unsigned char c) {
  switch (state_) {
    case State::kSize:
      if (const int value = hex_value(c); value >= 0) {
        if (++digits_ > kMostDigits) return refuse(400);
        left_ = left_ << 4 | static_cast<unsigned>(value);
        return true;
      }
      if (digits_ == 0) return refuse(400);
      if (c == ';') {
        state_ = State::kExtension;
        return overhead(413);
      }
      state_ = State::kSizeLf;
      return c == '\r' ? true : refuse(400);
    case State::kExtension:
      if (c == '\r') {
        state_ = State::kSizeLf;
        return true;
      }
      return is_text(c) ? overhead(413) : refuse(400);
    case State::kSizeLf:
      if (c != '\n') return refuse(400);
      announced_ += left_;
      if (announced_ > cap_) return refuse(413);
      state_ = left_ > 0 ? State::kData : State::kTrailer;
      digits_ = 0;
      return true;
    case State::kDataCr:
      state_ = State::kDataLf;
      return c == '\r' ? true : refuse(400);
    case State::kDataLf:
      state_ = State::kSize;
      return c == '\n' ? true : refuse(400);
    case State::kTrailer:
      if (c == '\r') {
        if (line_ > 0 && !colon_) return refuse(400);
        state_ = State::kTrailerLf;
        return true;
      }
      if (c == ':' && line_ > 0) colon_ = true;
      if (!colon_ && (c <= 0x20 || c >= 0x7f || c == ':')) return refuse(400);
      ++line_;
      return is_text(c) ? overhead(431) : refuse(400);
    case State::kTrailerLf:
      state_ = line_ == 0 ? State::kEnd : State::kTrailer;
      line_ = 0;
      colon_ = false;
      return c == '\n' ? true : refuse(400);
    case State::kData:
    case State::kEnd:
      break;
  }
  return refuse(400);
}

}  // namespace hearth::net
