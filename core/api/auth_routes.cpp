#include "api/auth_routes.h"

#include "auth/change_password.h"
#include "auth/create_invite.h"
#include "auth/register_person.h"
#include "auth/session_cookie.h"
#include "auth/sign_in.h"
#include "base/json_text.h"
#include "protocol/arguments.h"
#include "protocol/wire.gen.h"

namespace hearth::api {
namespace {

using auth::Desk;
using chat::RefusalCode;
using chat::SessionKind;
using protocol::Access;
using protocol::Arguments;
using protocol::Reader;
using protocol::TextLimits;

// What auth looks at more closely: here only what keeps absurd sizes out. A password keeps its white space.
constexpr TextLimits kLine{0, 1000, false};
constexpr TextLimits kPassword{0, 1000, true};

auth::Visitor visitor_of(const Request& request) {
  return {request.client_ip, request.agent, request.device};
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
  out.append(",\"").append(name).append("\":");
  json::append_string(out, value);
}

/// {"me":…,"session":…,"must_change_password":… without the end, which the caller adds.
std::string signed_in_body(const chat::Person& me, chat::SessionId session, bool must_change_password) {
  std::string out = R"({"me":)";
  protocol::append(out, me);
  out += R"(,"session":)";
  json::append_number(out, session.value);
  out += must_change_password ? R"(,"must_change_password":true)" : R"(,"must_change_password":false)";
  return out;
}

Response signed_in_response(const auth::SignedIn& signed_in, const Request& request, int status) {
  const auth::Credentials& held = signed_in.credentials;
  std::string body = signed_in_body(signed_in.me, held.session, signed_in.must_change_password);
  Response response;
  response.status = status;
  if (held.kind == SessionKind::kBrowser) {
    append_field(body, "csrf", held.csrf);
    response.headers.emplace_back(
        "Set-Cookie",
        auth::set_session_cookie(held.cookie, auth::SessionRules{}.browser_longest, request.secure));
    if (!signed_in.device.empty())
      response.headers.emplace_back(
          "Set-Cookie", auth::set_device_cookie(signed_in.device, auth::Devices::kLifetime, request.secure));
  } else {
    append_field(body, "access_token", held.access_token);
    append_field(body, "token_type", "Bearer");
    body += R"(,"expires_in":)";
    json::append_number(body, static_cast<std::uint64_t>(held.expires_in.count()));
    append_field(body, "refresh_token", held.refresh_token);
  }
  response.body = body + "}";
  return response;
}

Response answer(const chat::Outcome<auth::SignedIn>& outcome, const Request& request, int status = 200) {
  if (!outcome) return problem(outcome.reason(), request);
  return signed_in_response(*outcome, request, status);
}

/// The body's arguments, each read by `read`; then `go`, when all of them were there and none was unknown.
template <class Read, class Go>
Response with_arguments(const Request& request, const Read& read, const Go& go) {
  const auto arguments = Arguments::from_json(request.body.empty() ? "{}" : request.body);
  if (!arguments) return problem(arguments.reason(), request);
  Reader reader(*arguments);
  read(reader);
  if (!reader.complete()) return problem(reader.refusal().reason, request);
  return go();
}

chat::Outcome<SessionKind> kind_of(const std::optional<std::string>& as) {
  if (!as || *as == "browser") return SessionKind::kBrowser;
  if (*as == "program") return SessionKind::kProgram;
  return chat::refuse_field("as", "\"as\" must be one of: browser, program.");
}

/// Who signs in anew in the same browser leaves the session they had there; a cookie is replaced, never kept.
void leave_session_of(Desk& desk, const Request& request) {
  if (request.cookie.empty()) return;
  if (const auto before = desk.sessions.check_cookie(request.cookie)) desk.sessions.end(before->session);
}

Response log_in(Desk& desk, const Request& request) {
  auth::SignIn wanted;
  std::optional<std::string> as;
  return with_arguments(
      request,
      [&](Reader& reader) {
        reader.required("login", wanted.login, kLine);
        reader.required("password", wanted.password, kPassword);
        reader.optional("as", as, kLine);
      },
      [&] {
        const auto kind = kind_of(as);
        if (!kind) return problem(kind.reason(), request);
        wanted.kind = *kind;
        wanted.visitor = visitor_of(request);
        const auto outcome = auth::sign_in(desk, wanted);
        if (outcome && *kind == SessionKind::kBrowser) leave_session_of(desk, request);
        return answer(outcome, request);
      });
}

Response register_somebody(Desk& desk, const Request& request) {
  auth::Register wanted;
  std::optional<std::string> as;
  return with_arguments(
      request,
      [&](Reader& reader) {
        reader.required("user_name", wanted.user_name, kLine);
        reader.required("name", wanted.name, kLine);
        reader.optional("email", wanted.email, kLine);
        reader.optional("phone", wanted.phone, kLine);
        reader.required("password", wanted.password, kPassword);
        reader.optional("invite", wanted.invite, kLine);
        reader.optional("as", as, kLine);
      },
      [&] {
        const auto kind = kind_of(as);
        if (!kind) return problem(kind.reason(), request);
        wanted.kind = *kind;
        wanted.visitor = visitor_of(request);
        const auto outcome = auth::register_person(desk, wanted);
        if (outcome && *kind == SessionKind::kBrowser) leave_session_of(desk, request);
        return answer(outcome, request, 201);
      });
}

Response refresh(Desk& desk, const Request& request) {
  std::string token;
  return with_arguments(
      request, [&](Reader& reader) { reader.required("refresh_token", token, kLine); },
      [&] {
        auto outcome = desk.sessions.refresh(token, request.client_ip);
        if (!outcome) return problem(outcome.reason(), request);
        return signed_in_response({outcome->account.person,
                                   std::move(outcome->credentials),
                                   {},
                                   outcome->account.must_change_password},
                                  request, 200);
      });
}

Response change_password(Desk& desk, const Request& request) {
  auth::ChangePassword wanted{*request.identity, {}, {}, visitor_of(request)};
  return with_arguments(
      request,
      [&](Reader& reader) {
        reader.required("old_password", wanted.old_password, kPassword);
        reader.required("new_password", wanted.new_password, kPassword);
      },
      [&] { return answer(auth::change_password(desk, wanted), request); });
}

Response tell_session(Desk& desk, const Request& request) {
  const auth::Identity& who = *request.identity;
  const auto account = desk.accounts.by_id(who.person);
  if (!account) return problem({RefusalCode::kNotSignedIn, "You are not signed in.", {}, 0}, request);
  std::string body = signed_in_body(account->person, who.session, who.must_change_password);
  if (who.kind == SessionKind::kBrowser)
    append_field(body, "csrf", desk.sessions.csrf().token_for(request.cookie));
  return json_response(body + "}");
}

Response log_out(Desk& desk, const Request& request) {
  desk.sessions.end(request.identity->session);
  Response response;
  response.status = 204;
  response.content_type.clear();
  if (request.identity->kind == SessionKind::kBrowser)
    response.headers.emplace_back("Set-Cookie",
                                  auth::set_session_cookie("", std::chrono::seconds{0}, request.secure));
  return response;
}

Response invite(Desk& desk, const Request& request) {
  std::optional<std::uint32_t> uses, days;
  return with_arguments(
      request,
      [&](Reader& reader) {
        reader.optional("uses", uses);
        reader.optional("days", days);
      },
      [&] {
        const auto made =
            auth::create_invite(desk, {request.identity->person, uses.value_or(1), days.value_or(14)});
        if (!made) return problem(made.reason(), request);
        std::string body = R"({"uses":)";
        json::append_number(body, made->uses);
        append_field(body, "code", made->code);
        append_field(body, "expires_at", to_rfc3339(made->expires_at));
        return json_response(body + "}", 201);
      });
}

std::string_view name_of(auth::Registration registration) {
  switch (registration) {
    case auth::Registration::kOpen:
      return "open";
    case auth::Registration::kInvite:
      return "invite";
    case auth::Registration::kClosed:
      break;
  }
  return "closed";
}

std::string settings_body(const AuthRoutes& about) {
  std::string body = R"({"password_min_length":)";
  json::append_number(body, about.desk.password_rules.shortest);
  append_field(body, "organisation", about.organisation);
  append_field(body, "registration", name_of(about.desk.registration));
  append_field(body, "version", about.version);
  return body + "}";
}

}  // namespace

void add_auth_routes(Router& router, const AuthRoutes& about) {
  const auto add = [&router, &desk = about.desk](std::string method, const std::string& path, Access access,
                                                 bool before_password_change,
                                                 Response (*route)(Desk&, const Request&)) {
    const chat::Cost cost = access == Access::kPublic ? chat::Cost::kSignIn
                            : method == "GET"         ? chat::Cost::kRead
                                                      : chat::Cost::kWrite;
    router.add({std::move(method), "/api/v1" + path, access, before_password_change,
                [&desk, route](const Request& request) { return route(desk, request); }, cost});
  };
  add("POST", "/auth/login", Access::kPublic, true, &log_in);
  add("POST", "/auth/register", Access::kPublic, true, &register_somebody);
  add("POST", "/auth/refresh", Access::kPublic, true, &refresh);
  add("POST", "/auth/password", Access::kPerson, true, &change_password);
  add("GET", "/auth/session", Access::kPerson, true, &tell_session);
  add("POST", "/auth/logout", Access::kPerson, true, &log_out);
  add("POST", "/invites", Access::kPerson, false, &invite);
  router.add({"GET", "/api/v1/auth/settings", Access::kPublic, true,
              [body = settings_body(about)](const Request&) { return json_response(body); }});
}

}  // namespace hearth::api
