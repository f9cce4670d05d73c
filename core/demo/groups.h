// The groups of Ambermill: what they are for, who is in them, and what they talk about. Constant; any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "chat/values.h"
#include "demo/calendar.h"

namespace hearth::demo {

struct GroupScript {
  std::string_view name;
  std::string_view description;
  chat::Visibility visibility;
  std::string_view language;  // its phrase book
  std::string_view plots;     // the rule its talks come from
  std::string_view owner;     // user name
  std::string_view tags;      // whoever has one of these belongs to it; empty: everybody but guests
  std::string_view also;      // further user names
  std::string_view speakers;  // a tag: only they begin a talk; empty: everybody may
  Moment founded;
  std::uint32_t messages;     // notices included
  std::string_view old_name;  // what it was called in its first year, if something else
  bool admin_joins;           // the organisation's first admin is added in the last weeks
};

/// Twenty-five groups.
std::span<const GroupScript> groups();

}  // namespace hearth::demo
