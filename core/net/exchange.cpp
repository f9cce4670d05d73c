#include "net/exchange.h"

#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/NetException.h>

#include <exception>

#include "base/log.h"
#include "net/http_connection.h"
#include "net/request.h"
#include "net/response.h"
#include "net/server_core.h"

namespace hearth::net {

Exchange::Exchange(Lane& lane, SocketKey key, RequestHead head, std::string body, bool keep_alive)
    : lane_(&lane), key_(key), head_(std::move(head)), body_(std::move(body)), keep_alive_(keep_alive) {}

void Exchange::answer() {
  Response response(*this);
  Request request(*this, response);
  bool failed = false;
  try {
    const std::unique_ptr<Poco::Net::HTTPRequestHandler> handler(
        lane_->core.factory->createRequestHandler(request));
    if (handler)
      handler->handleRequest(request, response);
    else
      response.setStatus(Poco::Net::HTTPResponse::HTTP_NOT_FOUND);
  } catch (const Poco::Net::ConnectionAbortedException&) {
    failed = true;  // the client has gone: its affair
  } catch (const Poco::Exception& problem) {
    failed = true;
    log::error("an HTTP handler failed", {{"error.message", problem.displayText()},
                                          {"http.request.method", head_.method()},
                                          {"url.path", head_.path()}});
  } catch (const std::exception& problem) {
    failed = true;
    log::error("an HTTP handler failed", {{"error.message", problem.what()},
                                          {"http.request.method", head_.method()},
                                          {"url.path", head_.path()}});
  }
  response.finish(failed);
}

bool Exchange::keep_alive() const {
  return keep_alive_ && !lane_->core.stopping.load(std::memory_order_relaxed);
}

void Exchange::send(Bytes part) {
  const std::size_t size = part->size();
  const std::size_t cap = lane_->core.options.outbox_bytes;
  {
    std::unique_lock lock(mutex_);
    drained_.wait(lock, [&] { return abandoned_ || on_its_way_ < cap; });
    if (abandoned_) throw Poco::Net::ConnectionAbortedException("the client has gone");
    on_its_way_ += size;
  }
  hand_over(std::move(part), false, false);
}

void Exchange::send_last(Bytes part, bool close) {
  hand_over(std::move(part), true, close);
}

void Exchange::hand_over(Bytes part, bool last, bool close) {
  lane_->loop.post([self = shared_from_this(), part = std::move(part), last, close] {
    if (Socket* socket = self->lane_->loop.find(self->key_))
      static_cast<HttpConnection*>(socket)->take_answer(*self, part, last, close);
  });
}

void Exchange::release(std::size_t bytes) {
  {
    const std::lock_guard lock(mutex_);
    on_its_way_ -= bytes;
  }
  drained_.notify_one();
}

void Exchange::abandon() {
  {
    const std::lock_guard lock(mutex_);
    abandoned_ = true;
  }
  drained_.notify_one();
}

}  // namespace hearth::net
