// hearthd --demo-data: the believable organisation of the demonstration, for trying Hearth out.
#pragma once

#include <cstdint>

#include "app/settings.h"

namespace hearth::app {

/// Fills a database that holds nobody but the first admin. Refuses (1, with the reason on standard error) any
/// other, and settings under which others than this machine could log in, since everybody in it has the same
/// password. When the demonstration is there already it says so (0); what an interrupted run has left out it
/// adds.
///
/// Prints its progress and, for ./dev, a line "login USER PASSWORD" for some of the accounts. The server must
/// not run: it would not know of any of it. Throws in words for an administrator.
int add_demo_data(const Settings& settings, std::uint64_t seed);

}  // namespace hearth::app
