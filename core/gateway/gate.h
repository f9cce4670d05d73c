// Gate: what all connections of the gateway share.
#pragma once

#include "auth/rate_limits.h"
#include "base/worker_pool.h"
#include "chat/house.h"
#include "gateway/live_outlet.h"
#include "gateway/roster.h"
#include "hub/hub.h"

namespace hearth::gateway {

struct Gate {
  chat::House& house;
  hub::Hub& hub;
  Roster& roster;
  LiveOutlet& outlet;
  WorkerPool& pool;  // for commands that query the database
  auth::RateLimits& limits;
  std::string server_name;
  std::uint32_t heartbeat_ms;
};

}  // namespace hearth::gateway
