// Between Poco's request handler and the router: what came over HTTP becomes a Request, the Response goes
// back.
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>

#include "api/router.h"
#include "api/security_headers.h"
#include "auth/session_cookie.h"
#include "base/log.h"
#include "base/random.h"
#include "net/request.h"
#include "net/response.h"

namespace hearth::api {
namespace {

/// Strict percent-decoding; what is malformed stays as it came.
std::string decoded(std::string_view text, bool plus_is_space) {
  const auto digit = [](char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
  };
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && digit(text[i + 1]) >= 0 && digit(text[i + 2]) >= 0) {
      out += static_cast<char>(digit(text[i + 1]) << 4 | digit(text[i + 2]));
      i += 2;
    } else {
      out += plus_is_space && text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

Pairs query_pairs(std::string_view query) {
  Pairs out;
  while (!query.empty()) {
    const auto end = std::min(query.find('&'), query.size());
    const std::string_view pair = query.substr(0, end);
    if (!pair.empty()) {
      const auto equals = std::min(pair.find('='), pair.size());
      out.emplace_back(decoded(pair.substr(0, equals), true),
                       decoded(pair.substr(std::min(equals + 1, pair.size())), true));
    }
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  return out;
}

class RouteHandler : public Poco::Net::HTTPRequestHandler {
 public:
  explicit RouteHandler(const Router& router) : router_(router) {}

  void handleRequest(Poco::Net::HTTPServerRequest& from, Poco::Net::HTTPServerResponse& to) override {
    Request request;
    request.method = from.getMethod();
    const std::string& target = from.getURI();
    const auto question = std::min(target.find('?'), target.size());
    request.path = decoded(std::string_view(target).substr(0, question), false);
    request.query = query_pairs(std::string_view(target).substr(std::min(question + 1, target.size())));
    const net::Request& ours = net::Request::of(from);
    request.client_ip = ours.client_ip();
    request.secure = ours.is_secure();
    request.host = ours.head().host();
    request.accept_encoding = from.get("Accept-Encoding", "");
    request.if_none_match = from.get("If-None-Match", "");
    request.if_match = from.get("If-Match", "");
    request.idempotency_key = from.get("Idempotency-Key", "");
    request.content_type = from.get("Content-Type", "");
    request.agent = from.get("User-Agent", "");
    const std::string cookies = from.get("Cookie", "");
    request.cookie = auth::find_session_cookie(cookies, request.secure);
    request.device = auth::find_cookie(cookies, auth::device_cookie_name(request.secure));
    request.id = random_token(9);
    request.body = ours.body();
    const std::optional<std::string> origin =
        from.has("Origin") ? std::optional(from.get("Origin")) : std::nullopt;

    const Response response =
        router_.answer(request, from.get("Authorization", ""), from.get("X-CSRF-Token", ""), origin);
    if (response.status >= 400)
      log::debug("a request was refused", {{"http.request.id", request.id},
                                           {"http.request.method", request.method},
                                           {"url.path", request.path},
                                           {"http.response.status_code", response.status}});
    send(response, request, to);
  }

 private:
  static void send(const Response& response, const Request& request, Poco::Net::HTTPServerResponse& to) {
    to.setStatusAndReason(static_cast<Poco::Net::HTTPResponse::HTTPStatus>(response.status));
    if (!response.content_type.empty()) to.setContentType(response.content_type);
    to.set("X-Request-Id", request.id);
    set_security_headers(request, to);
    for (const auto& [name, value] : response.headers)
      name == "Set-Cookie" ? to.add(name, value) : to.set(name, value);
    if (response.shared_body)
      net::Response::of(to).send_bytes(response.shared_body);
    else
      to.sendBuffer(response.body.data(), response.body.size());
  }

  const Router& router_;
};

}  // namespace

Poco::Net::HTTPRequestHandler* Router::createRequestHandler(const Poco::Net::HTTPServerRequest&) {
  return new RouteHandler(*this);
}

}  // namespace hearth::api
