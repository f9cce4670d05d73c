#include "unit/net/test_server.h"

#include <Poco/Net/HTTPRequestHandler.h>
#include <cppunit/TestAssert.h>

#include "net/frame.h"

namespace hearth::net {
namespace {

constexpr std::chrono::seconds kPatience{20};

class LambdaHandler : public Poco::Net::HTTPRequestHandler {
 public:
  explicit LambdaHandler(Handle handle) : handle_(std::move(handle)) {}
  void handleRequest(Poco::Net::HTTPServerRequest& request,
                     Poco::Net::HTTPServerResponse& response) override {
    handle_(dynamic_cast<Request&>(request), Response::of(response));
  }

 private:
  Handle handle_;
};

}  // namespace

void Signal::set() {
  const std::lock_guard lock(mutex_);
  set_ = true;
  came_.notify_all();
}

void Signal::wait() {
  std::unique_lock lock(mutex_);
  CPPUNIT_ASSERT_MESSAGE("did not happen", came_.wait_for(lock, kPatience, [this] { return set_; }));
}

class TestSockets::Handler : public WebSocketHandler {
 public:
  explicit Handler(TestSockets& owner) : owner_(&owner) {}
  void on_open(WebSocket& socket) override {
    socket_ = &socket;
    if (owner_->on_open_do) owner_->on_open_do(socket);
    const std::lock_guard lock(owner_->mutex_);
    owner_->opened_.push_back(socket.ref());
    owner_->changed_.notify_all();
  }
  void on_text(std::string_view payload) override {
    if (owner_->on_text_do)
      owner_->on_text_do(*socket_, payload);
    else
      socket_->send(text_frame(payload));
  }
  void on_closed(int code) override {
    const std::lock_guard lock(owner_->mutex_);
    owner_->closed_.push_back(code);
    owner_->changed_.notify_all();
  }

 private:
  TestSockets* owner_;
  WebSocket* socket_ = nullptr;
};

std::unique_ptr<WebSocketHandler> TestSockets::make_handler() {
  return std::make_unique<Handler>(*this);
}

void TestSockets::on_upgrade(const RequestHead& head, UpgradeTicket ticket) {
  OnUpgrade instead;
  {
    const std::lock_guard lock(mutex_);
    instead = instead_;
  }
  if (instead)
    instead(head, std::move(ticket));
  else
    ticket.accept(make_handler());
}

void TestSockets::on_upgrade_do(OnUpgrade instead) {
  const std::lock_guard lock(mutex_);
  instead_ = std::move(instead);
}

std::vector<int> TestSockets::closed(std::size_t count) {
  std::unique_lock lock(mutex_);
  CPPUNIT_ASSERT_MESSAGE("not closed",
                         changed_.wait_for(lock, kPatience, [&] { return closed_.size() >= count; }));
  return closed_;
}

std::vector<WebSocketRef> TestSockets::opened(std::size_t count) {
  std::unique_lock lock(mutex_);
  CPPUNIT_ASSERT_MESSAGE("not opened",
                         changed_.wait_for(lock, kPatience, [&] { return opened_.size() >= count; }));
  return opened_;
}

class TestServer::Factory : public Poco::Net::HTTPRequestHandlerFactory {
 public:
  explicit Factory(std::shared_ptr<Guarded<std::map<std::string, Handle>>> routes)
      : routes_(std::move(routes)) {}
  Poco::Net::HTTPRequestHandler* createRequestHandler(const Poco::Net::HTTPServerRequest& request) override {
    const std::string path(Request::of(request).head().path());
    return routes_->read([&](const auto& routes) -> Poco::Net::HTTPRequestHandler* {
      const auto at = routes.find(path);
      return at == routes.end() ? nullptr : new LambdaHandler(at->second);
    });
  }

 private:
  std::shared_ptr<Guarded<std::map<std::string, Handle>>> routes_;
};

ServerOptions TestServer::options() {
  ServerOptions options;
  options.listen = {"127.0.0.1:0"};
  options.loops = 2;
  options.pool_threads = 4;
  return options;
}

TestServer::TestServer(ServerOptions options, bool with_sockets)
    : routes_(std::make_shared<Guarded<std::map<std::string, Handle>>>()) {
  on("/hello", [](Request&, Response& response) {
    response.setContentType("text/plain");
    response.send() << "hello";
  });
  on("/echo", [](Request& request, Response& response) {
    response.setContentType("application/octet-stream");
    response.send() << request.stream().rdbuf();
  });
  server =
      std::make_unique<Server>(std::move(options), new Factory(routes_), with_sockets ? &sockets : nullptr);
  server->start();
}

TestServer::~TestServer() = default;

void TestServer::on(const std::string& path, Handle handle) {
  routes_->with([&](auto& routes) { routes[path] = std::move(handle); });
}

RawClient::Answer TestServer::ask(const std::string& bytes) const {
  RawClient asking = client();
  asking.send(bytes);
  return asking.answer();
}

std::string get(const std::string& path, const std::string& fields) {
  return "GET " + path + " HTTP/1.1\r\nHost: hearth.test\r\n" + fields + "\r\n";
}

std::string post(const std::string& path, const std::string& body, const std::string& fields) {
  return "POST " + path + " HTTP/1.1\r\nHost: hearth.test\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n" + fields + "\r\n" + body;
}

}  // namespace hearth::net
