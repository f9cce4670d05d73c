#include "net/event_loop.h"

#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <map>
#include <thread>

#include "unit/net/test_server.h"

namespace hearth::net {
namespace {

struct NotedTimer : Timer {
  std::vector<int>* fired = nullptr;
  int name = 0;
  void on_timer() override { fired->push_back(name); }
};

}  // namespace

class EventLoopTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(EventLoopTest);
  CPPUNIT_TEST(runs_tasks_of_each_thread_in_their_order);
  CPPUNIT_TEST(what_waits_for_the_end_of_reading_runs_in_the_same_turn_and_once);
  CPPUNIT_TEST(a_task_may_own_what_only_moves);
  CPPUNIT_TEST(tasks_posted_before_the_start_wait_for_it);
  CPPUNIT_TEST(a_stopped_loop_destroys_what_it_did_not_run);
  CPPUNIT_TEST(a_task_that_throws_harms_nobody);
  CPPUNIT_TEST(keys_of_removed_sockets_find_nobody);
  CPPUNIT_TEST(delayed_tasks_run_in_the_order_of_their_delays);
  CPPUNIT_TEST(timers_fire_when_due_and_never_before);
  CPPUNIT_TEST(timers_beyond_the_ring_and_moved_ones);
  CPPUNIT_TEST(a_timer_may_destroy_another);
  CPPUNIT_TEST_SUITE_END();

  void runs_tasks_of_each_thread_in_their_order() {
    EventLoop loop;
    loop.start();
    std::map<int, std::vector<int>> seen;
    {
      std::vector<std::jthread> threads;
      for (int t = 0; t < 4; ++t)
        threads.emplace_back([&loop, &seen, t] {
          for (int i = 0; i < 5000; ++i) loop.post([&seen, t, i] { seen[t].push_back(i); });
        });
    }
    Signal done;
    loop.post([&] { done.set(); });
    done.wait();
    for (const auto& [thread, numbers] : seen) {
      CPPUNIT_ASSERT_EQUAL(std::size_t{5000}, numbers.size());
      CPPUNIT_ASSERT(std::is_sorted(numbers.begin(), numbers.end()));
    }
    CPPUNIT_ASSERT_EQUAL(std::size_t{4}, seen.size());
  }

  void what_waits_for_the_end_of_reading_runs_in_the_same_turn_and_once() {
    EventLoop loop;
    std::string order;
    Signal done;
    loop.post([&] {
      order += "task ";
      loop.before_sending([&] {
        order += "gathered ";
        loop.before_sending([&] { order += "more "; });
        // The next turn's.
        loop.post([&] {
          order += "next";
          done.set();
        });
      });
    });
    loop.post([&] { order += "task "; });
    loop.start();
    done.wait();
    CPPUNIT_ASSERT_EQUAL(std::string("task task gathered more next"), order);
  }

  void a_task_may_own_what_only_moves() {
    int got = 0;
    Task small([owned = std::make_unique<int>(7), &got] { got += *owned; });
    Task big([owned = std::make_unique<int>(5), &got, room = std::array<char, 200>{}] {
      got += *owned + room[0];
    });
    Task moved = std::move(small);
    CPPUNIT_ASSERT(!small);  // NOLINT(bugprone-use-after-move)
    moved();
    moved = std::move(big);
    moved();
    CPPUNIT_ASSERT_EQUAL(12, got);
  }

  void tasks_posted_before_the_start_wait_for_it() {
    EventLoop loop;
    Signal done;
    loop.post([&] {
      CPPUNIT_ASSERT(loop.in_loop());
      done.set();
    });
    CPPUNIT_ASSERT(!loop.in_loop());
    loop.start();
    done.wait();
  }

  void a_stopped_loop_destroys_what_it_did_not_run() {
    const auto held = std::make_shared<int>(1);
    EventLoop loop;
    CPPUNIT_ASSERT(loop.post([held] { CPPUNIT_FAIL("must not run"); }));
    loop.stop();
    CPPUNIT_ASSERT(!loop.post([held] {}));
    CPPUNIT_ASSERT_EQUAL(1L, held.use_count());
  }

  void a_task_that_throws_harms_nobody() {
    EventLoop loop;
    loop.start();
    Signal done;
    loop.post([] { throw std::runtime_error("on purpose"); });
    loop.post([&] { done.set(); });
    done.wait();
  }

