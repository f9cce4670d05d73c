// A row of `message` as a value.
#pragma once

#include <string_view>

#include "chat/values.h"
#include "store/message_parts.h"
#include "store/notice_text.h"
#include "store/reactions_text.h"
#include "store/rows.h"

namespace hearth::store {

/// Of a table that is called m.
inline constexpr std::string_view kMessageColumns =
    "m.seq, COALESCE(m.changed_rev, m.rev), m.sender_id, m.created_at, m.kind, m.body, m.reply_to, "
    "m.edited_at,"
    " m.deleted_at, m.notice, m.reactions, m.pinned_at, m.pinned_by, m.mentions, m.thread, m.forwarded_from,"
    " m.forwarded_at";

/// Reads kMessageColumns, after the columns that `before` takes.
template <class... Before>
chat::Message read_message(Rows& rows, Before&... before) {
  chat::Message m;
  std::optional<std::string> notice, reactions, mentions, thread;
  std::optional<chat::PersonId> forwarded_from;
  std::optional<Time> forwarded_at;
  rows.read(before..., m.seq, m.rev, m.sender, m.at, m.kind, m.body, m.reply_to, m.edited_at, m.deleted_at,
            notice, reactions, m.pinned_at, m.pinned_by, mentions, thread, forwarded_from, forwarded_at);
  if (notice) m.notice = notice_of(*notice);
  if (reactions) m.reactions = reactions_of(*reactions);
  if (mentions) m.mentions = mentions_of(*mentions);
  if (thread) m.thread = thread_of(*thread);
  if (forwarded_from && forwarded_at) m.forwarded = chat::Forwarded{*forwarded_from, *forwarded_at};
  return m;
}

}  // namespace hearth::store
