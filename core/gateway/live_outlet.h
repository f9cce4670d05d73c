// LiveOutlet: events become frames, once, and frames go to the hub. Replies take the same way, so that a
// connection hears everything in the order in which it happened.
#pragma once

#include "chat/outlet.h"
#include "gateway/roster.h"
#include "hub/hub.h"

namespace hearth::gateway {

class LiveOutlet : public chat::Outlet {
 public:
  LiveOutlet(hub::Hub& hub, Roster& roster) : hub_(hub), roster_(roster) {}

  void tell(const chat::Audience& audience, const chat::Event& event) override;
  void join(chat::PersonId person, chat::ConversationId conversation) override;
  void part(chat::PersonId person, chat::ConversationId conversation) override;
  void part(chat::PersonId person, std::span<const chat::ConversationId> conversations) override;
  void listen(std::uint64_t origin, chat::ConversationId conversation) override;
  void watch(std::uint64_t origin, std::span<const chat::PersonId> people) override;

  /// A frame for one connection. Any thread.
  void reply(std::uint64_t origin, Bytes frame);

  /// From here on, what this thread says is held until it calls release(): a writer publishes a whole batch
  /// with one wake-up a loop.
  void hold_on_this_thread();
  /// Publishes what this thread has held, in its order.
  void release();

 private:
  void publish(hub::Publication publication);

  hub::Hub& hub_;
  Roster& roster_;
};

}  // namespace hearth::gateway
