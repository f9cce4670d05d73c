#include "hub/hub.h"

#include <utility>

namespace hearth::hub {

Hub::Hub(std::vector<Executor*> executors) {
  lanes_.reserve(executors.size());
  for (Executor* executor : executors) lanes_.push_back(std::make_unique<Lane>(executor));
}

bool Hub::concerns(const Lane& lane, std::size_t index, const Publication& item) const {
  if (item.only_shard != Publication::kAllShards) return item.only_shard == index;
  return lane.shard.may_have(item.topic);
}

void Hub::publish(std::vector<Publication> batch) {
  if (batch.empty()) return;
  // One list for all loops: each takes out of it what concerns it, which costs less than sorting it apart
  // here.
  const auto shared = std::make_shared<const std::vector<Publication>>(std::move(batch));
  for (std::size_t i = 0; i < lanes_.size(); ++i) {
    Lane& lane = *lanes_[i];
    bool wanted = lane.pending.load(std::memory_order_seq_cst) != 0;
    for (std::size_t at = 0; at < shared->size() && !wanted; ++at) wanted = concerns(lane, i, (*shared)[at]);
    if (!wanted) continue;
    lane.executor->post([&lane, i, shared] {
      for (const Publication& item : *shared) {
        if (item.only_shard == Publication::kAllShards)
          lane.shard.deliver(item.topic, item.bytes, item.except);
        else if (item.only_shard == i)
          lane.shard.deliver_to(item.except, item.bytes);
      }
    });
  }
}

void Hub::publish(std::span<const Publication> batch) {
  publish(std::vector<Publication>(batch.begin(), batch.end()));
}

void Hub::publish(Publication one) {
  std::vector<Publication> batch;
  batch.push_back(std::move(one));
  publish(std::move(batch));
}

void Hub::run_on_shard(std::size_t i, std::function<void(Shard&)> work) {
  Lane& lane = *lanes_[i];
  lane.pending.fetch_add(1, std::memory_order_seq_cst);
  lane.executor->post([&lane, work = std::move(work)] {
    work(lane.shard);
    lane.pending.fetch_sub(1, std::memory_order_seq_cst);
  });
}

void Hub::run_on_shards(std::function<void(Shard&)> work) {
  for (std::size_t i = 0; i < lanes_.size(); ++i) run_on_shard(i, work);
}

void Hub::link(Topic from, Topic to) {
  run_on_shards([from, to](Shard& shard) { shard.link(from, to); });
}

void Hub::unlink(Topic from, Topic to) {
  run_on_shards([from, to](Shard& shard) { shard.unlink(from, to); });
}

}  // namespace hearth::hub
