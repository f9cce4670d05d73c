#include "net/outbox.h"

#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <utility>

#include "net/frame.h"

namespace hearth::net {

class OutboxTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(OutboxTest);
  CPPUNIT_TEST(what_came_in_one_turn_leaves_in_one_send);
  CPPUNIT_TEST(what_the_socket_does_not_take_stays_in_order);
  CPPUNIT_TEST(dropping_keeps_the_run_that_has_begun);
  CPPUNIT_TEST(a_closed_socket_is_broken);
  CPPUNIT_TEST(frames_have_the_shortest_header);
  CPPUNIT_TEST_SUITE_END();

  std::array<int, 2> pair_{-1, -1};

 public:
  void setUp() override {
    CPPUNIT_ASSERT_EQUAL(0, ::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK, 0, pair_.data()));
  }
  void tearDown() override {
    for (const int fd : pair_) ::close(fd);
  }

 private:
  /// One message per send, as the kernel keeps them apart here; empty when there is none.
  std::string receive() {
    std::string room(1 << 20, '\0');
    const ssize_t n = ::recv(pair_[1], room.data(), room.size(), 0);
    room.resize(n < 0 ? 0 : static_cast<std::size_t>(n));
    return room;
  }

  void stream() {
    tearDown();
    CPPUNIT_ASSERT_EQUAL(0, ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair_.data()));
  }

  void what_came_in_one_turn_leaves_in_one_send() {
    TurnBuffer turn;
    Outbox one;
    Outbox two;
    std::size_t sent = 0;
    const Bytes shared = make_bytes("shared ");
    one.push(turn, shared);
    two.push(turn, make_bytes("other "));
    one.push(turn, make_bytes("own "));
    one.push(turn, make_bytes(""));
    two.push(turn, shared);
    one.push(turn, shared);
    CPPUNIT_ASSERT_EQUAL(std::size_t{18}, one.size());
    CPPUNIT_ASSERT(Outbox::Sent::kAll == one.flush(turn, pair_[0], sent));
    CPPUNIT_ASSERT_EQUAL(std::string("shared own shared "), receive());
    CPPUNIT_ASSERT(Outbox::Sent::kAll == two.flush(turn, pair_[0], sent));
    CPPUNIT_ASSERT_EQUAL(std::string("other shared "), receive());
    CPPUNIT_ASSERT_EQUAL(std::string(""), receive());
    CPPUNIT_ASSERT_EQUAL(std::size_t{31}, sent);
    CPPUNIT_ASSERT(one.empty() && two.empty());
    turn.clear();
    CPPUNIT_ASSERT_EQUAL(1L, shared.use_count());
  }

  void what_the_socket_does_not_take_stays_in_order() {
    stream();
    TurnBuffer turn;
    Outbox outbox;
    std::string wanted;
    std::string got;
    std::size_t sent = 0;
    std::size_t most_waiting = 0;
    for (std::size_t round = 0; round < 200; ++round) {
      for (std::size_t i = 0; i < 5; ++i) {
        const std::string run((round * 977 + i * 131) % 9000 + (round % 50 == 7 ? 300'000 : 1),
                              static_cast<char>('a' + (round + i) % 26));
        wanted += run;
        outbox.push(turn, make_bytes(run));
      }
      CPPUNIT_ASSERT(Outbox::Sent::kBroken != outbox.flush(turn, pair_[0], sent));
      turn.clear();
      CPPUNIT_ASSERT_EQUAL(wanted.size() - sent, outbox.size());
      most_waiting = std::max(most_waiting, outbox.backlog());
      if (round % 3 == 0) got += receive();
    }
    CPPUNIT_ASSERT(most_waiting > 0);
    while (!outbox.empty()) {
      got += receive();
      outbox.flush(turn, pair_[0], sent);
    }
    for (std::string part; !(part = receive()).empty();) got += part;
    CPPUNIT_ASSERT(wanted == got);
  }

  void dropping_keeps_the_run_that_has_begun() {
    stream();
    TurnBuffer turn;
    Outbox outbox;
    std::size_t sent = 0;
    outbox.push(turn, make_bytes(std::string(2'000'000, 'a')));
    outbox.push(turn, make_bytes("never"));
    CPPUNIT_ASSERT(Outbox::Sent::kSome == outbox.flush(turn, pair_[0], sent));
    turn.clear();
    outbox.push(turn, make_bytes("nor this"));
    outbox.drop_unsent();
    outbox.push(turn, make_bytes("last words"));
    std::string got;
    do {
      got += receive();
    } while (outbox.flush(turn, pair_[0], sent) == Outbox::Sent::kSome);
    for (std::string part; !(part = receive()).empty();) got += part;
    CPPUNIT_ASSERT(std::string(2'000'000, 'a') + "last words" == got);
  }

  void a_closed_socket_is_broken() {
    TurnBuffer turn;
    Outbox outbox;
    std::size_t sent = 0;
    ::close(std::exchange(pair_[1], -1));
    outbox.push(turn, make_bytes("x"));
    CPPUNIT_ASSERT(Outbox::Sent::kBroken == outbox.flush(turn, pair_[0], sent));
  }

  void frames_have_the_shortest_header() {
    CPPUNIT_ASSERT_EQUAL(std::string("\x81\x02hi"), *text_frame("hi"));
    CPPUNIT_ASSERT_EQUAL(std::string("\x81\x7e\x00\x7e", 4) + std::string(126, 'x'),
                         *text_frame(std::string(126, 'x')));
    CPPUNIT_ASSERT_EQUAL(std::string("\x81\x7f\0\0\0\0\0\1\0\0", 10),
                         text_frame(std::string(65536, 'x'))->substr(0, 10));
    for (const std::size_t size : {0UL, 5UL, 125UL, 126UL, 65535UL, 65536UL, 70000UL}) {
      FrameText frame(size);
      frame.text() += std::string(size, 'y');
      CPPUNIT_ASSERT_EQUAL(size, frame.payload_size());
      CPPUNIT_ASSERT(*text_frame(std::string(size, 'y')) == *frame.take());
      CPPUNIT_ASSERT_EQUAL(std::size_t{0}, frame.payload_size());
    }
    CPPUNIT_ASSERT_EQUAL(std::string("\x88\x00", 2), *close_frame(1005, "ignored"));
    CPPUNIT_ASSERT_EQUAL(std::string("\x88\x04\x03\xe9zz"), *close_frame(1001, "zz"));
    // 123 bytes fit; the character that would be cut in two goes.
    CPPUNIT_ASSERT_EQUAL(std::size_t{2 + 2 + 122},
                         close_frame(4000, std::string(122, 'a') + "\xc3\xbc")->size());
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(OutboxTest);

}  // namespace hearth::net
