// What all connections of one Server share. Inside of net/ only.
#pragma once

#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/SocketAddress.h>

#include <atomic>
#include <memory>
#include <vector>

#include "net/admission.h"
#include "net/event_loop.h"
#include "net/frame_reader.h"
#include "net/request_pool.h"
#include "net/server.h"

namespace hearth::net {

struct ServerCore;

/// One event loop with what only its thread touches.
struct Lane {
  Lane(std::size_t index, ServerCore& owner) : loop(index), core(owner) {}

  /// A frame reader with nothing half read in it; give it back when it is idle again.
  std::unique_ptr<FrameReader> take_reader();
  void give_back(std::unique_ptr<FrameReader> reader);

  // What sockets return to is destroyed after the loop, which destroys the sockets: order matters here.
  std::atomic<std::size_t> connections{0};
  std::unique_ptr<FrameReader> spare;
  bool stopping = false;
  EventLoop loop;
  ServerCore& core;
};

struct ServerCore {
  ServerCore(ServerOptions given, Server::Factory handler_factory, UpgradeFront* upgrade_front)
      : options(std::move(given)),
        proxies(options.trusted_proxies),
        factory(std::move(handler_factory)),
        upgrades(upgrade_front),
        pool(options.pool_threads, options.pool_queue),
        admission(options.max_connections, options.max_per_address),
        poco_params(new Poco::Net::HTTPServerParams) {}

  /// What is answered in place of a handler.
  SmallAnswer refusal(int status) const {
    return options.refusal ? options.refusal(status) : plain_answer(status);
  }

  const ServerOptions options;
  const TrustedProxies proxies;
  Server::Factory factory;
  UpgradeFront* const upgrades;
  RequestPool pool;
  Admission admission;
  Poco::Net::HTTPServerParams::Ptr poco_params;
  Poco::Net::SocketAddress address;  // the first TCP one; written before the threads start
  std::atomic<bool> stopping{false};
  std::atomic<std::uint64_t> accepted{0};
  std::atomic<std::uint64_t> turned_away{0};
  std::atomic<std::uint64_t> busy{0};
  std::atomic<std::uint64_t> slow{0};
  std::vector<std::unique_ptr<Lane>> lanes;
};

}  // namespace hearth::net
