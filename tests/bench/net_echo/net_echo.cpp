// What net/ and hub/ cost without a product: CPU per small HTTP request, CPU and sends per 1,000 deliveries,
// memory and CPU of idle WebSockets. The server is a process of its own, so that its figures are not the
// load's.
//
//   bench_net_echo http | fanout | idle [sockets]
#include <Poco/Net/HTTPRequestHandler.h>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "hub/hub.h"
#include "net/frame.h"
#include "net/response.h"
#include "net/server.h"

namespace {
std::atomic<std::uint64_t> sends{0};
}

// Stands in front of libc's, to count.
extern "C" ssize_t send(int fd, const void* data, std::size_t size, int flags) {
  sends.fetch_add(1, std::memory_order_relaxed);
  return ::syscall(SYS_sendto, fd, data, size, flags, nullptr, 0);
}

namespace {

using namespace hearth;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kTopics = 20;

struct Usage {
  double user_ms = 0;
  double system_ms = 0;
  double all() const { return user_ms + system_ms; }
};

/// Of another process, from /proc, in steps of the kernel's tick.
Usage usage_of(pid_t pid) {
  std::ifstream in("/proc/" + std::to_string(pid) + "/stat");
  std::string text((std::istreambuf_iterator<char>(in)), {});
  text.erase(0, text.rfind(')') + 2);
  unsigned long user = 0;
  unsigned long system = 0;
  std::sscanf(text.c_str(), "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system);
  const double tick = 1000.0 / static_cast<double>(::sysconf(_SC_CLK_TCK));
  return {static_cast<double>(user) * tick, static_cast<double>(system) * tick};
}

long rss_kib(pid_t pid) {
  std::ifstream in("/proc/" + std::to_string(pid) + "/status");
  for (std::string line; std::getline(in, line);)
    if (line.starts_with("VmRSS:")) return std::stol(line.substr(6));
  return 0;
}

class Hello : public Poco::Net::HTTPRequestHandler {
  void handleRequest(Poco::Net::HTTPServerRequest&, Poco::Net::HTTPServerResponse& response) override {
    response.setContentType("text/plain");
    response.send() << "hello";
  }
};

class HelloFactory : public Poco::Net::HTTPRequestHandlerFactory {
  Poco::Net::HTTPRequestHandler* createRequestHandler(const Poco::Net::HTTPServerRequest&) override {
    return new Hello;
  }
};

struct LoopExecutor : hub::Executor {
  explicit LoopExecutor(net::EventLoop& l) : loop(&l) {}
  void post(std::function<void()> task) override { loop->post(std::move(task)); }
  net::EventLoop* loop;
};

class Session : public net::WebSocketHandler, public hub::Subscriber {
 public:
  Session(hub::Hub& hub, std::uint64_t id) : Subscriber(id), hub_(&hub) {}
  void on_open(net::WebSocket& socket) override {
    socket_ = &socket;
    hub_->shard(socket.loop().index()).join(id() % kTopics, *this);
  }
  void on_text(std::string_view) override {}
  void on_closed(int) override { hub_->shard(socket_->loop().index()).leave_all(*this); }
  void deliver(const Bytes& bytes) override { socket_->send(bytes); }

 private:
  hub::Hub* hub_;
  net::WebSocket* socket_ = nullptr;
};

class Front : public net::UpgradeFront {
 public:
  void on_upgrade(const net::RequestHead&, net::UpgradeTicket ticket) override {
    ticket.accept(std::make_unique<Session>(*hub, ++count));
  }
  std::unique_ptr<hub::Hub> hub;
  std::atomic<std::uint64_t> count{0};
};

/// Answers commands on `in`: "p <messages a second, 0: 400 in one batch> <messages>" publishes, "s" tells the
/// sends.
[[noreturn]] void serve(int in, int out) {
  net::ServerOptions options;
  options.listen = {"127.0.0.1:0"};
  options.pool_threads = 8;
  options.head_timeout = std::chrono::minutes(10);
  Front front;
  net::Server server(options, new HelloFactory, &front);
  std::vector<std::unique_ptr<LoopExecutor>> executors;
  std::vector<hub::Executor*> pointers;
  for (std::size_t i = 0; i < server.loop_count(); ++i) {
    executors.push_back(std::make_unique<LoopExecutor>(server.loop(i)));
    pointers.push_back(executors.back().get());
  }
  front.hub = std::make_unique<hub::Hub>(pointers);
  server.start();
  const std::uint16_t port = server.port();
  if (::write(out, &port, sizeof port) != sizeof port) _exit(1);
  std::array<std::uint32_t, 2> order{};
  std::uint64_t number = 0;
  while (::read(in, order.data(), sizeof order) == sizeof order) {
    const auto [rate, messages] = order;
    const std::uint64_t before = sends.load();
    const auto start = Clock::now();
    const std::uint32_t step = rate == 0 ? 400 : 1;
    for (std::uint32_t i = 0; i < messages; i += step) {
      if (rate > 0) std::this_thread::sleep_until(start + std::chrono::microseconds(1'000'000ULL * i / rate));
      std::vector<hub::Publication> batch;
      for (std::uint32_t j = 0; j < step; ++j) {
        ++number;
        batch.push_back(
            {number % kTopics, net::text_frame(std::string(300, 'm')), number % kTopics + kTopics});
      }
      front.hub->publish(std::move(batch));
      // As a group commit does: the next batch follows when this one is out.
      if (rate == 0) std::this_thread::sleep_for(std::chrono::milliseconds(12));
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    const std::uint64_t made = sends.load() - before;
    if (::write(out, &made, sizeof made) != sizeof made) _exit(1);
  }
  server.stop(std::chrono::seconds(1));
  _exit(0);
}

struct Child {
  pid_t pid;
  int in;
  int out;
  std::uint16_t port;
};

Child start_server() {
  int to[2];
  int from[2];
  if (::pipe(to) != 0 || ::pipe(from) != 0) std::abort();
  const pid_t pid = ::fork();
  if (pid == 0) {
    ::close(to[1]);
    ::close(from[0]);
    serve(to[0], from[1]);
  }
  ::close(to[0]);
  ::close(from[1]);
  Child child{pid, to[1], from[0], 0};
  if (::read(child.out, &child.port, sizeof child.port) != sizeof child.port) std::abort();
  return child;
}

int connect_to(std::uint16_t port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (fd < 0 || ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) std::abort();
  const int on = 1;
  ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return fd;
}

void say(int fd, std::string_view text) {
  if (::write(fd, text.data(), text.size()) != static_cast<ssize_t>(text.size())) std::abort();
}

std::vector<int> open_sockets(std::uint16_t port, std::size_t count) {
  std::vector<int> fds;
  for (std::size_t i = 0; i < count; ++i) {
    fds.push_back(connect_to(port));
    say(fds.back(),
        "GET /ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: "
        "13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    char room[512];
    if (::read(fds.back(), room, sizeof room) < 12) std::abort();
  }
  return fds;
}

void http() {
  const Child server = start_server();
  const std::string request =
      "GET /hello HTTP/1.1\r\nHost: hearth.example\r\nUser-Agent: bench/1.0\r\nAccept: "
      "*/*\r\nAccept-Encoding: gzip\r\n"
      "Accept-Language: en\r\nCookie: session=0123456789abcdef0123456789abcdef\r\nX-Request-Id: 42\r\n\r\n";
  for (const std::size_t connections : {std::size_t{1}, std::size_t{16}, std::size_t{64}}) {
    std::vector<int> fds;
    for (std::size_t i = 0; i < connections; ++i) fds.push_back(connect_to(server.port));
    constexpr std::size_t kRequests = 64'000;
    char room[4096];
    const Usage before = usage_of(server.pid);
    const auto start = Clock::now();
    for (std::size_t i = 0; i < kRequests; i += connections) {
      for (const int fd : fds) say(fd, request);
      for (const int fd : fds)
        if (::read(fd, room, sizeof room) < 50) std::abort();
    }
    const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
    const Usage after = usage_of(server.pid);
    std::printf("http, %2zu at once: %.1f us CPU a request (%.1f user), %.0f requests/s\n", connections,
                (after.all() - before.all()) * 1000 / kRequests,
                (after.user_ms - before.user_ms) * 1000 / kRequests, kRequests / seconds);
    for (const int fd : fds) ::close(fd);
  }
  ::close(server.in);
  ::waitpid(server.pid, nullptr, 0);
}

void fanout() {
  const Child server = start_server();
  const std::vector<int> fds = open_sockets(server.port, 1000);
  const int poll = ::epoll_create1(0);
  for (const int fd : fds) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = fd;
    ::epoll_ctl(poll, EPOLL_CTL_ADD, fd, &event);
  }
  std::atomic<std::uint64_t> bytes{0};
  std::atomic<bool> over{false};
  std::thread reader([&] {
    std::vector<char> room(1 << 18);
    std::array<epoll_event, 256> events;
    while (!over) {
      const int n = ::epoll_wait(poll, events.data(), 256, 50);
      for (int i = 0; i < n; ++i) {
        const ssize_t got = ::read(events[static_cast<std::size_t>(i)].data.fd, room.data(), room.size());
        if (got > 0) bytes += static_cast<std::uint64_t>(got);
      }
    }
  });
  for (const auto& [rate, messages] :
       {std::pair{200U, 2000U}, std::pair{1500U, 6000U}, std::pair{0U, 80'000U}}) {
    const std::uint64_t bytes_before = bytes;
    const Usage before = usage_of(server.pid);
    const std::array<std::uint32_t, 2> order{rate, messages};
    if (::write(server.in, order.data(), sizeof order) != sizeof order) std::abort();
    std::uint64_t made = 0;
    const auto start = Clock::now();
    if (::read(server.out, &made, sizeof made) != sizeof made) std::abort();
    const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
    const Usage after = usage_of(server.pid);
    const double deliveries = static_cast<double>(bytes - bytes_before) / 304;
    const double per = 1000 / deliveries;
    std::printf(
        "fan-out at %4u/s: %.0f deliveries of %.0f, %.3f ms CPU per 1,000 (%.3f user), %.0f sends per 1,000, "
        "%.0f messages/s\n",
        rate, deliveries, messages * 49.0, (after.all() - before.all()) * per,
        (after.user_ms - before.user_ms) * per, static_cast<double>(made) * per, messages / seconds);
  }
  over = true;
  reader.join();
  ::close(server.in);
  for (const int fd : fds) ::close(fd);
  ::waitpid(server.pid, nullptr, 0);
}

void idle(std::size_t count) {
  const Child server = start_server();
  const std::vector<int> warm = open_sockets(server.port, 1);
  const long empty = rss_kib(server.pid);
  const Usage start = usage_of(server.pid);
  const std::vector<int> fds = open_sockets(server.port, count);
  const Usage opened = usage_of(server.pid);
  std::this_thread::sleep_for(std::chrono::seconds(1));
  const long full = rss_kib(server.pid);
  const Usage before = usage_of(server.pid);
  constexpr int kSeconds = 60;
  // Pings are answered, as browsers do by themselves.
  const int poll = ::epoll_create1(0);
  for (const int fd : fds) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = fd;
    ::epoll_ctl(poll, EPOLL_CTL_ADD, fd, &event);
  }
  std::size_t pings = 0;
  for (const auto until = Clock::now() + std::chrono::seconds(kSeconds); Clock::now() < until;) {
    std::array<epoll_event, 256> events;
    const int n = ::epoll_wait(poll, events.data(), 256, 100);
    for (int i = 0; i < n; ++i) {
      char room[256];
      const int fd = events[static_cast<std::size_t>(i)].data.fd;
      if (::read(fd, room, sizeof room) <= 0) std::abort();
      say(fd, std::string_view("\x8a\x80mask", 6));
      ++pings;
    }
  }
  const Usage after = usage_of(server.pid);
  std::printf(
      "idle: empty %ld KiB; %zu WebSockets: %.0f bytes each, %.1f us CPU per connect, %.2f %% of a core idle "
      "(%zu pings in %d s)\n",
      empty, count, static_cast<double>(full - empty) * 1024 / static_cast<double>(count),
      (opened.all() - start.all()) * 1000 / static_cast<double>(count),
      (after.all() - before.all()) / (kSeconds * 10.0), pings, kSeconds);
  ::close(server.in);
  for (const int fd : fds) ::close(fd);
  for (const int fd : warm) ::close(fd);
  ::waitpid(server.pid, nullptr, 0);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view what = argc > 1 ? argv[1] : "";
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
  if (what == "http" || what.empty()) http();
  if (what == "fanout" || what.empty()) fanout();
  if (what == "idle" || what.empty()) idle(argc > 2 ? std::stoul(argv[2]) : 10'000);
  return 0;
}
