#include "net/outbox.h"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace hearth::net {
namespace {

// A first run at least this long goes out from where it lies: copying it would cost more than a second call.
constexpr std::size_t kLongRun = 32 * 1024;

/// Bytes taken, 0 when the socket is full, -1 when it is broken.
ssize_t send_now(int fd, const char* data, std::size_t size) {
  const ssize_t n = ::send(fd, data, size, MSG_NOSIGNAL | MSG_DONTWAIT);
  if (n >= 0) return n;
  return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR ? 0 : -1;
}

}  // namespace

std::uint32_t TurnBuffer::keep(const Bytes& bytes) {
  // A fan-out brings the same bytes for one connection after the other: one reference serves them all.
  if (kept_.empty() || kept_.back() != bytes) {
    kept_bytes_ += bytes->size();
    kept_.push_back(bytes);
  }
  return static_cast<std::uint32_t>(kept_.size() - 1);
}

char* TurnBuffer::scratch() {
  if (!scratch_) scratch_ = std::make_unique_for_overwrite<char[]>(kScratch);
  return scratch_.get();
}

void TurnBuffer::clear() {
  constexpr std::size_t kKeepRoom = 4096;
  kept_.clear();
  entries_.clear();
  kept_bytes_ = 0;
  if (kept_.capacity() > kKeepRoom) kept_.shrink_to_fit();
  if (entries_.capacity() > kManyEntries) entries_.shrink_to_fit();
}

void Outbox::push(TurnBuffer& turn, const Bytes& bytes) {
  if (bytes->empty()) return;
  const auto entry = static_cast<std::uint32_t>(turn.entries_.size());
  turn.entries_.push_back({turn.keep(bytes), TurnBuffer::kNone});
  if (last_ == TurnBuffer::kNone)
    first_ = entry;
  else
    turn.entries_[last_].next = entry;
  last_ = entry;
  turn_bytes_ += bytes->size();
}

Outbox::Sent Outbox::flush(TurnBuffer& turn, int fd, std::size_t& sent) {
  if (backlog_ || turn_bytes_ > TurnBuffer::kScratch) {
    to_backlog(turn, 0);
    return flush_backlog(turn, fd, sent);
  }
  if (first_ == TurnBuffer::kNone) return Sent::kAll;

  const char* data = nullptr;
  if (first_ == last_) {
    data = turn.kept_[turn.entries_[first_].bytes]->data();
  } else {
    char* to = turn.scratch();
    data = to;
    for (std::uint32_t at = first_; at != TurnBuffer::kNone; at = turn.entries_[at].next) {
      const std::string& run = *turn.kept_[turn.entries_[at].bytes];
      std::memcpy(to, run.data(), run.size());
      to += run.size();
    }
  }
  const ssize_t n = send_now(fd, data, turn_bytes_);
  if (n < 0) return Sent::kBroken;
  sent += static_cast<std::size_t>(n);
  if (static_cast<std::size_t>(n) == turn_bytes_) {
    first_ = last_ = TurnBuffer::kNone;
    turn_bytes_ = 0;
    return Sent::kAll;
  }
  to_backlog(turn, static_cast<std::size_t>(n));
  return Sent::kSome;
}

void Outbox::to_backlog(TurnBuffer& turn, std::size_t already_sent) {
  if (first_ == TurnBuffer::kNone) return;
  if (!backlog_) backlog_ = std::make_unique<Backlog>();
  backlog_->bytes += turn_bytes_ - already_sent;
  for (std::uint32_t at = first_; at != TurnBuffer::kNone; at = turn.entries_[at].next) {
    const Bytes& run = turn.kept_[turn.entries_[at].bytes];
    if (already_sent >= run->size()) {
      already_sent -= run->size();
      continue;
    }
    // Something of this turn has left, so there was no backlog before: this is its first run.
    if (already_sent > 0) backlog_->offset = std::exchange(already_sent, 0);
    backlog_->runs.push_back(run);
  }
  first_ = last_ = TurnBuffer::kNone;
  turn_bytes_ = 0;
}

Outbox::Sent Outbox::flush_backlog(TurnBuffer& turn, int fd, std::size_t& sent) {
  while (backlog_ && backlog_->bytes > 0) {
    std::deque<Bytes>& runs = backlog_->runs;
    const char* data = runs.front()->data() + backlog_->offset;
    std::size_t size = runs.front()->size() - backlog_->offset;
    if (size < kLongRun && runs.size() > 1) {
      char* const room = turn.scratch();
      std::memcpy(room, data, size);
      for (std::size_t i = 1; i < runs.size() && size + runs[i]->size() <= TurnBuffer::kScratch; ++i) {
        std::memcpy(room + size, runs[i]->data(), runs[i]->size());
        size += runs[i]->size();
      }
      data = room;
    }
    const ssize_t n = send_now(fd, data, size);
    if (n < 0) return Sent::kBroken;
    auto left = static_cast<std::size_t>(n);
    sent += left;
    backlog_->bytes -= left;
    while (left > 0) {
      const std::size_t rest = runs.front()->size() - backlog_->offset;
      if (left < rest) {
        backlog_->offset += left;
        break;
      }
      left -= rest;
      backlog_->offset = 0;
      runs.pop_front();
    }
    if (static_cast<std::size_t>(n) < size) return Sent::kSome;
  }
  backlog_.reset();
  return Sent::kAll;
}

void Outbox::drop_unsent() {
  first_ = last_ = TurnBuffer::kNone;
  turn_bytes_ = 0;
  if (!backlog_) return;
  if (backlog_->offset == 0) {
    backlog_.reset();
    return;
  }
  backlog_->runs.resize(1);
  backlog_->bytes = backlog_->runs.front()->size() - backlog_->offset;
}

void Outbox::clear() {
  first_ = last_ = TurnBuffer::kNone;
  turn_bytes_ = 0;
  backlog_.reset();
}

}  // namespace hearth::net
