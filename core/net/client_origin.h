// ClientOrigin: who really sent a request that may have come through proxies (RFC 7239 tells the trap:
// everybody can write X-Forwarded-For, so only what a trusted neighbour appended counts).
#pragma once

#include "net/address.h"
#include "net/request_head.h"

namespace hearth::net {

class ClientOrigin {
 public:
  /// Writes client_ip and secure into `head`: of `peer` itself, or, when `proxies` trusts it, the right-most
  /// entry of X-Forwarded-For that is not trusted, and whether X-Forwarded-Proto ends in https.
  static void note(RequestHead& head, const Peer& peer, const TrustedProxies& proxies);
};

}  // namespace hearth::net
