// The port Accounts without a database, for the logic of auth alone. What a store must do is proven on a real
// one, in tests/contract.
#pragma once

#include <algorithm>
#include <map>
#include <mutex>

#include "base/text.h"
#include "chat/accounts.h"

namespace hearth::auth {

class AccountsInMemory : public chat::Accounts {
 public:
  chat::Outcome<chat::Account> add(const chat::Account& account,
                                   const std::optional<std::string>& invite) override {
    const std::lock_guard lock(mutex_);
    for (const auto& [id, other] : accounts_) {
      if (other.person.user_name == account.person.user_name) return taken("user_name");
      if (account.email && other.email && fold(*other.email) == fold(*account.email)) return taken("email");
    }
    if (invite) {
      const auto at = invites_.find(*invite);
      if (at == invites_.end() || at->second.uses_left == 0 || at->second.expires_at <= account.created_at)
        return chat::refuse_field("invite", "This invitation is not good.");
      --at->second.uses_left;
    }
    chat::Account stored = account;
    stored.person.id = chat::PersonId{accounts_.size() + 1};
    accounts_[stored.person.id] = stored;
    return stored;
  }

  std::optional<chat::Account> by_id(chat::PersonId id) override {
    const std::lock_guard lock(mutex_);
    const auto at = accounts_.find(id);
    return at == accounts_.end() ? std::nullopt : std::optional(at->second);
  }
  std::optional<chat::Account> by_login(const std::string& login) override {
    const std::lock_guard lock(mutex_);
    for (const auto& [id, account] : accounts_)
      if (account.person.user_name == fold(login) || (account.email && fold(*account.email) == fold(login)))
        return account;
    return {};
  }
  bool none_yet() override {
    const std::lock_guard lock(mutex_);
    return accounts_.empty();
  }
  void set_password(chat::PersonId id, const std::string& hash, bool must_change) override {
    const std::lock_guard lock(mutex_);
    accounts_.at(id).password_hash = hash;
    accounts_.at(id).must_change_password = must_change;
  }
  void add_invite(const chat::Invite& invite) override {
    const std::lock_guard lock(mutex_);
    invites_[invite.code_hash] = invite;
  }

  chat::SessionId add_session(const chat::Session& session) override {
    const std::lock_guard lock(mutex_);
    chat::Session stored = session;
    stored.id = chat::SessionId{sessions_.size() + 1};
    sessions_[stored.id] = stored;
    return stored.id;
  }
  std::optional<chat::Session> session_by_token(const std::string& hash) override {
    const std::lock_guard lock(mutex_);
    ++session_queries;
    for (const auto& [id, session] : sessions_)
      if (session.token_hash == hash) return session;
    return {};
  }
  std::optional<chat::Session> session_by_id(chat::SessionId id) override {
    const std::lock_guard lock(mutex_);
    ++session_queries;
    const auto at = sessions_.find(id);
    return at == sessions_.end() ? std::nullopt : std::optional(at->second);
  }
  chat::Rotation rotate(const std::string& shown, const std::string& next, Time at, Time expires_at,
                        const std::string& address) override {
    const std::lock_guard lock(mutex_);
    using Result = chat::Rotation::Result;
    if (const auto used = used_.find(shown); used != used_.end()) {
      chat::Session& session = sessions_.at(used->second);
      if (!session.ended_at) session.ended_at = at;
      return {Result::kReused, session};
    }
    for (auto& [id, session] : sessions_) {
      if (session.token_hash != shown || session.kind != chat::SessionKind::kProgram) continue;
      if (session.ended_at || session.expires_at <= at) return {Result::kEnded, session};
      used_[shown] = id;
      session.token_hash = next;
      session.last_used_at = at;
      session.expires_at = expires_at;
      session.address = address;
      return {Result::kRotated, session};
    }
    return {};
  }
  bool replace_token(chat::SessionId id, const std::string& next, Time at) override {
    const std::lock_guard lock(mutex_);
    const auto found = sessions_.find(id);
    if (found == sessions_.end() || found->second.ended_at || found->second.expires_at <= at) return false;
    if (found->second.kind == chat::SessionKind::kProgram) used_[found->second.token_hash] = id;
    found->second.token_hash = next;
    found->second.last_used_at = at;
    return true;
  }
  void touch_sessions(const std::vector<std::pair<chat::SessionId, Time>>& uses) override {
    const std::lock_guard lock(mutex_);
    ++touches;
    for (const auto& [id, at] : uses) sessions_.at(id).last_used_at = at;
  }
  bool end_session(chat::SessionId id, Time at) override {
    const std::lock_guard lock(mutex_);
    const auto found = sessions_.find(id);
    if (found == sessions_.end() || found->second.ended_at) return false;
    found->second.ended_at = at;
    return true;
  }
  std::vector<chat::SessionId> end_sessions_of(chat::PersonId person, chat::SessionId except,
                                               Time at) override {
    const std::lock_guard lock(mutex_);
    std::vector<chat::SessionId> ended;
    for (auto& [id, session] : sessions_)
      if (session.person == person && id != except && !session.ended_at) {
        session.ended_at = at;
        ended.push_back(id);
      }
    return ended;
  }
  void note_last_seen(const std::vector<std::pair<chat::PersonId, Time>>&) override {}

  // What an administrator or a thief of the database would do.
  void block(chat::PersonId id) {
    const std::lock_guard lock(mutex_);
    accounts_.at(id).person.blocked = true;
  }
  chat::Session stored(chat::SessionId id) {
    const std::lock_guard lock(mutex_);
    return sessions_.at(id);
  }
  std::size_t count_sessions() {
    const std::lock_guard lock(mutex_);
    return sessions_.size();
  }

  int session_queries = 0;
  int touches = 0;

 private:
  static Failure<chat::Refusal> taken(std::string field) {
    auto refusal = chat::refuse(chat::RefusalCode::kConflict, "Already taken.");
    refusal.reason.field = std::move(field);
    return refusal;
  }

  std::mutex mutex_;
  std::map<chat::PersonId, chat::Account> accounts_;
  std::map<chat::SessionId, chat::Session> sessions_;
  std::map<std::string, chat::SessionId> used_;
  std::map<std::string, chat::Invite> invites_;
};

}  // namespace hearth::auth
