#include "gateway/socket_front.h"

#include <memory>

#include "auth/session_cookie.h"
#include "base/random.h"
#include "gateway/connection.h"
#include "gateway/topics.h"
#include "protocol/problem.h"

namespace hearth::gateway {
namespace {

using chat::RefusalCode;

void refuse(net::UpgradeTicket& ticket, const chat::Refusal& refusal) {
  const auto row = protocol::error_row(refusal.code);
  const std::string id = random_token(9);
  net::UpgradeTicket::Headers headers{{"Cache-Control", "no-store"}, {"X-Request-Id", id}};
  if (row.http == 401) headers.emplace_back("WWW-Authenticate", "Bearer realm=\"hearth\"");
  ticket.refuse(row.http, protocol::kProblemType, protocol::problem_text(row, refusal, id),
                std::move(headers));
}

}  // namespace

void SocketFront::on_upgrade(const net::RequestHead& head, net::UpgradeTicket ticket) {
  if (head.path() != kPath)
    return refuse(ticket, {RefusalCode::kNotFound, "There is no socket at this path.", {}, 0});
  const auto authorization = head.header("Authorization").value_or("");
  const auto cookie = auth::find_session_cookie(head.header("Cookie").value_or(""), head.secure());
  const bool by_token = authorization.starts_with("Bearer ");
  const auto origin = head.header("Origin");
  // A browser sends its cookie whichever page asks, so the page must be ours. Programs have no Origin, or no
  // cookie.
  if ((!by_token || origin) && (!origin || !origins_.is_ours(*origin, head.host(), head.secure())))
    return refuse(ticket, {RefusalCode::kForbidden, "This socket is for the pages of this server.", {}, 0});

  const auto peek =
      by_token ? sessions_.peek_access_token(authorization.substr(7)) : sessions_.peek_cookie(cookie);
  using Standing = auth::Sessions::Standing;
  if (peek.standing == Standing::kKnown) return decide(std::move(ticket), peek.identity);
  if (peek.standing == Standing::kRefused)
    return refuse(ticket, {RefusalCode::kNotSignedIn, "You are not signed in.", {}, 0});

  const auto waiting = std::make_shared<net::UpgradeTicket>(std::move(ticket));
  const bool queued = gate_.pool.run(
      [this, waiting, by_token, secret = std::string(by_token ? authorization.substr(7) : cookie)] {
        try {
          decide(std::move(*waiting),
                 by_token ? sessions_.check_access_token(secret) : sessions_.check_cookie(secret));
        } catch (const std::exception&) {
          refuse(*waiting,
                 {RefusalCode::kUnavailable, "This did not work just now. Please try again.", {}, 1000});
        }
      });
  if (!queued) refuse(*waiting, {RefusalCode::kUnavailable, "The server is too busy just now.", {}, 1000});
}

void SocketFront::decide(net::UpgradeTicket ticket, const chat::Outcome<auth::Identity>& identity) {
  if (!identity) return refuse(ticket, identity.reason());
  if (identity->must_change_password)
    return refuse(ticket, {RefusalCode::kPasswordChangeRequired, "Change your password first.", {}, 0});
  if (!gate_.house.directory.is_active(identity->person))
    return refuse(ticket, {RefusalCode::kNotSignedIn, "You are not signed in.", {}, 0});
  const std::uint64_t origin = gate_.roster.next_origin(ticket.loop().index());
  ticket.accept(std::make_unique<Connection>(gate_, identity->person, identity->session, origin));
}

}  // namespace hearth::gateway
