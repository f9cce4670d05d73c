// Where auth takes the time from: hearth::now in the product, a clock set by hand in tests.
#pragma once

#include <functional>

#include "base/clock.h"

namespace hearth::auth {

using TimeSource = std::function<Time()>;

}  // namespace hearth::auth
