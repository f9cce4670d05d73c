// Crowd: many WebSockets of many people on one epoll, in one thread, for as little CPU as can be: it shares
// the machine with the server that is measured. Frames are read into one buffer; a socket keeps only the half
// of a frame.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "doorway.h"
#include "frames.h"
#include "nanos.h"

namespace hearth::bench {

class Crowd {
 public:
  class Listener {
   public:
    virtual ~Listener() = default;
    /// A text frame for the `who`-th of the crowd. `read_at`: when the bytes were there.
    virtual void on_text(std::size_t who, std::string_view payload, Nanos read_at) = 0;
  };

  /// Both must outlive this.
  Crowd(const Doorway& doorway, Listener& listener);
  Crowd(const Crowd&) = delete;
  Crowd& operator=(const Crowd&) = delete;
  ~Crowd();

  /// Opens a socket for each, `at_once` in the making, and waits until all are open (and greeted). The i-th
  /// person is `who` i. Throws std::runtime_error when one is refused, or nothing moves for 10 s.
  void open(std::span<const Guest> guests, std::size_t at_once);
  void close_all();
  std::size_t size() const { return sockets_.size(); }

  /// `bytes`: whole frames. Never blocks: what the socket does not take goes as soon as it does.
  void send(std::size_t who, std::string_view bytes);

  /// Reads what comes, until there was something to do or it is `until`. Throws std::runtime_error when the
  /// server closes a socket.
  void turn(Nanos until);

  std::uint64_t pings() const { return pings_; }
  std::uint64_t bytes_read() const { return bytes_read_; }
  std::uint64_t reads() const { return reads_; }

 private:
  enum class State : std::uint8_t { kConnecting, kUpgrading, kGreeting, kOpen };
  struct Socket {
    int fd = -1;
    State state = State::kConnecting;
    std::string rest;     // of what was read: the beginning of a frame
    std::string waiting;  // to be written
  };

  void start(std::size_t who, const Guest& guest);
  void read_from(std::size_t who);
  /// Gives how many bytes were used up.
  std::size_t take(std::size_t who, std::string_view bytes, Nanos read_at);
  std::size_t take_upgrade(Socket& socket, std::string_view bytes);
  void now_open(Socket& socket);
  void flush(std::size_t who);
  void want_write(std::size_t who, bool wanted);

  const Doorway& doorway_;
  Listener& listener_;
  int epoll_;
  std::vector<Socket> sockets_;
  std::string buffer_;
  std::size_t open_ = 0;
  std::uint64_t pings_ = 0;
  std::uint64_t bytes_read_ = 0;
  std::uint64_t reads_ = 0;
};

/// Lets this process have as many descriptors as the machine allows.
void raise_descriptor_limit();

}  // namespace hearth::bench
