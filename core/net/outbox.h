// Outbox: what one connection still has to send. TurnBuffer: what all connections of a loop got in this turn.
// Owned by a connection and its EventLoop, used on the loop's thread.
//
// System calls are the price of fan-out, so nothing is sent when it comes: it is noted in the loop's
// TurnBuffer (one shared reference per run of bytes, eight bytes per recipient), and at the end of the turn
// everything for a connection leaves in one send of one contiguous buffer, which is cheaper than writev of
// many. What the socket does not take stays behind as shared buffers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <vector>

#include "base/bytes.h"

namespace hearth::net {

class TurnBuffer {
 public:
  /// True when the turn has gathered so much that it had better end.
  bool full() const { return entries_.size() >= kManyEntries || kept_bytes_ >= kManyBytes; }
  /// Forgets all: every outbox has been flushed.
  void clear();

 private:
  friend class Outbox;
  static constexpr std::size_t kManyEntries = 1 << 16;
  static constexpr std::size_t kManyBytes = 16 << 20;
  static constexpr std::size_t kScratch = 256 * 1024;
  static constexpr std::uint32_t kNone = 0xffffffff;

  struct Entry {
    std::uint32_t bytes;  // place in kept_
    std::uint32_t next;   // place in entries_ of the same outbox's next entry
  };

  std::uint32_t keep(const Bytes& bytes);
  char* scratch();

  std::vector<Bytes> kept_;
  std::vector<Entry> entries_;
  std::size_t kept_bytes_ = 0;
  std::unique_ptr<char[]> scratch_;  // made when first needed
};

class Outbox {
 public:
  enum class Sent { kAll, kSome, kBroken };

  /// Notes `bytes` for the end of this turn. Never sends, never fails.
  void push(TurnBuffer& turn, const Bytes& bytes);

  /// Sends what there is: kSome when the socket takes no more for now, kBroken when it never will. Adds what
  /// left to `sent`. Must be called in the turn of the push.
  Sent flush(TurnBuffer& turn, int fd, std::size_t& sent);

  /// Bytes that wait, those of this turn included.
  std::size_t size() const { return turn_bytes_ + (backlog_ ? backlog_->bytes : 0); }
  /// Bytes that the socket did not take.
  std::size_t backlog() const { return backlog_ ? backlog_->bytes : 0; }
  bool empty() const { return size() == 0; }

  /// Drops what has not begun to leave, and keeps the rest of a run that has.
  void drop_unsent();
  /// Drops everything.
  void clear();

 private:
  struct Backlog {
    std::deque<Bytes> runs;
    std::size_t offset = 0;  // of the first run, already sent
    std::size_t bytes = 0;
  };

  Sent flush_backlog(TurnBuffer& turn, int fd, std::size_t& sent);
  void to_backlog(TurnBuffer& turn, std::size_t already_sent);

  std::uint32_t first_ = TurnBuffer::kNone;
  std::uint32_t last_ = TurnBuffer::kNone;
  std::size_t turn_bytes_ = 0;
  std::unique_ptr<Backlog> backlog_;
};

}  // namespace hearth::net
