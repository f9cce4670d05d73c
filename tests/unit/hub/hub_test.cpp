#include "hub/hub.h"

#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include <algorithm>
#include <deque>
#include <map>
#include <mutex>
#include <random>
#include <set>
#include <string>
#include <thread>

namespace hearth::hub {
namespace {

class Listener : public Subscriber {
 public:
  using Subscriber::Subscriber;
  void deliver(const Bytes& bytes) override { heard.push_back(*bytes); }
  std::vector<std::string> heard;
};

/// Runs what was posted when it is told to, as a loop that happens to be busy.
class HeldExecutor : public Executor {
 public:
  void post(std::function<void()> task) override {
    const std::lock_guard lock(mutex_);
    tasks_.push_back(std::move(task));
  }
  std::size_t run() {
    std::size_t ran = 0;
    for (;; ++ran) {
      std::function<void()> task;
      {
        const std::lock_guard lock(mutex_);
        if (tasks_.empty()) return ran;
        task = std::move(tasks_.front());
        tasks_.pop_front();
      }
      task();
    }
  }

 private:
  std::mutex mutex_;
  std::deque<std::function<void()>> tasks_;
};

using Words = std::vector<std::string>;

}  // namespace

class HubTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(HubTest);
  CPPUNIT_TEST(delivers_to_who_has_joined);
  CPPUNIT_TEST(leaves_out_who_is_excepted);
  CPPUNIT_TEST(leaving_all_leaves_nothing_behind);
  CPPUNIT_TEST(agrees_with_a_simple_model_after_many_changes);
  CPPUNIT_TEST(publishes_in_order_with_one_task_a_loop);
  CPPUNIT_TEST(does_not_wake_a_loop_without_subscribers);
  CPPUNIT_TEST(linked_subscribers_hear_what_is_published_right_after);
  CPPUNIT_TEST(direct_deliveries_keep_their_place_in_the_order);
  CPPUNIT_TEST(a_join_that_returned_is_never_skipped);
  CPPUNIT_TEST_SUITE_END();

