#include "store/account_repository.h"

#include <algorithm>

#include "base/text.h"

namespace hearth::store {
namespace {

using namespace chat;

std::optional<std::string> folded(const std::optional<std::string>& text) {
  return text ? std::optional(fold(*text)) : std::nullopt;
}

std::optional<Account> find_account(Connection& connection, std::string_view where, const Value& value) {
  Rows rows = connection.select(
      "SELECT id, user_name, name, role, blocked, email, phone, password_hash, must_change_password, "
      "created_at"
      " FROM person WHERE " +
          std::string(where),
      {value});
  if (!rows.next()) return {};
  Account a;
  rows.read(a.person.id, a.person.user_name, a.person.name, a.person.role, a.person.blocked, a.email, a.phone,
            a.password_hash, a.must_change_password, a.created_at);
  return a;
}

bool take_invite(Connection& connection, const std::string& hash) {
  return connection.execute(
             "UPDATE invite SET uses_left = uses_left - 1 WHERE code_hash = ? AND uses_left > 0 AND "
             "expires_at > ?",
             {hash, now()}) == 1;
}

}  // namespace

Outcome<Account> AccountRepository::add(const Account& account,
                                        const std::optional<std::string>& invite_hash) {
  const auto connection = database_.lease();
  const std::string name_key = fold(account.person.user_name);
  try {
    Transaction transaction(*connection);
    if (invite_hash && !take_invite(*connection, *invite_hash))
      return refuse_field("invite", "This invitation is unknown, used up or expired.");
    connection->execute(
        "INSERT INTO person (user_name, user_name_key, name, role, blocked, email, email_key, phone, "
        "password_hash,"
        " must_change_password, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {account.person.user_name, name_key, account.person.name, account.person.role, account.person.blocked,
         account.email, folded(account.email), account.phone, account.password_hash,
         account.must_change_password, account.created_at});
    Account stored = account;
    stored.person.id = PersonId(connection->last_insert_id());
    transaction.commit();
    return stored;
  } catch (const DatabaseError& error) {
    if (!error.duplicate()) throw;
  }
  const bool name_taken = find_account(*connection, "user_name_key = ?", name_key).has_value();
  return Failure<Refusal>{
      {RefusalCode::kConflict,
       name_taken ? "This user name is taken." : "This e-mail address has an account already.",
       name_taken ? "user_name" : "email", 0}};
}

std::optional<Account> AccountRepository::by_id(PersonId id) {
  const auto connection = database_.lease();
  return find_account(*connection, "id = ?", id);
}

std::optional<Account> AccountRepository::by_login(const std::string& login) {
  if (!is_utf8(login)) return {};
  const auto connection = database_.lease();
  const bool mail = login.find('@') != std::string::npos;
  return find_account(*connection, mail ? "email_key = ?" : "user_name_key = ?", fold(login));
}

bool AccountRepository::none_yet() {
  const auto connection = database_.lease();
  return !connection->select("SELECT 1 FROM person LIMIT 1").next();
}

void AccountRepository::set_password(PersonId id, const std::string& password_hash, bool must_change) {
  const auto connection = database_.lease();
  connection->execute("UPDATE person SET password_hash = ?, must_change_password = ? WHERE id = ?",
                      {password_hash, must_change, id});
}

void AccountRepository::add_invite(const Invite& invite) {
  const auto connection = database_.lease();
  connection->execute("INSERT INTO invite (code_hash, created_by, uses_left, expires_at) VALUES (?, ?, ?, ?)",
                      {invite.code_hash, invite.by, invite.uses_left, invite.expires_at});
}

}  // namespace hearth::store
