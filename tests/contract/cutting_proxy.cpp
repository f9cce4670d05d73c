#include "cutting_proxy.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <stdexcept>
#include <string_view>

namespace hearth::store {
namespace {

sockaddr_un address_of(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  return address;
}

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

}  // namespace

CuttingProxy::CuttingProxy(std::string server) : server_(std::move(server)) {
  static std::atomic<int> count = 0;
  socket_ = "/tmp/hearth-proxy-" + std::to_string(::getpid()) + "-" + std::to_string(++count);
  const auto address = address_of(socket_);
  listener_ = ::socket(AF_UNIX, SOCK_STREAM, 0);
  if (::bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
      ::listen(listener_, 16) != 0)
    throw std::runtime_error("the proxy cannot listen");
  thread_ = std::thread([this] { serve(); });
}

CuttingProxy::~CuttingProxy() {
  ::shutdown(listener_, SHUT_RDWR);
  thread_.join();
  for (auto& relay : relays_) relay.join();
  ::close(listener_);
  ::unlink(socket_.c_str());
}

void CuttingProxy::serve() {
  for (int client; (client = ::accept(listener_, nullptr, nullptr)) >= 0;)
    relays_.emplace_back([this, client] { relay(client); });
}

void CuttingProxy::relay(int client) {
  const auto address = address_of(server_);
  const int server = ::socket(AF_UNIX, SOCK_STREAM, 0);
  bool open = ::connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  bool cut_at_answer = false;
  char buffer[1 << 16];
  while (open) {
    pollfd lines[2] = {{client, POLLIN, 0}, {server, POLLIN, 0}};
    ::poll(lines, 2, -1);
    for (const auto& line : lines) {
      if (line.revents == 0) continue;
      const ssize_t n = ::recv(line.fd, buffer, sizeof buffer, 0);
      if (n <= 0) {
        open = false;
        break;
      }
      const std::string_view bytes(buffer, static_cast<std::size_t>(n));
      // COM_QUERY (3) with nothing but COMMIT, in a packet of its own.
      if (line.fd == client && bytes.size() == 11 && bytes.substr(4) == "\3COMMIT") {
        const Cut cut = cut_.exchange(Cut::kNone);
        if (cut != Cut::kNone) ++cuts_;
        if (cut == Cut::kBefore) open = false;
        cut_at_answer = cut == Cut::kAfter;
      } else if (line.fd == server && cut_at_answer) {
        open = false;
      }
      if (!open || !write_all(line.fd == client ? server : client, bytes)) {
        open = false;
        break;
      }
    }
  }
  ::close(client);
  ::close(server);
}

}  // namespace hearth::store
