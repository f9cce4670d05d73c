// SocketFront: decides whether an upgrade becomes a person's connection. Who comes with a cookie must come
// from a page of ours.
#pragma once

#include "auth/origin.h"
#include "auth/sessions.h"
#include "gateway/gate.h"
#include "net/upgrade.h"

namespace hearth::gateway {

class SocketFront : public net::UpgradeFront {
 public:
  static constexpr std::string_view kPath = "/api/v1/socket";

  SocketFront(Gate& gate, auth::Sessions& sessions, const auth::Origins& origins)
      : gate_(gate), sessions_(sessions), origins_(origins) {}

  /// Decides from memory where it can; a session not seen before is looked up on the pool.
  void on_upgrade(const net::RequestHead& head, net::UpgradeTicket ticket) override;

 private:
  void decide(net::UpgradeTicket ticket, const chat::Outcome<auth::Identity>& identity);

  Gate& gate_;
  auth::Sessions& sessions_;
  const auth::Origins& origins_;
};

}  // namespace hearth::gateway
