// FrameReader: bytes of a WebSocket client -> whole text messages (RFC 6455), or the close code to refuse
// with. Lent to a connection while a frame or message is open, and shared by all idle ones of a loop, because
// a wslay context weighs some 9 KB. Used on the loop's thread.
//
// A gate of ours stands before wslay: it reads the frame headers, refuses what can be refused by the header
// alone, hands control frames on only when they are whole (wslay 1.1.1 checks split ones wrongly), and knows
// where frames end, so that reading can pause between any two.
#pragma once

#include <wslay/wslay.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace hearth::net {

class FrameReader {
 public:
  /// Who hears about it; called from inside feed(), and must not destroy the reader.
  class Sink {
   public:
    virtual void on_message(std::string_view text) = 0;
    /// A frame to be sent back: the pong for a ping.
    virtual void on_reply(Bytes frame) = 0;

   protected:
    ~Sink() = default;
  };

  enum class Step {
    kMore,     ///< all bytes were taken
    kFrame,    ///< a frame ended here; there may be bytes left
    kClosed,   ///< the other side closes: code()
    kRefused,  ///< the other side broke the rules: code()
  };

  explicit FrameReader(std::size_t message_bytes);
  FrameReader(const FrameReader&) = delete;
  FrameReader& operator=(const FrameReader&) = delete;
  ~FrameReader();

  /// Takes bytes up to the end of a frame at most; `used` says how many. Not after kClosed or kRefused.
  Step feed(std::string_view bytes, std::size_t& used, Sink& sink);

  /// Nothing is half read: the reader may serve another connection.
  bool idle() const { return held_size_ == 0 && data_left_ == 0 && !message_open_; }
  /// After kClosed the other side's code (1005: none), after kRefused the one to close with.
  int code() const { return code_; }

 private:
  static constexpr std::size_t kMostHeld = 14 + 125;

  Step feed_header(std::string_view bytes, std::size_t& used);
  std::size_t wanted() const;
  bool is_control() const { return (static_cast<unsigned char>(held_[0]) & 0x8) != 0; }
  int judge_first_bytes() const;
  int judge_length();
  Step pass(std::string_view bytes);
  Step refuse(int code) {
    code_ = code;
    return Step::kRefused;
  }
  static const wslay_event_callbacks& callbacks();
  static ssize_t take_input(wslay_event_context_ptr, std::uint8_t* to, std::size_t room, int, void* self);
  static ssize_t take_output(wslay_event_context_ptr, const std::uint8_t* data, std::size_t size, int,
                             void* self);
  static void take_message(wslay_event_context_ptr, const wslay_event_on_msg_recv_arg* message, void* self);

  const std::size_t cap_;
  wslay_event_context_ptr wslay_ = nullptr;
  Sink* sink_ = nullptr;    // during feed()
  std::string_view input_;  // what wslay may read during feed()
  std::string output_;
  std::array<char, kMostHeld> held_{};  // a header that is not whole, or a control frame that is not
  std::size_t held_size_ = 0;
  std::uint64_t data_left_ = 0;     // payload of the open data frame that has not come
  std::uint64_t message_size_ = 0;  // announced so far by the open message's frames
  bool message_open_ = false;       // a fragmented message waits for its last frame
  int code_ = 0;
};

}  // namespace hearth::net