  void keys_of_removed_sockets_find_nobody() {
    struct Plug : Socket {
      explicit Plug(int f) : fd(f) {}
      ~Plug() override { ::close(fd); }
      void on_ready(std::uint32_t) override {}
      int fd;
    };
    EventLoop loop;
    loop.start();
    Signal done;
    loop.post([&] {
      int pair[2];
      CPPUNIT_ASSERT_EQUAL(0, ::socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
      const SocketKey first = loop.add(pair[0], EPOLLIN, std::make_unique<Plug>(pair[0]));
      CPPUNIT_ASSERT(loop.find(first));
      loop.remove(first);
      CPPUNIT_ASSERT(!loop.find(first));
      loop.remove(first);
      const SocketKey second = loop.add(pair[1], EPOLLIN, std::make_unique<Plug>(pair[1]));
      CPPUNIT_ASSERT_EQUAL(first.slot, second.slot);
      CPPUNIT_ASSERT(!loop.find(first));
      CPPUNIT_ASSERT(loop.find(second));
      done.set();
    });
    done.wait();
  }

  void delayed_tasks_run_in_the_order_of_their_delays() {
    std::vector<int> ran;
    const auto held = std::make_shared<int>(1);
    {
      EventLoop loop;
      loop.start();
      Signal done;
      loop.post([&] {
        loop.after(std::chrono::milliseconds(120), [&] {
          ran.push_back(2);
          done.set();
        });
        loop.after(std::chrono::milliseconds(0), [&] { ran.push_back(1); });
        loop.after(std::chrono::hours(1), [held] {});
      });
      done.wait();
    }
    CPPUNIT_ASSERT((ran == std::vector<int>{1, 2}));
    CPPUNIT_ASSERT_EQUAL(1L, held.use_count());
  }

  void timers_fire_when_due_and_never_before() {
    TimerWheel wheel;
    std::vector<int> fired;
    std::array<NotedTimer, 50> timers;
    std::int64_t now = 1'000'003;
    wheel.advance(now);
    for (int i = 0; i < 50; ++i) {
      auto& timer = timers[static_cast<std::size_t>(i)];
      timer.fired = &fired;
      timer.name = i;
      wheel.set(timer, now + i * 37);
    }
    for (std::int64_t end = now + 50 * 37 + TimerWheel::kTick; now <= end; ++now) {
      const std::int64_t wait = wheel.wait(now);
      const std::size_t before = fired.size();
      wheel.advance(now);
      // Asleep as long as wait() said, nothing is missed.
      if (wait > 0) CPPUNIT_ASSERT_EQUAL(before, fired.size());
      for (std::size_t i = before; i < fired.size(); ++i) {
        const std::int64_t due = 1'000'003 + fired[i] * 37;
        CPPUNIT_ASSERT(due <= now && now < due + 2 * TimerWheel::kTick);
      }
    }
    CPPUNIT_ASSERT_EQUAL(std::size_t{50}, fired.size());
    CPPUNIT_ASSERT_EQUAL(std::int64_t{-1}, wheel.wait(now));
  }

  void timers_beyond_the_ring_and_moved_ones() {
    TimerWheel wheel;
    std::vector<int> fired;
    NotedTimer far;
    NotedTimer later;
    NotedTimer earlier;
    NotedTimer cancelled;
    for (NotedTimer* timer : {&far, &later, &earlier, &cancelled}) timer->fired = &fired;
    far.name = 1;
    later.name = 2;
    earlier.name = 3;
    wheel.set(far, 100'000);
    wheel.set(later, 500);
    wheel.set(later, 2'000);
    wheel.set(earlier, 60'000);
    wheel.set(earlier, 1'000);
    wheel.set(cancelled, 700);
    wheel.cancel(cancelled);
    for (std::int64_t now = 0; now < 99'999; now += 13) wheel.advance(now);
    CPPUNIT_ASSERT((fired == std::vector<int>{3, 2}));
    wheel.advance(5'000'000);  // after a sleep longer than the ring
    CPPUNIT_ASSERT((fired == std::vector<int>{3, 2, 1}));
  }

  void a_timer_may_destroy_another() {
    struct Killer : Timer {
      std::unique_ptr<Timer> victim;
      void on_timer() override { victim.reset(); }
    };
    TimerWheel wheel;
    std::vector<int> fired;
    auto victim = std::make_unique<NotedTimer>();
    victim->fired = &fired;
    Killer killer;
    wheel.set(*victim, 100);
    wheel.set(killer, 100);  // the last one of a list goes first
    killer.victim = std::move(victim);
    wheel.advance(200);
    CPPUNIT_ASSERT(fired.empty());
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(EventLoopTest);

}  // namespace hearth::net
