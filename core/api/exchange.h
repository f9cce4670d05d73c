// Request and Response: one HTTP exchange as routes see it, after the middleware has proven who asks.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "auth/sessions.h"
#include "base/bytes.h"
#include "chat/refusal.h"

namespace hearth::api {

using Pairs = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string method;
  std::string path;  // below the host, percent-decoded
  Pairs parameters;  // from the path, as the route names them
  Pairs query;       // percent-decoded, in their order
  std::string body;
  std::string cookie;                      // the session cookie's value; empty when none came
  std::string device;                      // the device cookie's value (auth/device.h); empty when none came
  std::optional<auth::Identity> identity;  // set whenever the route is not public
  std::string client_ip;
  bool secure = false;
  std::string host;
  std::string agent;         // User-Agent
  std::string content_type;  // of the body, as it came
  std::string accept_encoding, if_none_match, if_match, idempotency_key;
  std::string id;  // of this request: in every problem and in the log
};

struct Response {
  int status = 200;
  std::string content_type = "application/json";
  std::string body;
  Bytes shared_body = {};  // in place of `body`: a file that many ask for
  Pairs headers = {};
};

/// An RFC 9457 problem (protocol/problem.h), with Retry-After and WWW-Authenticate where they belong.
Response problem(const chat::Refusal& refusal, const Request& request);

/// The same for what only HTTP can get wrong: `code` is of protocol::http_errors().
Response http_problem(std::string_view code, std::string detail, const Request& request);

/// For what is refused before it is a request: only the status is known.
Response problem_of_status(int status, const Request& request);

inline Response json_response(std::string body, int status = 200) {
  Response response;
  response.status = status;
  response.body = std::move(body);
  return response;
}

}  // namespace hearth::api
