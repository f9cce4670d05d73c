#include "net/request.h"

#include <Poco/Net/IPAddress.h>

#include "net/exchange.h"
#include "net/response.h"
#include "net/server_core.h"

namespace hearth::net {

Request::Request(const Exchange& exchange, Response& response)
    : exchange_(&exchange), response_(&response), view_(exchange.body()), stream_(&view_) {
  const RequestHead& head = exchange.head();
  setMethod(std::string(head.method()));
  setURI(std::string(head.target()));
  setVersion(head.minor_version() == 0 ? HTTP_1_0 : HTTP_1_1);
  for (std::size_t i = 0; i < head.field_count(); ++i) {
    const auto [name, value] = head.field(i);
    add(std::string(name), std::string(value));
  }
  // A target in absolute form outdoes the field (RFC 9112 section 3.2.2).
  if (!head.host().empty()) set(HOST, std::string(head.host()));
}

const RequestHead& Request::head() const {
  return exchange_->head();
}

std::string_view Request::body() const {
  return exchange_->body();
}

const Poco::Net::SocketAddress& Request::clientAddress() const {
  if (!client_) {
    Poco::Net::IPAddress ip;
    client_ = Poco::Net::IPAddress::tryParse(client_ip(), ip)
                  ? std::make_unique<Poco::Net::SocketAddress>(ip, Poco::UInt16{0})
                  : std::make_unique<Poco::Net::SocketAddress>();
  }
  return *client_;
}

const Poco::Net::SocketAddress& Request::serverAddress() const {
  return exchange_->lane().core.address;
}

const Poco::Net::HTTPServerParams& Request::serverParams() const {
  return *exchange_->lane().core.poco_params;
}

Poco::Net::HTTPServerResponse& Request::response() const {
  return *response_;
}

std::streambuf::pos_type Request::View::seekoff(off_type by, std::ios_base::seekdir from,
                                                std::ios_base::openmode) {
  const off_type base = from == std::ios_base::beg   ? 0
                        : from == std::ios_base::cur ? gptr() - eback()
                                                     : egptr() - eback();
  const off_type to = base + by;
  if (to < 0 || to > egptr() - eback()) return pos_type(off_type(-1));
  setg(eback(), eback() + to, egptr());
  return pos_type(to);
}

}  // namespace hearth::net
