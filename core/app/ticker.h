// Ticker: one thread that calls things from time to time.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace hearth::app {

class Ticker {
 public:
  using Clock = std::chrono::steady_clock;

  Ticker() = default;
  ~Ticker() { stop(); }
  Ticker(const Ticker&) = delete;
  Ticker& operator=(const Ticker&) = delete;

  /// Before start(). What `work` throws is logged; it may block, but then the others wait.
  void every(std::chrono::milliseconds interval, std::function<void()> work);
  void start();
  /// Ends after the work at hand. May be called twice.
  void stop();

 private:
  struct Row {
    std::chrono::milliseconds interval;
    std::function<void()> work;
    Clock::time_point due;
  };

  void run();

  std::vector<Row> rows_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;  // guarded by mutex_
  std::thread thread_;
};

}  // namespace hearth::app
