// Desk: everything that the verbs of signing in need, in one place. Made by the app, which owns what it
// refers to; the verbs are free functions, one file each, that take it. They query and compute hashes:
// request-pool threads only.
#pragma once

#include <functional>
#include <string>

#include "auth/device.h"
#include "auth/guessing.h"
#include "auth/password_pool.h"
#include "auth/password_rules.h"
#include "auth/sessions.h"
#include "auth/time_source.h"
#include "chat/accounts.h"

namespace hearth::auth {

enum class Registration : std::uint8_t { kOpen, kInvite, kClosed };

struct Desk {
  chat::Accounts& accounts;
  PasswordPool& passwords;
  Sessions& sessions;
  Guessing& guessing;
  const Devices& devices;
  Registration registration = Registration::kInvite;
  PasswordRules password_rules = {};
  TimeSource time = hearth::now;
  /// Somebody new has an account: the directory must learn of them. Called before they are answered.
  std::function<void(const chat::Person&)> on_registered = {};
};

/// From where and with what somebody comes. Filled by the transport.
struct Visitor {
  std::string address;  // without port
  std::string agent;    // User-Agent
  std::string device;   // the device cookie, when the browser showed one
};

struct SignedIn {
  chat::Person me;
  Credentials credentials;
  std::string device;  // the new device cookie, for browsers
  bool must_change_password = false;
};

/// Whose password was looked at: credentials for a new session, a device cookie, and who they are.
SignedIn welcome(Desk& desk, const chat::Account& account, chat::SessionKind kind, const Visitor& visitor);

}  // namespace hearth::auth
