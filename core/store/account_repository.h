// AccountRepository: people's accounts, sessions and invites. Owned by the app; any thread that may block.
#pragma once

#include "chat/accounts.h"
#include "store/database.h"

namespace hearth::store {

class AccountRepository final : public chat::Accounts {
 public:
  explicit AccountRepository(Database& database) : database_(database) {}

  chat::Outcome<chat::Account> add(const chat::Account& account,
                                   const std::optional<std::string>& invite_hash) override;
  std::optional<chat::Account> by_id(chat::PersonId id) override;
  std::optional<chat::Account> by_login(const std::string& login) override;
  bool none_yet() override;
  void set_password(chat::PersonId id, const std::string& password_hash, bool must_change) override;
  void add_invite(const chat::Invite& invite) override;

  chat::SessionId add_session(const chat::Session& session) override;
  std::optional<chat::Session> session_by_token(const std::string& token_hash) override;
  std::optional<chat::Session> session_by_id(chat::SessionId id) override;
  chat::Rotation rotate(const std::string& shown_hash, const std::string& next_hash, Time at, Time expires_at,
                        const std::string& address) override;
  bool replace_token(chat::SessionId id, const std::string& next_hash, Time at) override;
  void touch_sessions(const std::vector<std::pair<chat::SessionId, Time>>& uses) override;
  bool end_session(chat::SessionId id, Time at) override;
  std::vector<chat::SessionId> end_sessions_of(chat::PersonId person, chat::SessionId except,
                                               Time at) override;
  void note_last_seen(const std::vector<std::pair<chat::PersonId, Time>>& seen) override;

  /// Removes at most `limit` sessions that expired before `before`, with their tokens; gives how many went.
  /// For a job that tidies up, in small steps.
  std::size_t forget_sessions(Time before, std::uint32_t limit);

 private:
  Database& database_;
};

}  // namespace hearth::store
