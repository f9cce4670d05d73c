#include "net/client_origin.h"

#include <algorithm>

namespace hearth::net {
namespace {

std::string_view take_last(std::string_view& list) {
  const std::size_t comma = list.rfind(',');
  std::string_view item = comma == std::string_view::npos ? list : list.substr(comma + 1);
  list = comma == std::string_view::npos ? std::string_view{} : list.substr(0, comma);
  while (!item.empty() && (item.front() == ' ' || item.front() == '\t')) item.remove_prefix(1);
  while (!item.empty() && (item.back() == ' ' || item.back() == '\t')) item.remove_suffix(1);
  return item;
}

}  // namespace

void ClientOrigin::note(RequestHead& head, const Peer& peer, const TrustedProxies& proxies) {
  Peer client = peer;
  head.secure_ = false;
  if (proxies.trusts(peer)) {
    bool proto_seen = false;
    bool at_client = false;
    // From the last field to the first: the nearest proxy wrote last.
    for (std::size_t i = head.field_count(); i-- > 0;) {
      auto [name, list] = head.field(i);
      if (!proto_seen && same_text(name, "X-Forwarded-Proto")) {
        proto_seen = true;
        head.secure_ = same_text(take_last(list), "https");
      } else if (same_text(name, "X-Forwarded-For")) {
        while (!at_client && !list.empty()) {
          const auto entry = parse_peer(take_last(list));
          if (!entry) {
            at_client = true;  // not an address: nothing further left is worth more
            break;
          }
          client = *entry;
          at_client = !proxies.trusts(*entry);
        }
      }
    }
  }
  head.client_ip_ = client.text();
}

}  // namespace hearth::net
