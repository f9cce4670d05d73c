#include "auth/desk.h"

namespace hearth::auth {

SignedIn welcome(Desk& desk, const chat::Account& account, chat::SessionKind kind, const Visitor& visitor) {
  SignedIn out;
  out.me = account.person;
  out.must_change_password = account.must_change_password;
  out.credentials = desk.sessions.open(account, kind, visitor.address, visitor.agent);
  if (kind == chat::SessionKind::kBrowser) out.device = desk.devices.issue(account, desk.time());
  return out;
}

}  // namespace hearth::auth
