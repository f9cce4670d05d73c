// Made from core/protocol/protocol.yaml by `npm --prefix web run protocol`. Do not edit.
//
// The names of enums, read.
#pragma once

#include <string_view>

#include "chat/values.h"

namespace hearth::protocol {

/// False, and `value` unchanged, for any other word than: guest, member, moderator, admin, owner, bot.
bool from_name(std::string_view name, chat::OrganisationRole& value);
inline constexpr std::string_view allowed_names(const chat::OrganisationRole*) {
  return "guest, member, moderator, admin, owner, bot";
}
/// False, and `value` unchanged, for any other word than: member, moderator, admin, owner.
bool from_name(std::string_view name, chat::GroupRole& value);
inline constexpr std::string_view allowed_names(const chat::GroupRole*) {
  return "member, moderator, admin, owner";
}
/// False, and `value` unchanged, for any other word than: direct, self, group, thread.
bool from_name(std::string_view name, chat::ConversationKind& value);
inline constexpr std::string_view allowed_names(const chat::ConversationKind*) {
  return "direct, self, group, thread";
}
/// False, and `value` unchanged, for any other word than: private, public.
bool from_name(std::string_view name, chat::Visibility& value);
inline constexpr std::string_view allowed_names(const chat::Visibility*) {
  return "private, public";
}
/// False, and `value` unchanged, for any other word than: text, notice.
bool from_name(std::string_view name, chat::MessageKind& value);
inline constexpr std::string_view allowed_names(const chat::MessageKind*) {
  return "text, notice";
}
/// False, and `value` unchanged, for any other word than: created, added, removed, left, joined, renamed,
/// described, made_public, made_private, role_given, handed_on, deleting, kept.
bool from_name(std::string_view name, chat::NoticeKind& value);
inline constexpr std::string_view allowed_names(const chat::NoticeKind*) {
  return "created, added, removed, left, joined, renamed, described, made_public, made_private, role_given, "
         "handed_on, deleting, kept";
}
/// False, and `value` unchanged, for any other word than: waiting, removing.
bool from_name(std::string_view name, chat::Deletion& value);
inline constexpr std::string_view allowed_names(const chat::Deletion*) {
  return "waiting, removing";
}
/// False, and `value` unchanged, for any other word than: offline, online, away, do_not_disturb.
bool from_name(std::string_view name, chat::Presence& value);
inline constexpr std::string_view allowed_names(const chat::Presence*) {
  return "offline, online, away, do_not_disturb";
}
/// False, and `value` unchanged, for any other word than: newest, best.
bool from_name(std::string_view name, chat::SearchOrder& value);
inline constexpr std::string_view allowed_names(const chat::SearchOrder*) {
  return "newest, best";
}
/// False, and `value` unchanged, for any other word than: waiting, failed, sent, cancelled.
bool from_name(std::string_view name, chat::ScheduledState& value);
inline constexpr std::string_view allowed_names(const chat::ScheduledState*) {
  return "waiting, failed, sent, cancelled";
}

}  // namespace hearth::protocol
