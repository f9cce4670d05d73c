// The routes of signing in and out. The rules are auth's; here is only what travels.
//
//   POST /api/v1/auth/login     {login, password, as?}                                          public
//   POST /api/v1/auth/register  {user_name, name, email?, phone?, password, invite?, as?}  201  public
//   POST /api/v1/auth/refresh   {refresh_token}                                                 public
//   POST /api/v1/auth/password  {old_password, new_password}                                    person
//   GET  /api/v1/auth/session                                                                   person
//   POST /api/v1/auth/logout                                                               204  person
//   GET  /api/v1/auth/settings  -> {organisation, registration, version, password_min_length}   public
//   POST /api/v1/invites        {uses?, days?} -> {code, uses, expires_at}                 201  person
//   (admins)
//
// `as`: "browser" (when not said) is answered {me, session, csrf, must_change_password} and the session
// cookie; "program" {access_token, token_type, expires_in, refresh_token, me, session, must_change_password}.
// Password and session answer in the form of the session that asks; refresh as to a program.
#pragma once

#include <string>

#include "api/router.h"
#include "auth/desk.h"

namespace hearth::api {

struct AuthRoutes {
  auth::Desk& desk;          // outlives the router
  std::string organisation;  // its name
  std::string version;
};

void add_auth_routes(Router& router, const AuthRoutes& about);

}  // namespace hearth::api
