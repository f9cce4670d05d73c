// How the rows of a person's own log are read. For .cpp files of store/ only.
#pragma once

#include <string_view>

#include "chat/calls.gen.h"
#include "store/rows.h"

namespace hearth::store {

inline constexpr std::string_view kPlaceColumns =
    "conversation_id, rev, favourite, muted, muted_until, archived_seq, unread_from, unread_until";
inline chat::LinePlace read_place(Rows& rows) {
  chat::LinePlace p;
  rows.read(p.conversation, p.rev, p.favourite, p.muted, p.muted_until, p.archived_seq, p.unread_from,
            p.unread_until);
  return p;
}

inline constexpr std::string_view kSavedColumns = "conversation_id, seq, rev, at, saved";
inline chat::SavedMark read_saved(Rows& rows) {
  chat::SavedMark s;
  rows.read(s.conversation, s.seq, s.rev, s.at, s.saved);
  return s;
}

inline constexpr std::string_view kDraftColumns = "conversation_id, rev, written_at, body, reply_to";
inline chat::KeptDraft read_draft(Rows& rows) {
  chat::KeptDraft d;
  rows.read(d.conversation, d.rev, d.at, d.body, d.reply_to);
  return d;
}

inline constexpr std::string_view kScheduledColumns =
    "id, rev, conversation_id, body, reply_to, send_at, state, reason, seq";
inline chat::ScheduledMessage read_scheduled(Rows& rows) {
  chat::ScheduledMessage s;
  rows.read(s.id, s.rev, s.conversation, s.body, s.reply_to, s.send_at, s.state, s.reason, s.seq);
  return s;
}

inline constexpr std::string_view kPreferenceColumns = "name, rev, value";
inline chat::Preference read_preference(Rows& rows) {
  chat::Preference p;
  rows.read(p.name, p.rev, p.value);
  return p;
}

}  // namespace hearth::store
