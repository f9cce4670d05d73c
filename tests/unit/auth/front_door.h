// A whole auth room for a test: a clock set by hand, accounts in memory, cheap hashes, and a list of what was
// told.
#pragma once

#include <string>
#include <vector>

#include "accounts_in_memory.h"
#include "auth/change_password.h"
#include "auth/create_invite.h"
#include "auth/desk.h"
#include "auth/register_person.h"
#include "auth/sign_in.h"
#include "base/log.h"
#include "base/random.h"

namespace hearth::auth {

inline const std::string kPassword = "a long walk at dusk";
inline constexpr PasswordCost kCheap{1, 64};

struct FrontDoor {
  FrontDoor() { log::set_level(log::Level::kError); }

  Time time = *parse_rfc3339("2026-03-01T09:00:00Z");
  std::string key = random_token(32);
  AccountsInMemory accounts;
  Keys keys = Keys::from_text(key);
  AccessTokens access{keys, {}};
  Csrf csrf{keys};
  Devices devices{keys};
  PasswordPool passwords{{1, 16}, kCheap};
  std::vector<chat::SessionId> ended;
  std::vector<std::string> registered;
  Guessing guessing{{}, [this] { return time; }};
  Sessions sessions{accounts, access, csrf, {}, events(), [this] { return time; }};
  Desk desk{accounts,
            passwords,
            sessions,
            guessing,
            devices,
            Registration::kOpen,
            {},
            [this] { return time; },
            [this](const chat::Person& person) { registered.push_back(person.user_name); }};

  Sessions::Events events() {
    return {
        [this](std::span<const chat::SessionId> ids) { ended.insert(ended.end(), ids.begin(), ids.end()); },
        [this](const chat::Account& account, const std::string& address) {
          guessing.learn(account, address);
        }};
  }

  chat::Person join(const std::string& user_name,
                    chat::OrganisationRole role = chat::OrganisationRole::kMember) {
    chat::Account account;
    account.person.user_name = user_name;
    account.person.name = user_name;
    account.person.role = role;
    account.email = user_name + "@example.org";
    account.password_hash = *passwords.hash(kPassword);
    account.created_at = time;
    return accounts.add(account, {})->person;
  }

  chat::Outcome<SignedIn> sign_in_as(const std::string& login, const std::string& password,
                                     chat::SessionKind kind = chat::SessionKind::kBrowser,
                                     const std::string& address = "192.0.2.1",
                                     const std::string& device = {}) {
    return sign_in(desk, {login, password, kind, {address, "Firefox", device}});
  }
};

/// The same server, started anew on the same store with the same keys: nothing in memory.
struct Restarted {
  explicit Restarted(FrontDoor& before)
      : sessions(before.accounts, before.access, before.csrf, {}, {}, [&before] { return before.time; }) {}
  Sessions sessions;
};

}  // namespace hearth::auth
