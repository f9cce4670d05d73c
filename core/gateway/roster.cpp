#include "gateway/roster.h"

#include <algorithm>

#include "gateway/connection.h"
#include "gateway/topics.h"

namespace hearth::gateway {

Roster::Roster(std::vector<net::EventLoop*> loops) {
  for (net::EventLoop* loop : loops) lanes_.push_back({loop, {}});
}

std::uint64_t Roster::next_origin(std::size_t loop) {
  return numbers_.fetch_add(1, std::memory_order_relaxed) * kLoopsAtMost + loop;
}

void Roster::enter(Connection& connection) {
  lanes_[loop_of(connection.id())].by_origin.emplace(connection.id(), &connection);
  size_.fetch_add(1, std::memory_order_relaxed);
}

void Roster::leave(Connection& connection) {
  lanes_[loop_of(connection.id())].by_origin.erase(connection.id());
  size_.fetch_sub(1, std::memory_order_relaxed);
}

void Roster::task_done(std::uint64_t origin) {
  auto& here = lanes_[loop_of(origin)].by_origin;
  if (const auto found = here.find(origin); found != here.end()) found->second->task_done();
}

void Roster::watch(std::uint64_t origin, std::vector<chat::PersonId> people) {
  Lane& lane = lanes_[loop_of(origin)];
  const auto work = [&lane, origin, people = std::move(people)] {
    if (const auto found = lane.by_origin.find(origin); found != lane.by_origin.end())
      found->second->watch(people);
  };
  if (lane.loop->in_loop())
    work();
  else
    lane.loop->post(work);
}

void Roster::close_sessions(std::vector<chat::SessionId> sessions, const protocol::Close& with) {
  std::sort(sessions.begin(), sessions.end());
  for (Lane& lane : lanes_)
    lane.loop->post([&lane, sessions, with] {
      for (const auto& [origin, connection] : lane.by_origin)
        if (std::binary_search(sessions.begin(), sessions.end(), connection->caller().session))
          connection->close(with);
    });
}

void Roster::visit_sessions(const std::function<void(chat::SessionId)>& visit) {
  for (Lane& lane : lanes_)
    lane.loop->post([&lane, visit] {
      for (const auto& [origin, connection] : lane.by_origin) visit(connection->caller().session);
    });
}

}  // namespace hearth::gateway
