// Guessing: how often passwords may be tried. Owned by the app; any thread; never blocks; no query. In memory
// only, of bounded size, at constant cost (a few hashes a try).
//
// A limit on tries per account is a gift to whoever wants to lock somebody out. So the tries for one account
// are counted apart by where they come from, and each of these budgets can only be used up by those who share
// it:
//
//   strangers      all places that this account never signed in from: `stranger_tries` a window together, and
//   of
//                  these each single place `stranger_tries_per_place`
//   a known place  an address (IPv6: a /64) from which this account did sign in before: `known_tries` a
//   window of its own a proof        a browser with a device cookie from an earlier sign-in (device.h), or a
//   session that is open, on
//                  whatever address: a budget of its own
//   loopback       somebody on the server itself: a budget of its own
//
// An attacker elsewhere uses up the strangers' budget, and the owner of the account signs in all the same
// from a known browser, a known address or the server. Only a new browser at a new address has to wait, for
// at most a window. Besides, each place but loopback may fail `place_per_minute` times whatever the account
// (spraying one password over many accounts); that holds for strangers and known places, not for who has a
// proof, whose neighbours behind the same address might use it up.
//
// Accounts are told apart by the login as it was typed (folded), existing or not: a budget tells nothing of
// whether there is such an account. A try is taken before the password is looked at, so that parallel tries
// cannot overshoot, and given back when it turns out right. See docs/decisions.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/time_source.h"
#include "chat/accounts.h"
#include "chat/refusal.h"

namespace hearth::auth {

struct GuessingRules {
  std::chrono::minutes window{15};
  unsigned stranger_tries = 10;
  unsigned stranger_tries_per_place = 5;
  unsigned known_tries = 10;
  unsigned place_burst = 15;
  unsigned place_per_minute = 30;
  unsigned registrations_per_place = 30;  // an hour
  std::size_t most_entries = 50'000;      // of each kind; about 100 bytes each
};

class Guessing {
 public:
  /// One try. Unless told otherwise it has failed.
  class Attempt {
   public:
    Attempt() = default;
    Attempt(Attempt&&) = default;
    Attempt& operator=(Attempt&&) = default;

    /// The password was right: nothing is counted, and the place is known from now on.
    void succeeded();
    /// The password was not looked at (the pool is full, the database is away): nothing is counted.
    void withdraw();

   private:
    friend class Guessing;
    Guessing* guessing_ = nullptr;
    std::uint64_t login_ = 0;
    std::uint64_t place_ = 0;
    std::vector<std::uint64_t> taken_;
  };

  Guessing(GuessingRules rules, TimeSource time);
  ~Guessing();

  /// May this login be tried from this address? Refuses kTooMany with `retry_after_ms`, taking nothing from
  /// any budget. `proof`: what names the device or session that was proven to be this login's, if any.
  chat::Outcome<Attempt> begin(std::string_view login, const std::string& address,
                               std::optional<std::uint64_t> proof);

  /// May somebody register from this address? Counted unless withdrawn. Loopback always may.
  chat::Outcome<Attempt> begin_registration(const std::string& address);

  /// This login did sign in from this address: told at sign-in, and again when a stored session is first met
  /// after a restart. The latest eight places of each login are known.
  void learn(std::string_view login, const std::string& address);
  /// The same for both logins of an account: what Sessions::Events::recalled is to call.
  void learn(const chat::Account& account, const std::string& address);

  /// How many budgets and known places are held.
  std::size_t size() const;

 private:
  struct State;
  struct Draw;
  chat::Outcome<Attempt> draw(Attempt attempt, const std::vector<Draw>& draws);
  void give_back(const Attempt& attempt);
  void remember(std::uint64_t login, std::uint64_t place);

  const GuessingRules rules_;
  const TimeSource time_;
  std::unique_ptr<State> state_;
};

}  // namespace hearth::auth
