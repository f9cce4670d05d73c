// Request: one whole HTTP request as Poco handlers know it, fed by our own strict parser. Lives on a pool
// thread for the time of one handler. Field values are as they were sent: nothing is decoded (RFC 2047 has no
// place in HTTP).
#pragma once

#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/SocketAddress.h>

#include <istream>
#include <memory>
#include <streambuf>
#include <string_view>

#include "net/request_head.h"

namespace hearth::net {

class Exchange;
class Response;

class Request final : public Poco::Net::HTTPServerRequest {
 public:
  Request(const Exchange& exchange, Response& response);

  /// The request as ours. Only for requests that a hearth::net::Server made.
  static const Request& of(const Poco::Net::HTTPServerRequest& request) {
    return dynamic_cast<const Request&>(request);
  }

  const RequestHead& head() const;
  /// The whole body, also behind stream().
  std::string_view body() const;
  /// See RequestHead: the client behind trusted proxies, or "unix".
  const std::string& client_ip() const { return head().client_ip(); }
  bool is_secure() const { return head().secure(); }

  std::istream& stream() override { return stream_; }
  /// client_ip() with port 0; 0.0.0.0 for a Unix socket.
  const Poco::Net::SocketAddress& clientAddress() const override;
  const Poco::Net::SocketAddress& serverAddress() const override;
  const Poco::Net::HTTPServerParams& serverParams() const override;
  Poco::Net::HTTPServerResponse& response() const override;
  bool secure() const override { return is_secure(); }

 private:
  struct View : std::streambuf {
    explicit View(std::string_view text) {
      char* const at = const_cast<char*>(text.data());  // only ever read
      setg(at, at, at + text.size());
    }
    pos_type seekoff(off_type by, std::ios_base::seekdir from, std::ios_base::openmode) override;
    pos_type seekpos(pos_type at, std::ios_base::openmode which) override {
      return seekoff(off_type(at), std::ios_base::beg, which);
    }
  };

  const Exchange* exchange_;
  Response* response_;
  View view_;
  std::istream stream_;
  mutable std::unique_ptr<Poco::Net::SocketAddress> client_;
};

}  // namespace hearth::net
