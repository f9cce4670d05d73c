#include "net/frame_reader.h"

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>

namespace hearth::net {
namespace {

constexpr int kProtocolError = 1002;
constexpr int kUnsupported = 1003;
constexpr int kTooBig = 1009;
constexpr int kInternal = 1011;

constexpr unsigned kBinary = 2;
constexpr unsigned kContinuation = 0;
constexpr unsigned kCloseOpcode = 8;
constexpr unsigned kPongOpcode = 10;

unsigned byte_of(char c) {
  return static_cast<unsigned char>(c);
}

}  // namespace

const wslay_event_callbacks& FrameReader::callbacks() {
  static const wslay_event_callbacks kCallbacks{&take_input, &take_output, nullptr,      nullptr,
                                                nullptr,     nullptr,      &take_message};
  return kCallbacks;
}

FrameReader::FrameReader(std::size_t message_bytes) : cap_(message_bytes) {
  if (wslay_event_context_server_init(&wslay_, &callbacks(), this) != 0) throw std::bad_alloc();
  wslay_event_config_set_max_recv_msg_length(wslay_, std::max<std::uint64_t>(cap_, 125));
}

FrameReader::~FrameReader() {
  wslay_event_context_free(wslay_);
}

ssize_t FrameReader::take_input(wslay_event_context_ptr context, std::uint8_t* to, std::size_t room, int,
                                void* self) {
  auto& reader = *static_cast<FrameReader*>(self);
  const std::size_t n = std::min(room, reader.input_.size());
  if (n == 0) {
    wslay_event_set_error(context, WSLAY_ERR_WOULDBLOCK);
    return -1;
  }
  std::memcpy(to, reader.input_.data(), n);
  reader.input_.remove_prefix(n);
  return static_cast<ssize_t>(n);
}

ssize_t FrameReader::take_output(wslay_event_context_ptr, const std::uint8_t* data, std::size_t size, int,
                                 void* self) {
  static_cast<FrameReader*>(self)->output_.append(reinterpret_cast<const char*>(data), size);
  return static_cast<ssize_t>(size);
}

void FrameReader::take_message(wslay_event_context_ptr, const wslay_event_on_msg_recv_arg* message,
                               void* self) {
  if (message->opcode != WSLAY_TEXT_FRAME) return;
  const char* const text = message->msg ? reinterpret_cast<const char*>(message->msg) : "";
  static_cast<FrameReader*>(self)->sink_->on_message({text, message->msg_length});
}

FrameReader::Step FrameReader::feed(std::string_view bytes, std::size_t& used, Sink& sink) {
  used = 0;
  sink_ = &sink;
  if (data_left_ == 0) {
    const Step step = feed_header(bytes, used);
    if (step != Step::kFrame || data_left_ == 0) return step;
    bytes.remove_prefix(used);
    if (bytes.empty()) return Step::kMore;
  }
  const auto n = static_cast<std::size_t>(std::min<std::uint64_t>(data_left_, bytes.size()));
  used += n;
  data_left_ -= n;
  const Step step = pass(bytes.substr(0, n));
  if (step != Step::kMore) return step;
  return data_left_ == 0 ? Step::kFrame : Step::kMore;
}

/// How much of the frame must be held before it is passed on: its header, and all of it when it is a control
/// frame.
std::size_t FrameReader::wanted() const {
  if (held_size_ < 2) return 2;
  const std::size_t length = byte_of(held_[1]) & 0x7f;
  const std::size_t header = 2U + (length == 126 ? 2U : length == 127 ? 8U : 0U) + 4U;
  return is_control() ? header + length : header;
}

/// kFrame: a data frame's header was passed on (data_left_ says what follows it), or a whole control frame.
FrameReader::Step FrameReader::feed_header(std::string_view bytes, std::size_t& used) {
  while (held_size_ < 2 || held_size_ < wanted()) {
    const std::size_t n = std::min(wanted() - held_size_, bytes.size() - used);
    if (n == 0) return Step::kMore;
    std::memcpy(held_.data() + held_size_, bytes.data() + used, n);
    held_size_ += n;
    used += n;
    if (held_size_ == 2)
      if (const int bad = judge_first_bytes(); bad != 0) return refuse(bad);
  }
  if (!is_control())
    if (const int bad = judge_length(); bad != 0) return refuse(bad);
  const Step step = pass({held_.data(), held_size_});
  held_size_ = 0;
  return step == Step::kMore ? Step::kFrame : step;
}

int FrameReader::judge_first_bytes() const {
  const unsigned first = byte_of(held_[0]);
  const unsigned opcode = first & 0xf;
  const bool last = (first & 0x80) != 0;
  const unsigned length = byte_of(held_[1]) & 0x7f;
  if ((first & 0x70) != 0) return kProtocolError;              // no extension was agreed on
  if ((byte_of(held_[1]) & 0x80) == 0) return kProtocolError;  // a client must mask
  if (is_control()) {
    if (opcode > kPongOpcode || !last || length > 125) return kProtocolError;
    return opcode == kCloseOpcode && length == 1 ? kProtocolError : 0;  // half a close code
  }
  if (opcode > kBinary) return kProtocolError;
  if ((opcode == kContinuation) != message_open_) return kProtocolError;
  return opcode == kBinary ? kUnsupported : 0;
}

int FrameReader::judge_length() {
  const unsigned short_length = byte_of(held_[1]) & 0x7f;
  std::uint64_t length = short_length;
  if (short_length > 125) {
    const std::size_t bytes = short_length == 126 ? 2 : 8;
    length = 0;
    for (std::size_t i = 0; i < bytes; ++i) length = length << 8 | byte_of(held_[2 + i]);
    // The shortest form is the only one (RFC 6455 section 5.2), and the first bit of 64 is not used.
    if (length < (bytes == 2 ? 126U : 65536U) || length >> 63 != 0) return kProtocolError;
  }
  if (length > cap_ || message_size_ + length > cap_) return kTooBig;
  data_left_ = length;
  message_size_ += length;
  const bool last = (byte_of(held_[0]) & 0x80) != 0;
  message_open_ = !last;
  if (last) message_size_ = 0;
  return 0;
}

FrameReader::Step FrameReader::pass(std::string_view bytes) {
  input_ = bytes;
  const int error = wslay_event_recv(wslay_);
  if (wslay_event_get_close_received(wslay_)) {
    code_ = wslay_event_get_status_code_received(wslay_);
    return Step::kClosed;
  }
  if (error == WSLAY_ERR_NOMEM) return refuse(kInternal);
  if (wslay_event_want_write(wslay_)) {
    output_.clear();
    wslay_event_send(wslay_);
  }
  if (error != 0 || !wslay_event_want_read(wslay_)) {
    // wslay has queued a close frame: its code is wanted, not its bytes.
    const int code = wslay_event_get_status_code_sent(wslay_);
    return refuse(code == 1005 || code == 1006 ? kProtocolError : code);
  }
  if (!output_.empty()) sink_->on_reply(make_bytes(std::exchange(output_, {})));
  return Step::kMore;
}

}  // namespace hearth::net
