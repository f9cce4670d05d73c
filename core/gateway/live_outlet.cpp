#include "gateway/live_outlet.h"

#include "gateway/topics.h"
#include "net/frame.h"
#include "protocol/wire.gen.h"

namespace hearth::gateway {
namespace {

struct Held {
  bool holding = false;
  std::vector<hub::Publication> publications;
};
thread_local Held held;

hub::Publication publication_for(const chat::Audience& audience, Bytes frame) {
  using Kind = chat::Audience::Kind;
  switch (audience.kind) {
    case Kind::kConversation:
      return {topic_of(chat::ConversationId{audience.id}), std::move(frame), audience.except};
    case Kind::kPerson:
      return {topic_of(chat::PersonId{audience.id}), std::move(frame), audience.except};
    case Kind::kWatchers:
      return {watchers_of(chat::PersonId{audience.id}), std::move(frame), audience.except};
    case Kind::kConnection:
      break;
  }
  return hub::Publication::direct(loop_of(audience.id), audience.id, std::move(frame));
}

}  // namespace

void LiveOutlet::tell(const chat::Audience& audience, const chat::Event& event) {
  net::FrameText frame(512);
  std::visit([&](const auto& one) { protocol::append(frame.text(), one); }, event);
  publish(publication_for(audience, frame.take()));
}

void LiveOutlet::reply(std::uint64_t origin, Bytes frame) {
  publish(hub::Publication::direct(loop_of(origin), origin, std::move(frame)));
}

void LiveOutlet::publish(hub::Publication publication) {
  if (held.holding)
    held.publications.push_back(std::move(publication));
  else
    hub_.publish(std::move(publication));
}

void LiveOutlet::hold_on_this_thread() {
  held.holding = true;
}

void LiveOutlet::release() {
  if (held.publications.empty()) return;
  hub_.publish(std::exchange(held.publications, {}));
}

void LiveOutlet::join(chat::PersonId person, chat::ConversationId conversation) {
  release();
  hub_.link(topic_of(person), topic_of(conversation));
}

void LiveOutlet::part(chat::PersonId person, chat::ConversationId conversation) {
  release();
  hub_.unlink(topic_of(person), topic_of(conversation));
}

void LiveOutlet::part(chat::PersonId person, std::span<const chat::ConversationId> conversations) {
  if (conversations.empty()) return;
  release();
  hub_.run_on_shards(
      [person, all = std::vector(conversations.begin(), conversations.end())](hub::Shard& shard) {
        for (const chat::ConversationId one : all) shard.unlink(topic_of(person), topic_of(one));
      });
}

void LiveOutlet::listen(std::uint64_t origin, chat::ConversationId conversation) {
  release();
  hub_.run_on_shard(loop_of(origin), [origin, conversation](hub::Shard& shard) {
    shard.join(topic_of(conversation), origin);
  });
}

void LiveOutlet::watch(std::uint64_t origin, std::span<const chat::PersonId> people) {
  roster_.watch(origin, {people.begin(), people.end()});
}

}  // namespace hearth::gateway
