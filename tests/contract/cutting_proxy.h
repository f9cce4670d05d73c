// CuttingProxy: a Unix socket before the database's, which on demand lets a COMMIT through and cuts the
// connection when its answer comes: what is committed then, the client cannot know.
#pragma once

#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace hearth::store {

class CuttingProxy {
 public:
  explicit CuttingProxy(std::string server);
  ~CuttingProxy();
  CuttingProxy(const CuttingProxy&) = delete;
  CuttingProxy& operator=(const CuttingProxy&) = delete;

  const std::string& socket() const { return socket_; }

  /// The next COMMIT is done, and nobody hears of it.
  void swallow_next_answer() { cut_ = Cut::kAfter; }
  /// The next COMMIT does not reach the server.
  void swallow_next_commit() { cut_ = Cut::kBefore; }
  /// How often that happened.
  int cuts() const { return cuts_; }

 private:
  enum class Cut { kNone, kBefore, kAfter };

  void serve();
  void relay(int client);

  const std::string server_;
  std::string socket_;
  std::atomic<Cut> cut_ = Cut::kNone;
  std::atomic<int> cuts_ = 0;
  int listener_ = -1;
  std::thread thread_;
  std::vector<std::thread> relays_;  // the serving thread's
};

}  // namespace hearth::store
