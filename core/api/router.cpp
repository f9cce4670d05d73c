#include "api/router.h"

#include <algorithm>

#include "api/repeated.h"
#include "base/log.h"
#include "base/random.h"

namespace hearth::api {
namespace {

using chat::Refusal;
using chat::RefusalCode;
using chat::refuse;

bool is_safe(std::string_view method) {
  return method == "GET" || method == "HEAD" || method == "OPTIONS";
}

/// Splits at slashes; "/a/b" gives "a", "b".
std::vector<std::string_view> segments(std::string_view path) {
  std::vector<std::string_view> out;
  if (path.starts_with('/')) path.remove_prefix(1);
  for (;;) {
    const auto slash = path.find('/');
    out.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return out;
    path.remove_prefix(slash + 1);
  }
}

bool fits(std::string_view pattern, const std::vector<std::string_view>& path, Pairs& parameters) {
  const auto wanted = segments(pattern);
  if (wanted.size() != path.size()) return false;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (wanted[i].starts_with('{')) {
      if (path[i].empty()) return false;
      parameters.emplace_back(wanted[i].substr(1, wanted[i].size() - 2), path[i]);
    } else if (wanted[i] != path[i]) {
      return false;
    }
  }
  return true;
}

Response method_not_allowed(const std::string& allowed, const Request& request) {
  Response response = http_problem("method_not_allowed", "This path knows " + allowed + ".", request);
  response.headers.emplace_back("Allow", allowed);
  return response;
}

/// `application/json`, with or without parameters; a body without a type is taken for that.
bool is_json(std::string_view type) {
  type = type.substr(0, type.find(';'));
  while (type.ends_with(' ')) type.remove_suffix(1);
  constexpr std::string_view kJson = "application/json";
  return type.empty() || std::equal(type.begin(), type.end(), kJson.begin(), kJson.end(), [](char a, char b) {
           return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
         });
}

/// draft-ietf-httpapi-ratelimit-headers-10: what the limit is, and what is left of it.
void tell_limit(const auth::RateLimits::Verdict& verdict, chat::Cost cost, Response& response) {
  if (verdict.limit == 0) return;
  const std::string name = "\"" + std::string(auth::RateLimits::name_of(cost)) + "\"";
  response.headers.emplace_back("RateLimit-Policy", name + ";q=" + std::to_string(verdict.limit) + ";w=60");
  response.headers.emplace_back("RateLimit", name + ";r=" + std::to_string(verdict.remaining) +
                                                 ";t=" + std::to_string((verdict.wait.count() + 999) / 1000));
}

}  // namespace

void Router::add(Route route) {
  routes_.push_back(std::move(route));
}

Router::Match Router::match(const std::string& method, std::string_view path) const {
  Match found;
  const auto parts = segments(path);
  // Literal segments go before parameters: "/people/me" is not the person "me".
  for (const Route& route : routes_) {
    Pairs parameters;
    if (!fits(route.pattern, parts, parameters)) continue;
    if (route.method != method && !(method == "HEAD" && route.method == "GET")) {
      found.allowed += (found.allowed.empty() ? "" : ", ") + route.method;
    } else if (found.route == nullptr || parameters.size() < found.parameters.size()) {
      found.route = &route;
      found.parameters = std::move(parameters);
    }
  }
  return found;
}

std::optional<Refusal> Router::admit(const Route& route, Request& request, std::string_view authorization,
                                     std::string_view csrf_token,
                                     const std::optional<std::string>& origin) const {
  const bool by_cookie = authorization.empty() && !request.cookie.empty();
  // Public routes too: a foreign page must not even log a browser in as somebody (login CSRF).
  if (!is_safe(request.method) && authorization.empty() && origin &&
      !guards_.origins.is_ours(*origin, request.host, request.secure))
    return Refusal{RefusalCode::kForbidden, "This request comes from a foreign web page.", {}, 0};
  if (route.access == protocol::Access::kPublic) return {};

  const Refusal nobody{RefusalCode::kNotSignedIn, "You are not signed in.", {}, 0};
  if (!by_cookie && !authorization.starts_with("Bearer ")) return nobody;
  auto identity = by_cookie ? guards_.sessions.check_cookie(request.cookie)
                            : guards_.sessions.check_access_token(authorization.substr(7));
  if (!identity) return identity.reason();
  if (by_cookie && !is_safe(request.method) && !guards_.csrf.matches(request.cookie, csrf_token))
    return Refusal{RefusalCode::kForbidden, "The CSRF token is missing or wrong.", {}, 0};
  if (identity->must_change_password && !route.before_password_change)
    return Refusal{RefusalCode::kPasswordChangeRequired, "Change your password first.", {}, 0};
  request.identity = *identity;
  return {};
}

Response Router::run(const Route& route, const Request& request) const {
  if (!route.keeps_answers || guards_.replays == nullptr || request.idempotency_key.empty())
    return route.handler(request);
  return answer_once(*guards_.replays, request, route.handler);
}

Response Router::answer(Request& request, std::string_view authorization, std::string_view csrf_token,
                        const std::optional<std::string>& origin) const try {
  const bool is_api = request.path.starts_with("/api/");
  Match found = match(request.method, request.path);
  if (found.route == nullptr) {
    if (!found.allowed.empty()) return method_not_allowed(found.allowed, request);
    if (is_api || !fallback_)
      return problem({RefusalCode::kNotFound, "There is nothing at this path.", {}, 0}, request);
    if (!is_safe(request.method)) return method_not_allowed("GET, HEAD", request);
    return fallback_(request);
  }
  request.parameters = std::move(found.parameters);
  const Route& route = *found.route;
  if (guards_.limits != nullptr && is_api)
    if (const auto verdict = guards_.limits->take(request.client_ip, route.cost); !verdict.allowed) {
      Response response = problem(auth::too_often(verdict), request);
      tell_limit(verdict, route.cost, response);
      return response;
    }
  if (const auto refusal = admit(route, request, authorization, csrf_token, origin))
    return problem(*refusal, request);
  if (!route.takes_any_type && !request.body.empty() && !is_json(request.content_type))
    return http_problem("unsupported_media_type", "The body must be application/json.", request);
  if (guards_.limits == nullptr || !request.identity) return run(route, request);
  const auto verdict = guards_.limits->take(request.identity->person, route.cost);
  Response response = verdict.allowed ? run(route, request) : problem(auth::too_often(verdict), request);
  tell_limit(verdict, route.cost, response);
  return response;
} catch (const std::exception& broken) {
  log::error("a route failed", {{"error.message", std::string_view(broken.what())},
                                {"url.path", request.path},
                                {"http.request.id", request.id}});
  return problem({RefusalCode::kUnavailable, "This did not work just now. Please try again.", {}, 1000},
                 request);
}

}  // namespace hearth::api
