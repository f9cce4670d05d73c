#include "net/head_scanner.h"

#include <array>

namespace hearth::net {
namespace {

/// tchar of RFC 9110 section 5.6.2: what field names and methods are made of.
constexpr std::array<bool, 256> kToken = [] {
  std::array<bool, 256> table{};
  for (const char c : std::string_view("!#$%&'*+-.^_`|~0123456789"
                                       "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"))
    table[static_cast<unsigned char>(c)] = true;
  return table;
}();

}  // namespace

std::size_t HeadScanner::feed(std::string_view bytes) {
  std::size_t taken = 0;
  while (taken < bytes.size() && !complete_ && refused_ == 0) {
    if (!take(static_cast<unsigned char>(bytes[taken]))) break;
    ++taken;
  }
  return taken;
}

bool HeadScanner::take(unsigned char c) {
  if (++total_ > limits_->head_bytes) return refuse(lines_ == 0 ? 414 : 431);
  if (carriage_return_) {
    carriage_return_ = false;
    return c == '\n' ? end_line() : refuse(400);
  }
  if (c == '\r') {
    carriage_return_ = true;
    return true;
  }
  ++line_;
  if (lines_ == 0) {
    // method SP target SP version: single spaces, and only visible ASCII between them.
    if (c == ' ') return ++spaces_ <= 2 ? true : refuse(400);
    if (c <= 0x20 || c >= 0x7f) return refuse(400);
    if (spaces_ == 0 && (!kToken[c] || line_ > 32)) return refuse(400);
    if (spaces_ == 1 && ++target_ > limits_->url_bytes) return refuse(414);
    if (spaces_ == 2 && line_ > target_ + 64) return refuse(400);
    return true;
  }
  if (line_ > limits_->line_bytes) return refuse(431);
  if (!colon_) {
    if (c == ':') {
      if (line_ == 1) return refuse(400);
      colon_ = true;
      return true;
    }
    // A space here is either before the colon or begins a folded line: both hide a field from somebody.
    return kToken[c] ? true : refuse(400);
  }
  return (c >= 0x20 && c != 0x7f) || c == '\t' ? true : refuse(400);
}

bool HeadScanner::end_line() {
  if (line_ == 0) {
    if (lines_ > 0) {
      complete_ = true;
      return true;
    }
    // One empty line in front of a request is forgiven (RFC 9112 section 2.2), and only one.
    return total_ == 2 ? true : refuse(400);
  }
  if (lines_ == 0 && spaces_ != 2) return refuse(400);
  if (lines_ > 0 && !colon_) return refuse(400);
  if (lines_ > limits_->fields) return refuse(431);
  ++lines_;
  line_ = 0;
  colon_ = false;
  return true;
}

}  // namespace hearth::net
