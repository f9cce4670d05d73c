#include "routes_of_the_product.h"

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <stdexcept>

#include "api/auth_routes.h"
#include "api/chat_routes.h"
#include "api/command_routes.h"
#include "api/docs_routes.h"
#include "api/health_routes.h"
#include "api/router.h"
#include "api/static_files.h"
#include "auth/keys.h"
#include "chat/house.h"
#include "house.h"
#include "store/account_repository.h"

namespace hearth::story {
namespace {

/// The functions of api/ by which core/app adds routes.
std::set<std::string> route_functions_of_the_app() {
  std::ifstream in(HEARTH_SOURCE_DIR "/core/app/application.cpp");
  const std::string text(std::istreambuf_iterator<char>(in), {});
  std::set<std::string> out;
  for (auto at = text.find("api::add_"); at != std::string::npos; at = text.find("api::add_", at + 1)) {
    const auto name = at + std::string("api::").size();
    out.insert(text.substr(name, text.find('(', name) - name));
  }
  return out;
}

}  // namespace

std::vector<KnownRoute> routes_of_the_product() {
  if (route_functions_of_the_app() != std::set<std::string>{"add_auth_routes", "add_chat_routes",
                                                            "add_command_routes", "add_docs_routes",
                                                            "add_health_routes"})
    throw std::runtime_error("core/app adds routes that this list does not know: add them here");

  // All that the routes refer to; none of it is ever asked, because no route is run.
  const auto folder = new_folder("hearth-routes");
  const auth::Keys keys = auth::Keys::from_file(folder / "keys");
  std::filesystem::remove_all(folder);
  const auth::Csrf csrf(keys);
  const auth::AccessTokens access_tokens(keys, {});
  const auth::Devices devices(keys);
  const auth::Origins origins({});
  const auth::TimeSource time = [] { return now(); };
  auth::Guessing guessing({}, time);
  auth::PasswordPool passwords({1, 1}, {});
  store::Database database({});
  store::AccountRepository accounts(database);
  auth::Sessions sessions(accounts, access_tokens, csrf, {}, {}, time);
  auth::Desk desk{accounts, passwords, sessions, guessing, devices};
  alignas(chat::House) std::byte room[sizeof(chat::House)];

  api::Router router({sessions, csrf, origins});
  api::add_auth_routes(router, {desk, "", ""});
  api::add_command_routes(router, reinterpret_cast<chat::House&>(room));
  api::add_chat_routes(router, reinterpret_cast<chat::House&>(room), desk);
  const api::StaticFiles no_files("");
  api::add_docs_routes(router, no_files);
  api::add_health_routes(router, [] { return false; });
  std::vector<KnownRoute> out;
  for (const api::Route& route : router.routes())
    out.push_back({route.method, route.pattern, route.access, route.before_password_change});
  return out;
}

}  // namespace hearth::story
