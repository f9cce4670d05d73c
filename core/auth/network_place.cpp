#include "auth/network_place.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <cstring>

namespace hearth::auth {

NetworkPlace place_of(const std::string& address) {
  NetworkPlace place;
  in_addr v4{};
  in6_addr v6{};
  if (::inet_pton(AF_INET, address.c_str(), &v4) == 1) {
    place.bytes[10] = place.bytes[11] = 0xFF;
    std::memcpy(place.bytes.data() + 12, &v4, 4);
  } else if (::inet_pton(AF_INET6, address.c_str(), &v6) == 1) {
    std::memcpy(place.bytes.data(), &v6, 16);
    place.loopback = IN6_IS_ADDR_LOOPBACK(&v6);
    if (!IN6_IS_ADDR_V4MAPPED(&v6))
      std::fill(place.bytes.begin() + 8, place.bytes.end(), static_cast<unsigned char>(0));
  } else {
    return place;
  }
  // 127.0.0.0/8, written either way.
  if (place.bytes[10] == 0xFF && place.bytes[11] == 0xFF && place.bytes[12] == 127) place.loopback = true;
  return place;
}

}  // namespace hearth::auth
