// Router: every HTTP route of the product, each with the rule of who may ask it. There is no route without a
// rule, and the tests that try every route as a stranger take their list from here.
//
// The middleware stands in `Router::answer`: how often the address asks, who asks (cookie or Bearer), same
// origin and CSRF token for what a browser sends with a cookie, a password that must be changed first, how
// often the person asks, whether the same was asked before (Idempotency-Key). Then the route runs.
// Request-pool threads.
#pragma once

#include <Poco/Net/HTTPRequestHandlerFactory.h>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "api/exchange.h"
#include "auth/csrf.h"
#include "auth/origin.h"
#include "auth/rate_limits.h"
#include "auth/sessions.h"
#include "chat/replays.h"
#include "protocol/command.h"

namespace hearth::api {

/// May throw what a broken machine throws: that becomes a problem "unavailable" or "internal".
using Handler = std::function<Response(const Request&)>;

struct Route {
  std::string method;
  std::string pattern;  // "/api/v1/conversations/{conversation}"
  protocol::Access access = protocol::Access::kPerson;
  bool before_password_change = false;  // may be asked by somebody who must change the password first
  Handler handler;
  chat::Cost cost = chat::Cost::kRead;
  bool keeps_answers = false;   // with an Idempotency-Key, the answer is kept and given again
  bool takes_any_type = false;  // else a body must be application/json
};

class Router : public Poco::Net::HTTPRequestHandlerFactory {
 public:
  struct Guards {
    auth::Sessions& sessions;
    const auth::Csrf& csrf;
    const auth::Origins& origins;
    auth::RateLimits* limits = nullptr;  // none: no limit
    chat::Replays* replays = nullptr;    // none: Idempotency-Key is not heard
  };

  explicit Router(Guards guards) : guards_(guards) {}

  /// Before serving only.
  void add(Route route);
  /// Answers what no route matches: the web client's files.
  void set_fallback(Handler handler) { fallback_ = std::move(handler); }

  const std::vector<Route>& routes() const { return routes_; }

  /// The whole way of one request: middleware, route, problem. Never throws.
  Response answer(Request& request, std::string_view authorization, std::string_view csrf_token,
                  const std::optional<std::string>& origin) const;

  Poco::Net::HTTPRequestHandler* createRequestHandler(const Poco::Net::HTTPServerRequest& request) override;

 private:
  struct Match {
    const Route* route = nullptr;
    Pairs parameters;
    std::string allowed;  // methods that the path knows, when `route` is null
  };
  Match match(const std::string& method, std::string_view path) const;
  std::optional<chat::Refusal> admit(const Route& route, Request& request, std::string_view authorization,
                                     std::string_view csrf_token,
                                     const std::optional<std::string>& origin) const;

  Response run(const Route& route, const Request& request) const;

  Guards guards_;
  std::vector<Route> routes_;
  Handler fallback_;
};

}  // namespace hearth::api
