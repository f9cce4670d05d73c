#include "auth/create_invite.h"

#include "auth/digest.h"
#include "base/random.h"
#include "base/text.h"

namespace hearth::auth {
namespace {

constexpr std::size_t kCodeBytes = 16;

}  // namespace

chat::Outcome<NewInvite> create_invite(Desk& desk, const CreateInvite& request) {
  const auto account = desk.accounts.by_id(request.by);
  const bool may = account && !account->person.blocked &&
                   (account->person.role == chat::OrganisationRole::kAdmin ||
                    account->person.role == chat::OrganisationRole::kOwner);
  if (!may) return chat::refuse(chat::RefusalCode::kForbidden, "Only administrators may invite.");
  if (request.uses < 1 || request.uses > 1000)
    return chat::refuse_field("uses", "An invitation has 1 to 1000 uses.");
  if (request.days < 1 || request.days > 365)
    return chat::refuse_field("days", "An invitation is good for 1 to 365 days.");
  NewInvite invite{random_token(kCodeBytes), request.uses,
                   desk.time() + std::chrono::hours{24} * request.days};
  desk.accounts.add_invite({hash_of_invite(invite.code), request.by, request.uses, invite.expires_at});
  return invite;
}

std::string hash_of_invite(std::string_view code) {
  return std::string(bytes_of(hash_for("hearth invite", trim(code))));
}

}  // namespace hearth::auth
