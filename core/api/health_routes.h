// /health: the process answers. /ready: it can do its work. For whoever watches the machine; they tell
// nothing else.
#pragma once

#include <functional>

#include "api/router.h"

namespace hearth::api {

/// `ready` may query the database, and may throw: that is "no".
void add_health_routes(Router& router, std::function<bool()> ready);

}  // namespace hearth::api
