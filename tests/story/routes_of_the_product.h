// The routes that hearthd has, taken from the code that adds them, so that no test has a list of its own that
// could be behind.
#pragma once

#include <string>
#include <vector>

#include "protocol/command.h"

namespace hearth::story {

struct KnownRoute {
  std::string method, pattern;
  protocol::Access access;
  bool before_password_change;

  std::string name() const { return method + " " + pattern; }
};

/// All routes of the API and of health. Throws when core/app adds routes by a function that is not called
/// here.
std::vector<KnownRoute> routes_of_the_product();

}  // namespace hearth::story