  void delivers_to_who_has_joined() {
    Shard shard;
    Listener ana;
    Listener ben;
    shard.join(1, ana);
    shard.join(1, ana);
    shard.join(1, ben);
    shard.join(2, ben);
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, shard.deliver(1, make_bytes("one")));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, shard.deliver(2, make_bytes("two")));
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, shard.deliver(3, make_bytes("three")));
    shard.leave(1, ana);
    shard.leave(1, ana);
    shard.deliver(1, make_bytes("four"));
    CPPUNIT_ASSERT((ana.heard == Words{"one"}));
    CPPUNIT_ASSERT((ben.heard == Words{"one", "two", "four"}));
    CPPUNIT_ASSERT(!shard.is_in(1, ana) && shard.is_in(1, ben));
    shard.leave_all(ben);
  }

  void leaves_out_who_is_excepted() {
    Shard shard;
    Listener ana(11);
    Listener also_ana(11);
    Listener ben(12);
    Listener nobody(0);
    for (Listener* each : {&ana, &also_ana, &ben, &nobody}) shard.join(5, *each);
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, shard.deliver(5, make_bytes("x"), 11));
    CPPUNIT_ASSERT_EQUAL(std::size_t{4}, shard.deliver(5, make_bytes("y"), 0));
    CPPUNIT_ASSERT((ana.heard == Words{"y"}));
    CPPUNIT_ASSERT((ben.heard == Words{"x", "y"}));
    for (Listener* each : {&ana, &also_ana, &ben, &nobody}) shard.leave_all(*each);
  }

  void leaving_all_leaves_nothing_behind() {
    Shard shard;
    Listener ana(1);
    std::vector<Topic> topics;
    for (Topic topic = 0; topic < 1000; ++topic) topics.push_back(topic << 32 | topic);
    shard.enter(ana);
    shard.join(topics, ana);
    CPPUNIT_ASSERT_EQUAL(std::size_t{1000}, shard.topic_count());
    CPPUNIT_ASSERT_EQUAL(std::size_t{1000}, ana.topic_count());
    CPPUNIT_ASSERT(shard.deliver_to(1, make_bytes("x")));
    shard.leave_all(ana);
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, shard.topic_count());
    CPPUNIT_ASSERT(!shard.deliver_to(1, make_bytes("x")));
    for (const Topic topic : topics) CPPUNIT_ASSERT(!shard.may_have(topic));
  }

  void agrees_with_a_simple_model_after_many_changes() {
    Shard shard;
    std::vector<std::unique_ptr<Listener>> listeners;
    for (int i = 0; i < 40; ++i) listeners.push_back(std::make_unique<Listener>());
    std::map<Topic, std::set<Listener*>> model;
    std::mt19937 random(7);
    for (int step = 0; step < 60'000; ++step) {
      Listener& who = *listeners[random() % listeners.size()];
      // Few topics with many subscribers, many with few.
      const Topic topic = random() % 3 == 0 ? random() % 10 : random() % 3000;
      switch (random() % 20) {
        case 0:
          shard.leave_all(who);
          for (auto& [t, set] : model) set.erase(&who);
          break;
        case 1:
          shard.link(topic % 10, topic);
          if (topic % 10 != topic) model[topic].insert(model[topic % 10].begin(), model[topic % 10].end());
          break;
        case 2:
        case 3:
        case 4:
        case 5:
          shard.leave(topic, who);
          model[topic].erase(&who);
          break;
        default:
          shard.join(topic, who);
          model[topic].insert(&who);
      }
      if (step % 64 == 0) {
        CPPUNIT_ASSERT_EQUAL(model[topic].size(), shard.subscriber_count(topic));
        CPPUNIT_ASSERT_EQUAL(model[topic].count(&who) == 1, shard.is_in(topic, who));
      }
    }
    std::size_t topics = 0;
    for (const auto& [topic, set] : model) {
      CPPUNIT_ASSERT_EQUAL(set.size(), shard.deliver(topic, make_bytes(std::to_string(topic))));
      CPPUNIT_ASSERT(set.empty() || shard.may_have(topic));
      topics += set.empty() ? 0U : 1U;
    }
    CPPUNIT_ASSERT_EQUAL(topics, shard.topic_count());
    for (const auto& listener : listeners) {
      CPPUNIT_ASSERT_EQUAL(listener->heard.size(), listener->topic_count());
      shard.leave_all(*listener);
    }
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, shard.topic_count());
  }

  void publishes_in_order_with_one_task_a_loop() {
    HeldExecutor first;
    HeldExecutor second;
    Hub hub({&first, &second});
    Listener ana;
    Listener ben;
    hub.shard(0).join(1, ana);
    hub.shard(0).join(2, ana);
    hub.shard(1).join(2, ben);
    std::vector<Publication> batch{{1, make_bytes("a")}, {2, make_bytes("b")}, {1, make_bytes("c")}};
    hub.publish(std::span<const Publication>(batch));
    hub.publish(Publication{2, make_bytes("d")});
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, first.run());
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, second.run());
    CPPUNIT_ASSERT((ana.heard == Words{"a", "b", "c", "d"}));
    CPPUNIT_ASSERT((ben.heard == Words{"b", "d"}));
    hub.shard(0).leave_all(ana);
    hub.shard(1).leave_all(ben);
  }

  void does_not_wake_a_loop_without_subscribers() {
    HeldExecutor first;
    HeldExecutor second;
    Hub hub({&first, &second});
    Listener ana;
    hub.shard(0).join(1, ana);
    hub.publish(Publication{1, make_bytes("a")});
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, first.run());
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, second.run());
    hub.shard(0).leave_all(ana);
  }

  // The new group's topic has no subscribers yet when the first message is published: they are on their way.
  void linked_subscribers_hear_what_is_published_right_after() {
    HeldExecutor first;
    HeldExecutor second;
    Hub hub({&first, &second});
    Listener ana;
    Listener ben;
    hub.shard(0).join(100, ana);
    hub.shard(1).join(101, ben);
    hub.link(100, 7);
    hub.link(101, 7);
    hub.publish(Publication{7, make_bytes("welcome")});
    hub.unlink(100, 7);
    hub.publish(Publication{7, make_bytes("only ben")});
    first.run();
    second.run();
    CPPUNIT_ASSERT((ana.heard == Words{"welcome"}));
    CPPUNIT_ASSERT((ben.heard == Words{"welcome", "only ben"}));
    hub.shard(0).leave_all(ana);
    hub.shard(1).leave_all(ben);
  }

  void direct_deliveries_keep_their_place_in_the_order() {
    HeldExecutor first;
    HeldExecutor second;
    Hub hub({&first, &second});
    Listener ana(21);
    Listener ben(22);
    hub.shard(0).enter(ana);
    hub.shard(1).enter(ben);
    hub.shard(0).join(1, ana);
    hub.shard(1).join(1, ben);
    std::vector<Publication> batch{{1, make_bytes("event 1")},
                                   Publication::direct(0, 21, make_bytes("reply")),
                                   {1, make_bytes("event 2")},
                                   Publication::direct(1, 99, make_bytes("gone"))};
    hub.publish(std::move(batch));
    first.run();
    second.run();
    CPPUNIT_ASSERT((ana.heard == Words{"event 1", "reply", "event 2"}));
    CPPUNIT_ASSERT((ben.heard == Words{"event 1", "event 2"}));
    hub.shard(0).leave_all(ana);
    hub.shard(1).leave_all(ben);
  }

  // Snapshot, then events: what is published after a join has returned reaches the one who joined.
  void a_join_that_returned_is_never_skipped() {
    HeldExecutor executor;
    Hub hub({&executor});
    std::atomic<int> joined{-1};
    std::atomic<int> published{-1};
    constexpr int kRounds = 20'000;
    std::jthread publisher([&] {
      for (int i = 0; i < kRounds; ++i) {
        while (joined.load() < i) std::this_thread::yield();
        hub.publish(Publication{static_cast<Topic>(i), make_bytes("x")});
        published.store(i);
      }
    });
    for (int i = 0; i < kRounds; ++i) {
      Listener ana;
      hub.shard(0).join(static_cast<Topic>(i), ana);
      joined.store(i);
      while (published.load() < i) std::this_thread::yield();
      executor.run();
      CPPUNIT_ASSERT_EQUAL(std::size_t{1}, ana.heard.size());
      hub.shard(0).leave_all(ana);
    }
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(HubTest);

}  // namespace hearth::hub
