// A row of `member`, read. For .cpp files of store/ only.
#pragma once

#include <string_view>

#include "chat/values.h"
#include "store/rows.h"

namespace hearth::store {

inline constexpr std::string_view kMemberColumns =
    "person_id, role, joined_at, left_at, added_by, removed_by, delivered_seq, read_seq, rev";

inline chat::Member read_member(Rows& rows) {
  chat::Member m;
  rows.read(m.person, m.role, m.joined_at, m.left_at, m.added_by, m.removed_by, m.delivered_seq, m.read_seq,
            m.rev);
  return m;
}

}  // namespace hearth::store
