#include "app/maintenance.h"

#include <iostream>

#include "auth/create_first_admin.h"
#include "store/account_repository.h"
#include "store/migrate.h"

namespace hearth::app {

store::DatabaseOptions database_options(const Settings& settings) {
  store::DatabaseOptions options;
  options.socket = settings.database.socket;
  options.host = settings.database.host;
  options.port = static_cast<std::uint16_t>(settings.database.port);
  options.user = settings.database.user;
  options.password = settings.database.password;
  options.schema = settings.database.name;
  options.pool_size = settings.database.sessions;
  return options;
}

int migrate_database(const Settings& settings) {
  store::Database database(database_options(settings));
  const auto connection = database.connect_patiently();
  const std::size_t applied =
      store::migrate(*connection, store::bundled_migrations(),
                     [](const store::Migration& migration, std::size_t statement, std::size_t of) {
                       std::cout << "migration " << migration.number << " " << migration.name
                                 << ": statement " << statement << " of " << of << std::endl;
                     });
  std::cout << (applied == 0 ? "the database is up to date"
                             : "applied " + std::to_string(applied) + " migrations")
            << "\n";
  return 0;
}

int create_first_admin(const Settings& settings) {
  store::Database database(database_options(settings));
  store::AccountRepository accounts(database);
  auth::PasswordPool passwords({1, 1}, {});
  const auto made = auth::create_first_admin(accounts, passwords, [] { return now(); });
  if (!made) {
    std::cout << "there are accounts already\n";
    return 0;
  }
  std::cout << "user name: " << made->person.user_name << "\npassword: " << made->password
            << "\nIt must be changed at the first sign-in, and is not shown again.\n";
  return 0;
}

}  // namespace hearth::app
