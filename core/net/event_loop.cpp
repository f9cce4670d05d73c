#include "net/event_loop.h"

#include <pthread.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <exception>
#include <string>
#include <system_error>

#include "base/log.h"

namespace hearth::net {
namespace {

constexpr std::uint64_t kWakeKey = ~std::uint64_t{0};

std::int64_t steady_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

std::uint64_t pack(SocketKey key) {
  return std::uint64_t{key.generation} << 32 | key.slot;
}

}  // namespace

class EventLoop::Delayed final : public Timer {
 public:
  Delayed(EventLoop& loop, Task task) : loop_(&loop), task_(std::move(task)) {}
  void on_timer() override {
    const auto self = loop_->delayed_.extract(this);  // gone when this call returns
    loop_->run_one(task_);
  }

 private:
  EventLoop* loop_;
  Task task_;
};

EventLoop::EventLoop(std::size_t index)
    : index_(index), now_(steady_ms()), read_room_(std::make_unique_for_overwrite<char[]>(kReadRoom)) {
  epoll_ = ::epoll_create1(EPOLL_CLOEXEC);
  if (epoll_ < 0) fail("epoll_create1");
  wake_ = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  epoll_event event{};
  // Edge-triggered: each write is an event of its own, and nobody has to read the counter.
  event.events = EPOLLIN | EPOLLET;
  event.data.u64 = kWakeKey;
  if (wake_ < 0 || ::epoll_ctl(epoll_, EPOLL_CTL_ADD, wake_, &event) != 0) {
    const int error = errno;
    if (wake_ >= 0) ::close(wake_);
    ::close(epoll_);
    errno = error;
    fail("eventfd");
  }
}

EventLoop::~EventLoop() {
  stop();
  delayed_.clear();
  removed_.clear();
  slots_.clear();
  ::close(wake_);
  ::close(epoll_);
}

void EventLoop::start() {
  thread_ = std::thread([this] { run(); });
  const std::string name = "loop-" + std::to_string(index_);
  ::pthread_setname_np(thread_.native_handle(), name.c_str());
}

void EventLoop::stop() {
  std::vector<Task> unrun;
  {
    const std::lock_guard lock(inbox_mutex_);
    stopped_ = true;
    unrun.swap(inbox_);
  }
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto n = ::write(wake_, &one, sizeof one);
  if (thread_.joinable()) thread_.join();
}

bool EventLoop::post(Task task) {
  bool wake = false;
  {
    const std::lock_guard lock(inbox_mutex_);
    if (stopped_) return false;
    inbox_.push_back(std::move(task));
    wake = std::exchange(asleep_, false);
  }
  if (wake) {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto n = ::write(wake_, &one, sizeof one);
  }
  return true;
}

SocketKey EventLoop::add(int fd, std::uint32_t events, std::unique_ptr<Socket> socket) {
  if (free_slots_.empty()) {
    free_slots_.push_back(static_cast<std::uint32_t>(slots_.size()));
    slots_.emplace_back();
  }
  const SocketKey key{free_slots_.back(), slots_[free_slots_.back()].generation};
  epoll_event event{};
  event.events = events;
  event.data.u64 = pack(key);
  if (::epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &event) != 0) fail("epoll_ctl(ADD)");
  free_slots_.pop_back();
  slots_[key.slot].socket = std::move(socket);
  return key;
}

void EventLoop::watch(SocketKey key, int fd, std::uint32_t events) {
  epoll_event event{};
  event.events = events;
  event.data.u64 = pack(key);
  if (::epoll_ctl(epoll_, EPOLL_CTL_MOD, fd, &event) != 0) fail("epoll_ctl(MOD)");
}

void EventLoop::replace(SocketKey key, std::unique_ptr<Socket> socket) {
  if (!find(key)) return;
  removed_.push_back(std::exchange(slots_[key.slot].socket, std::move(socket)));
}

