// Who works at Ambermill, the invented cooperative of the demonstration: it builds and repairs cargo bikes,
// pumps, small wind turbines and the software around them, in a harbour town and in eight workshops
// elsewhere. All of them are made up. Constant; any thread.
#pragma once

#include <span>
#include <string_view>

#include "chat/values.h"
#include "demo/calendar.h"

namespace hearth::demo {

struct CastMember {
  std::string_view user_name;
  std::string_view name;
  std::string_view first_name;  // how others address them
  std::string_view language;    // of their phrase book, beside English
  int utc_offset;               // minutes
  std::string_view tags;        // what they do and where, each word between spaces
  std::uint32_t talks;          // how much, compared with others
  Moment joined;
  chat::OrganisationRole role = chat::OrganisationRole::kMember;

  bool has(std::string_view tag) const;
};

/// Sixty people.
std::span<const CastMember> cast();

/// The place of this person in cast(). Throws std::invalid_argument for a stranger.
std::size_t cast_place(std::string_view user_name);

}  // namespace hearth::demo
