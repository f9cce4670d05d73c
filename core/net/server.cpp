#include "net/server.h"

#include <sys/epoll.h>

#include <algorithm>
#include <future>
#include <stdexcept>
#include <thread>

#include "net/connection.h"
#include "net/listener.h"
#include "net/server_core.h"

namespace hearth::net {

std::unique_ptr<FrameReader> Lane::take_reader() {
  if (spare) return std::move(spare);
  return std::make_unique<FrameReader>(core.options.message_bytes);
}

void Lane::give_back(std::unique_ptr<FrameReader> reader) {
  if (!spare) spare = std::move(reader);
}

class Server::Inside {
 public:
  Inside(ServerOptions options, Factory factory, UpgradeFront* upgrades)
      : core(std::move(options), std::move(factory), upgrades) {
    for (const std::string& text : core.options.listen) endpoints.push_back(parse_endpoint(text));
    std::size_t loops = core.options.loops;
    // The database and the request threads live on the same machine; and what one loop reads in a turn is one
    // batch for the log: more loops than cores can feed make more and smaller commits.
    if (loops == 0) loops = std::max(1U, std::thread::hardware_concurrency() / 2);
    for (std::size_t i = 0; i < loops; ++i) core.lanes.push_back(std::make_unique<Lane>(i, core));
  }

  void start();
  bool stop(ServerOptions::Duration deadline);

  /// Runs on every loop, and waits until it ran on all.
  template <class F>
  void on_all_lanes(F work) {
    std::vector<std::future<void>> done;
    for (const auto& lane : core.lanes) {
      std::promise<void> promise;
      done.push_back(promise.get_future());
      lane->loop.post([&lane = *lane, work, promise = std::move(promise)]() mutable {
        work(lane);
        promise.set_value();
      });
    }
    for (std::future<void>& each : done) each.wait();
  }

  ServerCore core;
  std::vector<Endpoint> endpoints;
  std::vector<SocketKey> listeners;  // in the first loop
  bool started = false;
  bool stopped = false;
};

void Server::Inside::start() {
  if (started) throw std::logic_error("a server is started once");
  std::vector<std::unique_ptr<Listener>> opened;
  for (Endpoint& endpoint : endpoints) {
    opened.push_back(std::make_unique<Listener>(core, endpoint));
    endpoint = opened.back()->endpoint();
  }
  const auto tcp =
      std::find_if(endpoints.begin(), endpoints.end(), [](const Endpoint& e) { return e.path.empty(); });
  if (tcp != endpoints.end())
    core.address = Poco::Net::SocketAddress(reinterpret_cast<const sockaddr*>(&tcp->address), tcp->size);
  EventLoop& first = core.lanes.front()->loop;
  for (std::unique_ptr<Listener>& listener : opened) {
    const int fd = listener->fd();
    listeners.push_back(first.add(fd, EPOLLIN, std::move(listener)));
  }
  started = true;
  core.pool.start();
  for (const auto& lane : core.lanes) lane->loop.start();
}

bool Server::Inside::stop(ServerOptions::Duration deadline) {
  if (!started || stopped) return true;
  stopped = true;
  const auto until = std::chrono::steady_clock::now() + deadline;
  core.stopping.store(true);
  std::promise<void> deaf;
  std::future<void> is_deaf = deaf.get_future();
  core.lanes.front()->loop.post([this, &deaf] {
    for (const SocketKey key : listeners) core.lanes.front()->loop.remove(key);
    deaf.set_value();
  });
  is_deaf.wait();
  // Whoever was accepted before is in a loop's queue ahead of this.
  on_all_lanes([](Lane& lane) {
    lane.stopping = true;
    for (const SocketKey key : lane.loop.sockets())
      if (auto* const connection = dynamic_cast<Connection*>(lane.loop.find(key))) connection->stop();
  });
  const bool all_done = core.admission.wait_empty(until);
  if (!all_done) {
    on_all_lanes([](Lane& lane) {
      for (const SocketKey key : lane.loop.sockets())
        if (auto* const connection = dynamic_cast<Connection*>(lane.loop.find(key))) connection->drop();
    });
    // The end of that turn destroys them; only a loop that is stuck would keep us here.
    core.admission.wait_empty(std::chrono::steady_clock::now() + std::chrono::seconds(5));
  }
  core.pool.stop();
  for (const auto& lane : core.lanes) lane->loop.stop();
  return all_done;
}

Server::Server(ServerOptions options, Factory factory, UpgradeFront* upgrades)
    : inside_(std::make_unique<Inside>(std::move(options), std::move(factory), upgrades)) {}

Server::~Server() {
  inside_->stop(ServerOptions::Duration{0});
}

void Server::start() {
  inside_->start();
}

bool Server::stop(ServerOptions::Duration deadline) {
  return inside_->stop(deadline);
}

std::vector<std::string> Server::addresses() const {
  std::vector<std::string> out;
  for (const Endpoint& endpoint : inside_->endpoints) out.push_back(endpoint.text());
  return out;
}

std::uint16_t Server::port() const {
  for (const Endpoint& endpoint : inside_->endpoints)
    if (endpoint.path.empty()) return endpoint.port();
  return 0;
}

std::size_t Server::loop_count() const {
  return inside_->core.lanes.size();
}

EventLoop& Server::loop(std::size_t i) const {
  return inside_->core.lanes.at(i)->loop;
}

Server::Counts Server::counts() const {
  const ServerCore& core = inside_->core;
  Counts counts;
  counts.connections = core.admission.inside();
  for (const auto& lane : core.lanes)
    counts.per_loop.push_back(lane->connections.load(std::memory_order_relaxed));
  counts.accepted = core.accepted.load(std::memory_order_relaxed);
  counts.turned_away = core.turned_away.load(std::memory_order_relaxed);
  counts.busy = core.busy.load(std::memory_order_relaxed);
  counts.slow = core.slow.load(std::memory_order_relaxed);
  return counts;
}

}  // namespace hearth::net