void EventLoop::remove(SocketKey key) {
  if (!find(key)) return;
  Slot& slot = slots_[key.slot];
  ++slot.generation;
  removed_.push_back(std::move(slot.socket));
  free_slots_.push_back(key.slot);
}

Socket* EventLoop::find(SocketKey key) const {
  if (key.slot >= slots_.size() || slots_[key.slot].generation != key.generation) return nullptr;
  return slots_[key.slot].socket.get();
}

std::vector<SocketKey> EventLoop::sockets() const {
  std::vector<SocketKey> keys;
  for (std::uint32_t i = 0; i < slots_.size(); ++i)
    if (slots_[i].socket) keys.push_back({i, slots_[i].generation});
  return keys;
}

int EventLoop::sleep_time() {
  const std::int64_t wait = timers_.wait(steady_ms());
  const std::lock_guard lock(inbox_mutex_);
  if (stopped_ || !inbox_.empty()) return 0;
  asleep_ = wait != 0;
  return static_cast<int>(wait);
}

void EventLoop::run() {
  thread_id_.store(std::this_thread::get_id(), std::memory_order_relaxed);
  std::array<epoll_event, 512> events;
  for (;;) {
    const int n = ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), sleep_time());
    now_ = steady_ms();
    if (n < 0 && errno != EINTR) fail("epoll_wait");
    for (int i = 0; i < n; ++i) {
      const epoll_event& event = events[static_cast<std::size_t>(i)];
      if (event.data.u64 == kWakeKey) continue;
      const SocketKey key{static_cast<std::uint32_t>(event.data.u64),
                          static_cast<std::uint32_t>(event.data.u64 >> 32)};
      if (Socket* socket = find(key)) {
        try {
          socket->on_ready(event.events);
        } catch (const std::exception& problem) {
          log::error("a socket failed and was closed", {{"error.message", problem.what()}});
          remove(key);
        }
      }
      if (turn_.full()) end_turn();
    }
    run_before_sending();
    run_tasks();
    timers_.advance(now_);
    end_turn();
    const std::lock_guard lock(inbox_mutex_);
    if (stopped_) return;
  }
}

void EventLoop::run_tasks() {
  {
    const std::lock_guard lock(inbox_mutex_);
    asleep_ = false;
    running_.swap(inbox_);
  }
  for (Task& task : running_) {
    run_one(task);
    if (turn_.full()) end_turn();
  }
  constexpr std::size_t kKeepRoom = 4096;
  running_.clear();
  if (running_.capacity() > kKeepRoom) running_.shrink_to_fit();
}

void EventLoop::run_one(Task& task) {
  try {
    task();
  } catch (const std::exception& problem) {
    log::error("a task of an event loop failed", {{"error.message", problem.what()}});
  }
}

void EventLoop::run_before_sending() {
  // By index: one may ask for another.
  for (std::size_t i = 0; i < before_sending_.size(); ++i) {
    Task task = std::move(before_sending_[i]);
    run_one(task);
  }
  before_sending_.clear();
}

void EventLoop::after(std::chrono::milliseconds delay, Task task) {
  auto delayed = std::make_unique<Delayed>(*this, std::move(task));
  Delayed* const key = delayed.get();
  timers_.set(*key, now_ + delay.count());
  delayed_.emplace(key, std::move(delayed));
}

void EventLoop::end_turn() {
  run_before_sending();
  // By index: the end of one socket's turn may touch another.
  for (std::size_t i = 0; i < touched_.size(); ++i) {
    Socket* socket = touched_[i];
    socket->touched_ = false;
    try {
      socket->on_turn_end();
    } catch (const std::exception& problem) {
      log::error("the end of a socket's turn failed", {{"error.message", problem.what()}});
    }
  }
  touched_.clear();
  turn_.clear();
  // What is destroyed may remove others.
  while (!removed_.empty()) {
    auto removed = std::move(removed_);
    removed_.clear();
    removed.clear();
  }
}

}  // namespace hearth::net
