// What hearthd does besides serving.
#pragma once

#include "app/settings.h"

namespace hearth::store {
struct DatabaseOptions;
}

namespace hearth::app {

/// How to reach the database these settings name.
store::DatabaseOptions database_options(const Settings& settings);

/// Each gives an exit code, prints to standard output, and throws in words for an administrator.
int migrate_database(const Settings& settings);
int create_first_admin(const Settings& settings);

}  // namespace hearth::app
