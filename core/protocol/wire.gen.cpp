// Made from core/protocol/protocol.yaml by `npm --prefix web run protocol`. Do not edit.
#include "protocol/wire.gen.h"

#include <array>
#include <utility>

#include "base/json_text.h"
#include "protocol/arguments.h"

namespace hearth::protocol {
namespace {

void append_time(std::string& out, Time at) {
  out += '"';
  append_rfc3339(out, at);
  out += '"';
}

void append_name(std::string& out, std::string_view name) {
  out += '"';
  out += name;
  out += '"';
}

/// Every field ends with a comma: the last one becomes the closing bracket, unless nothing was written since
/// the opening one.
void close_with(std::string& out, char opening, char closing) {
  if (out.back() == opening)
    out += closing;
  else
    out.back() = closing;
}

/// The reply of a verb, as the answer of a call.
template <class T>
chat::Reply<T> encoded(Answer answer) {
  return [answer = std::move(answer)](chat::Outcome<T> outcome) {
    if (!outcome) return answer(Failure<chat::Refusal>{std::move(outcome.reason())});
    std::string json;
    append(json, *outcome);
    answer(std::move(json));
  };
}

}  // namespace

std::string_view name_of(chat::OrganisationRole value) {
  switch (value) {
    case chat::OrganisationRole::kGuest:
      return "guest";
    case chat::OrganisationRole::kMember:
      return "member";
    case chat::OrganisationRole::kModerator:
      return "moderator";
    case chat::OrganisationRole::kAdmin:
      return "admin";
    case chat::OrganisationRole::kOwner:
      return "owner";
    case chat::OrganisationRole::kBot:
      return "bot";
  }
  return "";
}

bool from_name(std::string_view name, chat::OrganisationRole& value) {
  if (name == "guest") return value = chat::OrganisationRole::kGuest, true;
  if (name == "member") return value = chat::OrganisationRole::kMember, true;
  if (name == "moderator") return value = chat::OrganisationRole::kModerator, true;
  if (name == "admin") return value = chat::OrganisationRole::kAdmin, true;
  if (name == "owner") return value = chat::OrganisationRole::kOwner, true;
  if (name == "bot") return value = chat::OrganisationRole::kBot, true;
  return false;
}

std::string_view name_of(chat::GroupRole value) {
  switch (value) {
    case chat::GroupRole::kMember:
      return "member";
    case chat::GroupRole::kModerator:
      return "moderator";
    case chat::GroupRole::kAdmin:
      return "admin";
    case chat::GroupRole::kOwner:
      return "owner";
  }
  return "";
}

bool from_name(std::string_view name, chat::GroupRole& value) {
  if (name == "member") return value = chat::GroupRole::kMember, true;
  if (name == "moderator") return value = chat::GroupRole::kModerator, true;
  if (name == "admin") return value = chat::GroupRole::kAdmin, true;
  if (name == "owner") return value = chat::GroupRole::kOwner, true;
  return false;
}

std::string_view name_of(chat::ConversationKind value) {
  switch (value) {
    case chat::ConversationKind::kDirect:
      return "direct";
    case chat::ConversationKind::kSelf:
      return "self";
    case chat::ConversationKind::kGroup:
      return "group";
    case chat::ConversationKind::kThread:
      return "thread";
  }
  return "";
}

bool from_name(std::string_view name, chat::ConversationKind& value) {
  if (name == "direct") return value = chat::ConversationKind::kDirect, true;
  if (name == "self") return value = chat::ConversationKind::kSelf, true;
  if (name == "group") return value = chat::ConversationKind::kGroup, true;
  if (name == "thread") return value = chat::ConversationKind::kThread, true;
  return false;
}

std::string_view name_of(chat::Visibility value) {
  switch (value) {
    case chat::Visibility::kPrivate:
      return "private";
    case chat::Visibility::kPublic:
      return "public";
  }
  return "";
}

bool from_name(std::string_view name, chat::Visibility& value) {
  if (name == "private") return value = chat::Visibility::kPrivate, true;
  if (name == "public") return value = chat::Visibility::kPublic, true;
  return false;
}

std::string_view name_of(chat::MessageKind value) {
  switch (value) {
    case chat::MessageKind::kText:
      return "text";
    case chat::MessageKind::kNotice:
      return "notice";
  }
  return "";
}

bool from_name(std::string_view name, chat::MessageKind& value) {
  if (name == "text") return value = chat::MessageKind::kText, true;
  if (name == "notice") return value = chat::MessageKind::kNotice, true;
  return false;
}

std::string_view name_of(chat::NoticeKind value) {
  switch (value) {
    case chat::NoticeKind::kCreated:
      return "created";
    case chat::NoticeKind::kAdded:
      return "added";
    case chat::NoticeKind::kRemoved:
      return "removed";
    case chat::NoticeKind::kLeft:
      return "left";
    case chat::NoticeKind::kJoined:
      return "joined";
    case chat::NoticeKind::kRenamed:
      return "renamed";
    case chat::NoticeKind::kDescribed:
      return "described";
    case chat::NoticeKind::kMadePublic:
      return "made_public";
    case chat::NoticeKind::kMadePrivate:
      return "made_private";
    case chat::NoticeKind::kRoleGiven:
      return "role_given";
    case chat::NoticeKind::kHandedOn:
      return "handed_on";
    case chat::NoticeKind::kDeleting:
      return "deleting";
    case chat::NoticeKind::kKept:
      return "kept";
  }
  return "";
}

bool from_name(std::string_view name, chat::NoticeKind& value) {
  if (name == "created") return value = chat::NoticeKind::kCreated, true;
  if (name == "added") return value = chat::NoticeKind::kAdded, true;
  if (name == "removed") return value = chat::NoticeKind::kRemoved, true;
  if (name == "left") return value = chat::NoticeKind::kLeft, true;
  if (name == "joined") return value = chat::NoticeKind::kJoined, true;
  if (name == "renamed") return value = chat::NoticeKind::kRenamed, true;
  if (name == "described") return value = chat::NoticeKind::kDescribed, true;
  if (name == "made_public") return value = chat::NoticeKind::kMadePublic, true;
  if (name == "made_private") return value = chat::NoticeKind::kMadePrivate, true;
  if (name == "role_given") return value = chat::NoticeKind::kRoleGiven, true;
  if (name == "handed_on") return value = chat::NoticeKind::kHandedOn, true;
  if (name == "deleting") return value = chat::NoticeKind::kDeleting, true;
  if (name == "kept") return value = chat::NoticeKind::kKept, true;
  return false;
}

std::string_view name_of(chat::Deletion value) {
  switch (value) {
    case chat::Deletion::kWaiting:
      return "waiting";
    case chat::Deletion::kRemoving:
      return "removing";
  }
  return "";
}

bool from_name(std::string_view name, chat::Deletion& value) {
  if (name == "waiting") return value = chat::Deletion::kWaiting, true;
  if (name == "removing") return value = chat::Deletion::kRemoving, true;
  return false;
}

std::string_view name_of(chat::Presence value) {
  switch (value) {
    case chat::Presence::kOffline:
      return "offline";
    case chat::Presence::kOnline:
      return "online";
    case chat::Presence::kAway:
      return "away";
    case chat::Presence::kDoNotDisturb:
      return "do_not_disturb";
  }
  return "";
}

bool from_name(std::string_view name, chat::Presence& value) {
  if (name == "offline") return value = chat::Presence::kOffline, true;
  if (name == "online") return value = chat::Presence::kOnline, true;
  if (name == "away") return value = chat::Presence::kAway, true;
  if (name == "do_not_disturb") return value = chat::Presence::kDoNotDisturb, true;
  return false;
}

std::string_view name_of(chat::SearchOrder value) {
  switch (value) {
    case chat::SearchOrder::kNewest:
      return "newest";
    case chat::SearchOrder::kBest:
      return "best";
  }
  return "";
}

bool from_name(std::string_view name, chat::SearchOrder& value) {
  if (name == "newest") return value = chat::SearchOrder::kNewest, true;
  if (name == "best") return value = chat::SearchOrder::kBest, true;
  return false;
}

std::string_view name_of(chat::ScheduledState value) {
  switch (value) {
    case chat::ScheduledState::kWaiting:
      return "waiting";
    case chat::ScheduledState::kFailed:
      return "failed";
    case chat::ScheduledState::kSent:
      return "sent";
    case chat::ScheduledState::kCancelled:
      return "cancelled";
  }
  return "";
}

bool from_name(std::string_view name, chat::ScheduledState& value) {
  if (name == "waiting") return value = chat::ScheduledState::kWaiting, true;
  if (name == "failed") return value = chat::ScheduledState::kFailed, true;
  if (name == "sent") return value = chat::ScheduledState::kSent, true;
  if (name == "cancelled") return value = chat::ScheduledState::kCancelled, true;
  return false;
}

void append(std::string& out, const chat::Person& value) {
  out += R"({)";
  out += R"("id":)";
  json::append_number(out, value.id.value);
  out += ',';
  out += R"("user_name":)";
  json::append_string(out, value.user_name);
  out += ',';
  out += R"("name":)";
  json::append_string(out, value.name);
  out += ',';
  out += R"("role":)";
  append_name(out, name_of(value.role));
  out += ',';
  out += R"("blocked":)";
  out += value.blocked ? "true" : "false";
  out += ',';
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::PresenceState& value) {
  out += R"({)";
  out += R"("person":)";
  json::append_number(out, value.person.value);
  out += ',';
  out += R"("state":)";
  append_name(out, name_of(value.state));
  out += ',';
  if (value.last_seen) {
    out += R"("last_seen":)";
    append_time(out, (*value.last_seen));
    out += ',';
  }
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::Notice& value) {
  out += R"({)";
  out += R"("what":)";
  append_name(out, name_of(value.what));
  out += ',';
  out += R"("people":)";
  out += '[';
  for (const auto& one : value.people) {
    json::append_number(out, one.value);
    out += ',';
  }
  close_with(out, '[', ']');
  out += ',';
  if (value.name) {
    out += R"("name":)";
    json::append_string(out, (*value.name));
    out += ',';
  }
  if (value.role) {
    out += R"("role":)";
    append_name(out, name_of((*value.role)));
    out += ',';
  }
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::Reaction& value) {
  out += R"({)";
  out += R"("emoji":)";
  json::append_string(out, value.emoji);
  out += ',';
  out += R"("count":)";
  json::append_number(out, value.count);
  out += ',';
  out += R"("people":)";
  out += '[';
  for (const auto& one : value.people) {
    json::append_number(out, one.value);
    out += ',';
  }
  close_with(out, '[', ']');
  out += ',';
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::Mentions& value) {
  out += R"({)";
  out += R"("people":)";
  out += '[';
  for (const auto& one : value.people) {
    json::append_number(out, one.value);
    out += ',';
  }
  close_with(out, '[', ']');
  out += ',';
  out += R"("all":)";
  out += value.all ? "true" : "false";
  out += ',';
  out += R"("here":)";
  out += value.here ? "true" : "false";
  out += ',';
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::ThreadSummary& value) {
  out += R"({)";
  out += R"("conversation":)";
  json::append_number(out, value.conversation.value);
  out += ',';
  out += R"("replies":)";
  json::append_number(out, value.replies);
  out += ',';
  out += R"("last_at":)";
  append_time(out, value.last_at);
  out += ',';
  out += R"("people":)";
  out += '[';
  for (const auto& one : value.people) {
    json::append_number(out, one.value);
    out += ',';
  }
  close_with(out, '[', ']');
  out += ',';
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::Forwarded& value) {
  out += R"({)";
  out += R"("person":)";
  json::append_number(out, value.person.value);
  out += ',';
  out += R"("at":)";
  append_time(out, value.at);
  out += ',';
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::Message& value) {
  out += R"({)";
  out += R"("seq":)";
  json::append_number(out, value.seq);
  out += ',';
  out += R"("rev":)";
  json::append_number(out, value.rev);
  out += ',';
  out += R"("sender":)";
  json::append_number(out, value.sender.value);
  out += ',';
  out += R"("at":)";
  append_time(out, value.at);
  out += ',';
  out += R"("kind":)";
  append_name(out, name_of(value.kind));
  out += ',';
  out += R"("body":)";
  json::append_string(out, value.body);
  out += ',';
  if (value.reply_to) {
    out += R"("reply_to":)";
    json::append_number(out, (*value.reply_to));
    out += ',';
  }
  if (value.edited_at) {
    out += R"("edited_at":)";
    append_time(out, (*value.edited_at));
    out += ',';
  }
  if (value.deleted_at) {
    out += R"("deleted_at":)";
    append_time(out, (*value.deleted_at));
    out += ',';
  }
  if (value.notice) {
    out += R"("notice":)";
    append(out, (*value.notice));
    out += ',';
  }
  if (value.reactions) {
    out += R"("reactions":)";
    out += '[';
    for (const auto& one : (*value.reactions)) {
      append(out, one);
      out += ',';
    }
    close_with(out, '[', ']');
    out += ',';
  }
  if (value.pinned_at) {
    out += R"("pinned_at":)";
    append_time(out, (*value.pinned_at));
    out += ',';
  }
  if (value.pinned_by) {
    out += R"("pinned_by":)";
    json::append_number(out, (*value.pinned_by).value);
    out += ',';
  }
  if (value.mentions) {
    out += R"("mentions":)";
    append(out, (*value.mentions));
    out += ',';
  }
  if (value.thread) {
    out += R"("thread":)";
    append(out, (*value.thread));
    out += ',';
  }
  if (value.forwarded) {
    out += R"("forwarded":)";
    append(out, (*value.forwarded));
    out += ',';
  }
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::MentionPlace& value) {
  out += R"({)";
  out += R"("conversation":)";
  json::append_number(out, value.conversation.value);
  out += ',';
  out += R"("message":)";
  append(out, value.message);
  out += ',';
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::Member& value) {
  out += R"({)";
  out += R"("person":)";
  json::append_number(out, value.person.value);
  out += ',';
  out += R"("role":)";
  append_name(out, name_of(value.role));
  out += ',';
  out += R"("joined_at":)";
  append_time(out, value.joined_at);
  out += ',';
  if (value.left_at) {
    out += R"("left_at":)";
    append_time(out, (*value.left_at));
    out += ',';
  }
  if (value.added_by) {
    out += R"("added_by":)";
    json::append_number(out, (*value.added_by).value);
    out += ',';
  }
  if (value.removed_by) {
    out += R"("removed_by":)";
    json::append_number(out, (*value.removed_by).value);
    out += ',';
  }
  out += R"("delivered_seq":)";
  json::append_number(out, value.delivered_seq);
  out += ',';
  out += R"("read_seq":)";
  json::append_number(out, value.read_seq);
  out += ',';
  out += R"("rev":)";
  json::append_number(out, value.rev);
  out += ',';
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::Line& value) {
  out += R"({)";
  out += R"("id":)";
  json::append_number(out, value.id.value);
  out += ',';
  out += R"("kind":)";
  append_name(out, name_of(value.kind));
  out += ',';
  out += R"("visibility":)";
  append_name(out, name_of(value.visibility));
  out += ',';
  if (value.name) {
    out += R"("name":)";
    json::append_string(out, (*value.name));
    out += ',';
  }
  if (value.description) {
    out += R"("description":)";
    json::append_string(out, (*value.description));
    out += ',';
  }
  out += R"("settings_rev":)";
  json::append_number(out, value.settings_rev);
  out += ',';
  if (value.deletion) {
    out += R"("deletion":)";
    append_name(out, name_of((*value.deletion)));
    out += ',';
  }
  if (value.peer) {
    out += R"("peer":)";
    json::append_number(out, (*value.peer).value);
    out += ',';
  }
  out += R"("seq":)";
  json::append_number(out, value.seq);
  out += ',';
  out += R"("rev":)";
  json::append_number(out, value.rev);
  out += ',';
  out += R"("last_at":)";
  append_time(out, value.last_at);
  out += ',';
  out += R"("members":)";
  json::append_number(out, value.members);
  out += ',';
  out += R"("role":)";
  append_name(out, name_of(value.role));
  out += ',';
  out += R"("delivered_seq":)";
  json::append_number(out, value.delivered_seq);
  out += ',';
  out += R"("read_seq":)";
  json::append_number(out, value.read_seq);
  out += ',';
  out += R"("unread":)";
  json::append_number(out, value.unread);
  out += ',';
  if (value.mentions) {
    out += R"("mentions":)";
    out += '[';
    for (const auto& one : (*value.mentions)) {
      json::append_number(out, one);
      out += ',';
    }
    close_with(out, '[', ']');
    out += ',';
  }
  if (value.last_message) {
    out += R"("last_message":)";
    append(out, (*value.last_message));
    out += ',';
  }
  if (value.parent) {
    out += R"("parent":)";
    json::append_number(out, (*value.parent).value);
    out += ',';
  }
  if (value.root) {
    out += R"("root":)";
    json::append_number(out, (*value.root));
    out += ',';
  }
  if (value.following) {
    out += R"("following":)";
    out += (*value.following) ? "true" : "false";
    out += ',';
  }
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::FollowedThread& value) {
  out += R"({)";
  out += R"("line":)";
  append(out, value.line);
  out += ',';
  out += R"("root":)";
  append(out, value.root);
  out += ',';
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::Advance& value) {
  out += R"({)";
  out += R"("person":)";
  json::append_number(out, value.person.value);
  out += ',';
  out += R"("delivered_seq":)";
  json::append_number(out, value.delivered_seq);
  out += ',';
  out += R"("read_seq":)";
  json::append_number(out, value.read_seq);
  out += ',';
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::Receipt& value) {
  out += R"({)";
  out += R"("person":)";
  json::append_number(out, value.person.value);
  out += ',';
  if (value.delivered_at) {
    out += R"("delivered_at":)";
    append_time(out, (*value.delivered_at));
    out += ',';
  }
  if (value.read_at) {
    out += R"("read_at":)";
    append_time(out, (*value.read_at));
    out += ',';
  }
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::Version& value) {
  out += R"({)";
  out += R"("rev":)";
  json::append_number(out, value.rev);
  out += ',';
  out += R"("at":)";
  append_time(out, value.at);
  out += ',';
  out += R"("body":)";
  json::append_string(out, value.body);
  out += ',';
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::Reactor& value) {
  out += R"({)";
  out += R"("person":)";
  json::append_number(out, value.person.value);
  out += ',';
  out += R"("emoji":)";
  json::append_string(out, value.emoji);
  out += ',';
  out += R"("at":)";
  append_time(out, value.at);
  out += ',';
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::Piece& value) {
  out += R"({)";
  out += R"("text":)";
  json::append_string(out, value.text);
  out += ',';
  out += R"("hit":)";
  out += value.hit ? "true" : "false";
  out += ',';
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::Hit& value) {
  out += R"({)";
  out += R"("conversation":)";
  json::append_number(out, value.conversation.value);
  out += ',';
  if (value.parent) {
    out += R"("parent":)";
    json::append_number(out, (*value.parent).value);
    out += ',';
  }
  out += R"("seq":)";
  json::append_number(out, value.seq);
  out += ',';
  out += R"("sender":)";
  json::append_number(out, value.sender.value);
  out += ',';
  out += R"("at":)";
  append_time(out, value.at);
  out += ',';
  out += R"("excerpt":)";
  out += '[';
  for (const auto& one : value.excerpt) {
    append(out, one);
    out += ',';
  }
  close_with(out, '[', ']');
  out += ',';
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::GroupCard& value) {
  out += R"({)";
  out += R"("id":)";
  json::append_number(out, value.id.value);
  out += ',';
  out += R"("name":)";
  json::append_string(out, value.name);
  out += ',';
  if (value.description) {
    out += R"("description":)";
    json::append_string(out, (*value.description));
    out += ',';
  }
  out += R"("members":)";
  json::append_number(out, value.members);
  out += ',';
  out += R"("joined":)";
  out += value.joined ? "true" : "false";
  out += ',';
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::MemberEvent& value) {
  out += R"({)";
  out += R"("rev":)";
  json::append_number(out, value.rev);
  out += ',';
  out += R"("at":)";
  append_time(out, value.at);
  out += ',';
  out += R"("what":)";
  append_name(out, name_of(value.what));
  out += ',';
  out += R"("person":)";
  json::append_number(out, value.person.value);
  out += ',';
  out += R"("by":)";
  json::append_number(out, value.by.value);
  out += ',';
  out += R"("role":)";
  append_name(out, name_of(value.role));
  out += ',';
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::Hello& value) {
  out += R"({)";
  out += R"("me":)";
  append(out, value.me);
  out += ',';
  out += R"("lines":)";
  out += '[';
  for (const auto& one : value.lines) {
    append(out, one);
    out += ',';
  }
  close_with(out, '[', ']');
  out += ',';
  out += R"("people":)";
  out += '[';
  for (const auto& one : value.people) {
    append(out, one);
    out += ',';
  }
  close_with(out, '[', ']');
  out += ',';
  out += R"("presence":)";
  out += '[';
  for (const auto& one : value.presence) {
    append(out, one);
    out += ',';
  }
  close_with(out, '[', ']');
  out += ',';
  out += R"("personal_rev":)";
  json::append_number(out, value.personal_rev);
  out += ',';
  if (value.next) {
    out += R"("next":)";
    json::append_string(out, (*value.next));
    out += ',';
  }
  if (value.threads) {
    out += R"("threads":)";
    out += '[';
    for (const auto& one : (*value.threads)) {
      append(out, one);
      out += ',';
    }
    close_with(out, '[', ']');
    out += ',';
  }
  out += R"("everybody_up_to":)";
  json::append_number(out, value.everybody_up_to);
  out += ',';
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::Posted& value) {
  out += R"({)";
  out += R"("seq":)";
  json::append_number(out, value.seq);
  out += ',';
  out += R"("rev":)";
  json::append_number(out, value.rev);
  out += ',';
  out += R"("at":)";
  append_time(out, value.at);
  out += ',';
  out += R"("repeated":)";
  out += value.repeated ? "true" : "false";
  out += ',';
  if (value.mentions) {
    out += R"("mentions":)";
    append(out, (*value.mentions));
    out += ',';
  }
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::Messages& value) {
  out += R"({)";
  out += R"("messages":)";
  out += '[';
  for (const auto& one : value.messages) {
    append(out, one);
    out += ',';
  }
  close_with(out, '[', ']');
  out += ',';
  out += R"("people":)";
  out += '[';
  for (const auto& one : value.people) {
    append(out, one);
    out += ',';
  }
  close_with(out, '[', ']');
  out += ',';
  out += R"("more_before":)";
  out += value.more_before ? "true" : "false";
  out += ',';
  out += R"("more_after":)";
  out += value.more_after ? "true" : "false";
  out += ',';
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::Changes& value) {
  out += R"({)";
  out += R"("rev":)";
  json::append_number(out, value.rev);
  out += ',';
  if (value.line) {
    out += R"("line":)";
    append(out, (*value.line));
    out += ',';
  }
  out += R"("messages":)";
  out += '[';
  for (const auto& one : value.messages) {
    append(out, one);
    out += ',';
  }
  close_with(out, '[', ']');
  out += ',';
  out += R"("members":)";
  out += '[';
  for (const auto& one : value.members) {
    append(out, one);
    out += ',';
  }
  close_with(out, '[', ']');
  out += ',';
  out += R"("people":)";
  out += '[';
  for (const auto& one : value.people) {
    append(out, one);
    out += ',';
  }
  close_with(out, '[', ']');
  out += ',';
  out += R"("more":)";
  out += value.more ? "true" : "false";
  out += ',';
  out += R"("reset":)";
  out += value.reset ? "true" : "false";
  out += ',';
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::Members& value) {
  out += R"({)";
  out += R"("members":)";
  out += '[';
  for (const auto& one : value.members) {
    append(out, one);
    out += ',';
  }
  close_with(out, '[', ']');
  out += ',';
  out += R"("people":)";
  out += '[';
  for (const auto& one : value.people) {
    append(out, one);
    out += ',';
  }
  close_with(out, '[', ']');
  out += ',';
  if (value.next) {
    out += R"("next":)";
    json::append_string(out, (*value.next));
    out += ',';
  }
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::People& value) {
  out += R"({)";
  out += R"("people":)";
  out += '[';
  for (const auto& one : value.people) {
    append(out, one);
    out += ',';
  }
  close_with(out, '[', ']');
  out += ',';
  out += R"("presence":)";
  out += '[';
  for (const auto& one : value.presence) {
    append(out, one);
    out += ',';
  }
  close_with(out, '[', ']');
  out += ',';
  if (value.next) {
    out += R"("next":)";
    json::append_string(out, (*value.next));
    out += ',';
  }
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::Changed& value) {
  out += R"({)";
  out += R"("rev":)";
  json::append_number(out, value.rev);
  out += ',';
  out += R"("message":)";
  append(out, value.message);
  out += ',';
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::Versions& value) {
  out += R"({)";
  out += R"("versions":)";
  out += '[';
  for (const auto& one : value.versions) {
    append(out, one);
    out += ',';
  }
  close_with(out, '[', ']');
  out += ',';
  if (value.next) {
    out += R"("next":)";
    json::append_string(out, (*value.next));
    out += ',';
  }
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::Reactors& value) {
  out += R"({)";
  out += R"("reactors":)";
  out += '[';
  for (const auto& one : value.reactors) {
    append(out, one);
    out += ',';
  }
  close_with(out, '[', ']');
  out += ',';
  out += R"("people":)";
  out += '[';
  for (const auto& one : value.people) {
    append(out, one);
    out += ',';
  }
  close_with(out, '[', ']');
  out += ',';
  if (value.next) {
    out += R"("next":)";
    json::append_string(out, (*value.next));
    out += ',';
  }
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::Pins& value) {
  out += R"({)";
  out += R"("messages":)";
  out += '[';
  for (const auto& one : value.messages) {
    append(out, one);
    out += ',';
  }
  close_with(out, '[', ']');
  out += ',';
  out += R"("people":)";
  out += '[';
  for (const auto& one : value.people) {
    append(out, one);
    out += ',';
  }
  close_with(out, '[', ']');
  out += ',';
  if (value.next) {
    out += R"("next":)";
    json::append_string(out, (*value.next));
    out += ',';
  }
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::MentionPlaces& value) {
  out += R"({)";
  out += R"("mentions":)";
  out += '[';
  for (const auto& one : value.mentions) {
    append(out, one);
    out += ',';
  }
  close_with(out, '[', ']');
  out += ',';
  out += R"("people":)";
  out += '[';
  for (const auto& one : value.people) {
    append(out, one);
    out += ',';
  }
  close_with(out, '[', ']');
  out += ',';
  if (value.next) {
    out += R"("next":)";
    json::append_string(out, (*value.next));
    out += ',';
  }
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::FollowedThreads& value) {
  out += R"({)";
  out += R"("threads":)";
  out += '[';
  for (const auto& one : value.threads) {
    append(out, one);
    out += ',';
  }
  close_with(out, '[', ']');
  out += ',';
  out += R"("people":)";
  out += '[';
  for (const auto& one : value.people) {
    append(out, one);
    out += ',';
  }
  close_with(out, '[', ']');
  out += ',';
  if (value.next) {
    out += R"("next":)";
    json::append_string(out, (*value.next));
    out += ',';
  }
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::Receipts& value) {
  out += R"({)";
  out += R"("receipts":)";
  out += '[';
  for (const auto& one : value.receipts) {
    append(out, one);
    out += ',';
  }
  close_with(out, '[', ']');
  out += ',';
  out += R"("people":)";
  out += '[';
  for (const auto& one : value.people) {
    append(out, one);
    out += ',';
  }
  close_with(out, '[', ']');
  out += ',';
  if (value.next) {
    out += R"("next":)";
    json::append_string(out, (*value.next));
    out += ',';
  }
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::Hits& value) {
  out += R"({)";
  out += R"("hits":)";
  out += '[';
  for (const auto& one : value.hits) {
    append(out, one);
    out += ',';
  }
  close_with(out, '[', ']');
  out += ',';
  out += R"("people":)";
  out += '[';
  for (const auto& one : value.people) {
    append(out, one);
    out += ',';
  }
  close_with(out, '[', ']');
  out += ',';
  if (value.next) {
    out += R"("next":)";
    json::append_string(out, (*value.next));
    out += ',';
  }
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::Presences& value) {
  out += R"({)";
  out += R"("presence":)";
  out += '[';
  for (const auto& one : value.presence) {
    append(out, one);
    out += ',';
  }
  close_with(out, '[', ']');
  out += ',';
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::MemberHistory& value) {
  out += R"({)";
  out += R"("events":)";
  out += '[';
  for (const auto& one : value.events) {
    append(out, one);
    out += ',';
  }
  close_with(out, '[', ']');
  out += ',';
  out += R"("people":)";
  out += '[';
  for (const auto& one : value.people) {
    append(out, one);
    out += ',';
  }
  close_with(out, '[', ']');
  out += ',';
  if (value.next) {
    out += R"("next":)";
    json::append_string(out, (*value.next));
    out += ',';
  }
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::Groups& value) {
  out += R"({)";
  out += R"("groups":)";
  out += '[';
  for (const auto& one : value.groups) {
    append(out, one);
    out += ',';
  }
  close_with(out, '[', ']');
  out += ',';
  if (value.next) {
    out += R"("next":)";
    json::append_string(out, (*value.next));
    out += ',';
  }
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::GroupDeletion& value) {
  out += R"({)";
  if (value.state) {
    out += R"("state":)";
    append_name(out, name_of((*value.state)));
    out += ',';
  }
  if (value.removal_at) {
    out += R"("removal_at":)";
    append_time(out, (*value.removal_at));
    out += ',';
  }
  out += R"("messages":)";
  json::append_number(out, value.messages);
  out += ',';
  out += R"("versions":)";
  json::append_number(out, value.versions);
  out += ',';
  out += R"("reactions":)";
  json::append_number(out, value.reactions);
  out += ',';
  out += R"("pins":)";
  json::append_number(out, value.pins);
  out += ',';
  out += R"("members":)";
  json::append_number(out, value.members);
  out += ',';
  out += R"("done":)";
  json::append_number(out, value.done);
  out += ',';
  out += R"("total":)";
  json::append_number(out, value.total);
  out += ',';
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::LinePlace& value) {
  out += R"({)";
  out += R"("conversation":)";
  json::append_number(out, value.conversation.value);
  out += ',';
  out += R"("rev":)";
  json::append_number(out, value.rev);
  out += ',';
  out += R"("favourite":)";
  out += value.favourite ? "true" : "false";
  out += ',';
  out += R"("muted":)";
  out += value.muted ? "true" : "false";
  out += ',';
  if (value.muted_until) {
    out += R"("muted_until":)";
    append_time(out, (*value.muted_until));
    out += ',';
  }
  if (value.archived_seq) {
    out += R"("archived_seq":)";
    json::append_number(out, (*value.archived_seq));
    out += ',';
  }
  if (value.unread_from) {
    out += R"("unread_from":)";
    json::append_number(out, (*value.unread_from));
    out += ',';
  }
  if (value.unread_until) {
    out += R"("unread_until":)";
    json::append_number(out, (*value.unread_until));
    out += ',';
  }
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::SavedMark& value) {
  out += R"({)";
  out += R"("conversation":)";
  json::append_number(out, value.conversation.value);
  out += ',';
  out += R"("seq":)";
  json::append_number(out, value.seq);
  out += ',';
  out += R"("rev":)";
  json::append_number(out, value.rev);
  out += ',';
  out += R"("at":)";
  append_time(out, value.at);
  out += ',';
  out += R"("saved":)";
  out += value.saved ? "true" : "false";
  out += ',';
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::KeptDraft& value) {
  out += R"({)";
  out += R"("conversation":)";
  json::append_number(out, value.conversation.value);
  out += ',';
  out += R"("rev":)";
  json::append_number(out, value.rev);
  out += ',';
  out += R"("at":)";
  append_time(out, value.at);
  out += ',';
  out += R"("body":)";
  json::append_string(out, value.body);
  out += ',';
  if (value.reply_to) {
    out += R"("reply_to":)";
    json::append_number(out, (*value.reply_to));
    out += ',';
  }
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::ScheduledMessage& value) {
  out += R"({)";
  out += R"("id":)";
  json::append_number(out, value.id);
  out += ',';
  out += R"("rev":)";
  json::append_number(out, value.rev);
  out += ',';
  out += R"("conversation":)";
  json::append_number(out, value.conversation.value);
  out += ',';
  out += R"("body":)";
  json::append_string(out, value.body);
  out += ',';
  if (value.reply_to) {
    out += R"("reply_to":)";
    json::append_number(out, (*value.reply_to));
    out += ',';
  }
  out += R"("send_at":)";
  append_time(out, value.send_at);
  out += ',';
  out += R"("state":)";
  append_name(out, name_of(value.state));
  out += ',';
  if (value.reason) {
    out += R"("reason":)";
    json::append_string(out, (*value.reason));
    out += ',';
  }
  if (value.seq) {
    out += R"("seq":)";
    json::append_number(out, (*value.seq));
    out += ',';
  }
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::Preference& value) {
  out += R"({)";
  out += R"("name":)";
  json::append_string(out, value.name);
  out += ',';
  out += R"("rev":)";
  json::append_number(out, value.rev);
  out += ',';
  out += R"("value":)";
  json::append_string(out, value.value);
  out += ',';
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::PersonalChange& value) {
  out += R"({)";
  out += R"("rev":)";
  json::append_number(out, value.rev);
  out += ',';
  if (value.place) {
    out += R"("place":)";
    append(out, (*value.place));
    out += ',';
  }
  if (value.saved) {
    out += R"("saved":)";
    append(out, (*value.saved));
    out += ',';
  }
  if (value.draft) {
    out += R"("draft":)";
    append(out, (*value.draft));
    out += ',';
  }
  if (value.scheduled) {
    out += R"("scheduled":)";
    append(out, (*value.scheduled));
    out += ',';
  }
  if (value.preference) {
    out += R"("preference":)";
    append(out, (*value.preference));
    out += ',';
  }
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::PersonalNews& value) {
  out += R"({)";
  out += R"("rev":)";
  json::append_number(out, value.rev);
  out += ',';
  out += R"("places":)";
  out += '[';
  for (const auto& one : value.places) {
    append(out, one);
    out += ',';
  }
  close_with(out, '[', ']');
  out += ',';
  out += R"("saved":)";
  out += '[';
  for (const auto& one : value.saved) {
    append(out, one);
    out += ',';
  }
  close_with(out, '[', ']');
  out += ',';
  out += R"("drafts":)";
  out += '[';
  for (const auto& one : value.drafts) {
    append(out, one);
    out += ',';
  }
  close_with(out, '[', ']');
  out += ',';
  out += R"("scheduled":)";
  out += '[';
  for (const auto& one : value.scheduled) {
    append(out, one);
    out += ',';
  }
  close_with(out, '[', ']');
  out += ',';
  out += R"("preferences":)";
  out += '[';
  for (const auto& one : value.preferences) {
    append(out, one);
    out += ',';
  }
  close_with(out, '[', ']');
  out += ',';
  out += R"("more":)";
  out += value.more ? "true" : "false";
  out += ',';
  out += R"("reset":)";
  out += value.reset ? "true" : "false";
  out += ',';
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::SavedMessage& value) {
  out += R"({)";
  out += R"("conversation":)";
  json::append_number(out, value.conversation.value);
  out += ',';
  out += R"("at":)";
  append_time(out, value.at);
  out += ',';
  out += R"("message":)";
  append(out, value.message);
  out += ',';
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::SavedMessages& value) {
  out += R"({)";
  out += R"("saved":)";
  out += '[';
  for (const auto& one : value.saved) {
    append(out, one);
    out += ',';
  }
  close_with(out, '[', ']');
  out += ',';
  out += R"("people":)";
  out += '[';
  for (const auto& one : value.people) {
    append(out, one);
    out += ',';
  }
  close_with(out, '[', ']');
  out += ',';
  if (value.next) {
    out += R"("next":)";
    json::append_string(out, (*value.next));
    out += ',';
  }
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::Done& /*value*/) {
  out += R"({)";
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::Welcome& value) {
  out += R"({"on":"welcome",)";
  out += R"("me":)";
  json::append_number(out, value.me.value);
  out += ',';
  out += R"("session":)";
  json::append_number(out, value.session.value);
  out += ',';
  out += R"("server":)";
  json::append_string(out, value.server);
  out += ',';
  out += R"("version":)";
  json::append_number(out, value.version);
  out += ',';
  out += R"("heartbeat_ms":)";
  json::append_number(out, value.heartbeat_ms);
  out += ',';
  out += R"("at":)";
  append_time(out, value.at);
  out += ',';
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::MessagePosted& value) {
  out += R"({"on":"message.posted",)";
  out += R"("conversation":)";
  json::append_number(out, value.conversation.value);
  out += ',';
  out += R"("rev":)";
  json::append_number(out, value.rev);
  out += ',';
  out += R"("message":)";
  append(out, value.message);
  out += ',';
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::MessageChanged& value) {
  out += R"({"on":"message.changed",)";
  out += R"("conversation":)";
  json::append_number(out, value.conversation.value);
  out += ',';
  out += R"("rev":)";
  json::append_number(out, value.rev);
  out += ',';
  out += R"("message":)";
  append(out, value.message);
  out += ',';
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::ReactionChanged& value) {
  out += R"({"on":"reaction.changed",)";
  out += R"("conversation":)";
  json::append_number(out, value.conversation.value);
  out += ',';
  out += R"("rev":)";
  json::append_number(out, value.rev);
  out += ',';
  out += R"("seq":)";
  json::append_number(out, value.seq);
  out += ',';
  out += R"("person":)";
  json::append_number(out, value.person.value);
  out += ',';
  out += R"("added":)";
  out += value.added ? "true" : "false";
  out += ',';
  out += R"("reaction":)";
  append(out, value.reaction);
  out += ',';
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::MemberChanged& value) {
  out += R"({"on":"member.changed",)";
  out += R"("conversation":)";
  json::append_number(out, value.conversation.value);
  out += ',';
  out += R"("rev":)";
  json::append_number(out, value.rev);
  out += ',';
  out += R"("members":)";
  out += '[';
  for (const auto& one : value.members) {
    append(out, one);
    out += ',';
  }
  close_with(out, '[', ']');
  out += ',';
  out += R"("people":)";
  out += '[';
  for (const auto& one : value.people) {
    append(out, one);
    out += ',';
  }
  close_with(out, '[', ']');
  out += ',';
  if (value.message) {
    out += R"("message":)";
    append(out, (*value.message));
    out += ',';
  }
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::ConversationChanged& value) {
  out += R"({"on":"conversation.changed",)";
  out += R"("conversation":)";
  json::append_number(out, value.conversation.value);
  out += ',';
  out += R"("rev":)";
  json::append_number(out, value.rev);
  out += ',';
  out += R"("name":)";
  json::append_string(out, value.name);
  out += ',';
  if (value.description) {
    out += R"("description":)";
    json::append_string(out, (*value.description));
    out += ',';
  }
  out += R"("visibility":)";
  append_name(out, name_of(value.visibility));
  out += ',';
  out += R"("settings_rev":)";
  json::append_number(out, value.settings_rev);
  out += ',';
  if (value.deletion) {
    out += R"("deletion":)";
    append_name(out, name_of((*value.deletion)));
    out += ',';
  }
  out += R"("people":)";
  out += '[';
  for (const auto& one : value.people) {
    append(out, one);
    out += ',';
  }
  close_with(out, '[', ']');
  out += ',';
  if (value.message) {
    out += R"("message":)";
    append(out, (*value.message));
    out += ',';
  }
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::ReceiptAdvanced& value) {
  out += R"({"on":"receipt.advanced",)";
  out += R"("conversation":)";
  json::append_number(out, value.conversation.value);
  out += ',';
  out += R"("rev":)";
  json::append_number(out, value.rev);
  out += ',';
  out += R"("advances":)";
  out += '[';
  for (const auto& one : value.advances) {
    append(out, one);
    out += ',';
  }
  close_with(out, '[', ']');
  out += ',';
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::ConversationJoined& value) {
  out += R"({"on":"conversation.joined",)";
  out += R"("conversation":)";
  json::append_number(out, value.conversation.value);
  out += ',';
  out += R"("line":)";
  append(out, value.line);
  out += ',';
  out += R"("people":)";
  out += '[';
  for (const auto& one : value.people) {
    append(out, one);
    out += ',';
  }
  close_with(out, '[', ']');
  out += ',';
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::ConversationLeft& value) {
  out += R"({"on":"conversation.left",)";
  out += R"("conversation":)";
  json::append_number(out, value.conversation.value);
  out += ',';
  out += R"("by":)";
  json::append_number(out, value.by.value);
  out += ',';
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::ConversationDeleted& value) {
  out += R"({"on":"conversation.deleted",)";
  out += R"("conversation":)";
  json::append_number(out, value.conversation.value);
  out += ',';
  out += R"("name":)";
  json::append_string(out, value.name);
  out += ',';
  out += R"("by":)";
  append(out, value.by);
  out += ',';
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::DeletionProgressed& value) {
  out += R"({"on":"deletion.progressed",)";
  out += R"("conversation":)";
  json::append_number(out, value.conversation.value);
  out += ',';
  out += R"("done":)";
  json::append_number(out, value.done);
  out += ',';
  out += R"("total":)";
  json::append_number(out, value.total);
  out += ',';
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::PersonalChanged& value) {
  out += R"({"on":"personal.changed",)";
  out += R"("rev":)";
  json::append_number(out, value.rev);
  out += ',';
  if (value.place) {
    out += R"("place":)";
    append(out, (*value.place));
    out += ',';
  }
  if (value.saved) {
    out += R"("saved":)";
    append(out, (*value.saved));
    out += ',';
  }
  if (value.draft) {
    out += R"("draft":)";
    append(out, (*value.draft));
    out += ',';
  }
  if (value.scheduled) {
    out += R"("scheduled":)";
    append(out, (*value.scheduled));
    out += ',';
  }
  if (value.preference) {
    out += R"("preference":)";
    append(out, (*value.preference));
    out += ',';
  }
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::Typing& value) {
  out += R"({"on":"typing",)";
  out += R"("conversation":)";
  json::append_number(out, value.conversation.value);
  out += ',';
  out += R"("person":)";
  json::append_number(out, value.person.value);
  out += ',';
  out += R"("typing":)";
  out += value.typing ? "true" : "false";
  out += ',';
  close_with(out, '{', '}');
}

void append(std::string& out, const chat::PresenceChanged& value) {
  out += R"({"on":"presence.changed",)";
  out += R"("presence":)";
  append(out, value.presence);
  out += ',';
  close_with(out, '{', '}');
}

ErrorRow error_row(chat::RefusalCode code) {
  switch (code) {
    case chat::RefusalCode::kBadRequest:
      return {"bad_request", 400};
    case chat::RefusalCode::kInvalid:
      return {"invalid", 422};
    case chat::RefusalCode::kNotSignedIn:
      return {"not_signed_in", 401};
    case chat::RefusalCode::kWrongCredentials:
      return {"wrong_credentials", 401};
    case chat::RefusalCode::kPasswordChangeRequired:
      return {"password_change_required", 403};
    case chat::RefusalCode::kForbidden:
      return {"forbidden", 403};
    case chat::RefusalCode::kNotFound:
      return {"not_found", 404};
    case chat::RefusalCode::kConflict:
      return {"conflict", 409};
    case chat::RefusalCode::kTooLarge:
      return {"too_large", 413};
    case chat::RefusalCode::kTooMany:
      return {"too_many", 429};
    case chat::RefusalCode::kRefusedByPlugin:
      return {"refused_by_plugin", 422};
    case chat::RefusalCode::kClosed:
      return {"closed", 409};
    case chat::RefusalCode::kUnavailable:
      return {"unavailable", 503};
    case chat::RefusalCode::kInternal:
      return {"internal", 500};
  }
  return {"internal", 500};
}

namespace {

constexpr auto kHttpErrors = std::to_array<ErrorRow>({
    {"method_not_allowed", 405},
    {"timeout", 408},
    {"in_flight", 409},
    {"precondition_failed", 412},
    {"uri_too_long", 414},
    {"unsupported_media_type", 415},
    {"expectation_failed", 417},
    {"key_reused", 422},
    {"upgrade_required", 426},
    {"fields_too_large", 431},
    {"not_implemented", 501},
    {"version_not_supported", 505},
});

}  // namespace

std::span<const ErrorRow> http_errors() {
  return kHttpErrors;
}

namespace {

void hello(const Arguments& arguments, const Binding& to) {
  chat::SayHello ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.optional("after", ask.after, TextLimits{1, 200, false});
  in.optional("limit", ask.limit, NumberLimits{1, 200});
  if (!in.complete()) return to.answer(in.refusal());
  to.off_loop([&house = to.house, ask = std::move(ask), answer = to.answer] {
    chat::say_hello(house, ask, encoded<chat::Hello>(answer));
  });
}

void conversation_get(const Arguments& arguments, const Binding& to) {
  chat::GetConversation ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.required("conversation", ask.conversation);
  if (!in.complete()) return to.answer(in.refusal());
  to.off_loop([&house = to.house, ask = std::move(ask), answer = to.answer] {
    chat::get_conversation(house, ask, encoded<chat::Line>(answer));
  });
}

void conversation_sync(const Arguments& arguments, const Binding& to) {
  chat::SyncConversation ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.required("conversation", ask.conversation);
  in.required("rev", ask.rev);
  in.optional("limit", ask.limit, NumberLimits{1, 500});
  if (!in.complete()) return to.answer(in.refusal());
  to.off_loop([&house = to.house, ask = std::move(ask), answer = to.answer] {
    chat::sync_conversation(house, ask, encoded<chat::Changes>(answer));
  });
}

void direct_open(const Arguments& arguments, const Binding& to) {
  chat::OpenDirect ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.required("person", ask.person);
  if (!in.complete()) return to.answer(in.refusal());
  to.off_loop([&house = to.house, ask = std::move(ask), answer = to.answer] {
    chat::open_direct(house, ask, encoded<chat::Line>(answer));
  });
}

void group_create(const Arguments& arguments, const Binding& to) {
  chat::CreateGroup ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.required("key", ask.key, TextLimits{1, 64, false});
  in.required("name", ask.name, TextLimits{1, 100, false});
  in.optional("description", ask.description, TextLimits{0, 500, true});
  in.optional("visibility", ask.visibility);
  in.required("people", ask.people, ListLimits{0, 1000});
  if (!in.complete()) return to.answer(in.refusal());
  to.off_loop([&house = to.house, ask = std::move(ask), answer = to.answer] {
    chat::create_group(house, ask, encoded<chat::Line>(answer));
  });
}

void group_add(const Arguments& arguments, const Binding& to) {
  chat::AddMembers ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.required("conversation", ask.conversation);
  in.required("people", ask.people, ListLimits{1, 1000});
  if (!in.complete()) return to.answer(in.refusal());
  to.off_loop([&house = to.house, ask = std::move(ask), answer = to.answer] {
    chat::add_members(house, ask, encoded<chat::Members>(answer));
  });
}

void group_remove(const Arguments& arguments, const Binding& to) {
  chat::RemoveMember ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.required("conversation", ask.conversation);
  in.required("person", ask.person);
  if (!in.complete()) return to.answer(in.refusal());
  to.off_loop([&house = to.house, ask = std::move(ask), answer = to.answer] {
    chat::remove_member(house, ask, encoded<chat::Done>(answer));
  });
}

void group_leave(const Arguments& arguments, const Binding& to) {
  chat::LeaveGroup ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.required("conversation", ask.conversation);
  if (!in.complete()) return to.answer(in.refusal());
  to.off_loop([&house = to.house, ask = std::move(ask), answer = to.answer] {
    chat::leave_group(house, ask, encoded<chat::Done>(answer));
  });
}

void member_list(const Arguments& arguments, const Binding& to) {
  chat::ListMembers ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.required("conversation", ask.conversation);
  in.optional("after", ask.after, TextLimits{1, 200, false});
  in.optional("limit", ask.limit, NumberLimits{1, 500});
  if (!in.complete()) return to.answer(in.refusal());
  to.off_loop([&house = to.house, ask = std::move(ask), answer = to.answer] {
    chat::list_members(house, ask, encoded<chat::Members>(answer));
  });
}

void group_update(const Arguments& arguments, const Binding& to) {
  chat::UpdateGroup ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.required("conversation", ask.conversation);
  in.optional("name", ask.name, TextLimits{1, 100, false});
  in.optional("description", ask.description, TextLimits{0, 500, true});
  in.optional("visibility", ask.visibility);
  in.optional("rev", ask.rev);
  if (!in.complete()) return to.answer(in.refusal());
  to.off_loop([&house = to.house, ask = std::move(ask), answer = to.answer] {
    chat::update_group(house, ask, encoded<chat::Line>(answer));
  });
}

void group_set_role(const Arguments& arguments, const Binding& to) {
  chat::SetRole ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.required("conversation", ask.conversation);
  in.required("person", ask.person);
  in.required("role", ask.role);
  if (!in.complete()) return to.answer(in.refusal());
  to.off_loop([&house = to.house, ask = std::move(ask), answer = to.answer] {
    chat::set_role(house, ask, encoded<chat::Done>(answer));
  });
}

void group_hand_on(const Arguments& arguments, const Binding& to) {
  chat::HandOnGroup ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.required("conversation", ask.conversation);
  in.required("person", ask.person);
  if (!in.complete()) return to.answer(in.refusal());
  to.off_loop([&house = to.house, ask = std::move(ask), answer = to.answer] {
    chat::hand_on_group(house, ask, encoded<chat::Done>(answer));
  });
}

void group_browse(const Arguments& arguments, const Binding& to) {
  chat::BrowseGroups ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.optional("text", ask.text, TextLimits{0, 100, false});
  in.optional("after", ask.after, TextLimits{1, 200, false});
  in.optional("limit", ask.limit, NumberLimits{1, 200});
  if (!in.complete()) return to.answer(in.refusal());
  to.off_loop([&house = to.house, ask = std::move(ask), answer = to.answer] {
    chat::browse_groups(house, ask, encoded<chat::Groups>(answer));
  });
}

void group_get(const Arguments& arguments, const Binding& to) {
  chat::GetGroup ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.required("conversation", ask.conversation);
  if (!in.complete()) return to.answer(in.refusal());
  to.off_loop([&house = to.house, ask = std::move(ask), answer = to.answer] {
    chat::get_group(house, ask, encoded<chat::GroupCard>(answer));
  });
}

void group_join(const Arguments& arguments, const Binding& to) {
  chat::JoinGroup ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.required("conversation", ask.conversation);
  if (!in.complete()) return to.answer(in.refusal());
  to.off_loop([&house = to.house, ask = std::move(ask), answer = to.answer] {
    chat::join_group(house, ask, encoded<chat::Line>(answer));
  });
}

void group_delete(const Arguments& arguments, const Binding& to) {
  chat::DeleteGroup ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.required("conversation", ask.conversation);
  in.optional("dry_run", ask.dry_run);
  in.optional("name", ask.name, TextLimits{1, 100, false});
  if (!in.complete()) return to.answer(in.refusal());
  to.off_loop([&house = to.house, ask = std::move(ask), answer = to.answer] {
    chat::delete_group(house, ask, encoded<chat::GroupDeletion>(answer));
  });
}

void group_deletion(const Arguments& arguments, const Binding& to) {
  chat::GetDeletion ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.required("conversation", ask.conversation);
  if (!in.complete()) return to.answer(in.refusal());
  to.off_loop([&house = to.house, ask = std::move(ask), answer = to.answer] {
    chat::get_deletion(house, ask, encoded<chat::GroupDeletion>(answer));
  });
}

void group_keep(const Arguments& arguments, const Binding& to) {
  chat::KeepGroup ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.required("conversation", ask.conversation);
  if (!in.complete()) return to.answer(in.refusal());
  to.off_loop([&house = to.house, ask = std::move(ask), answer = to.answer] {
    chat::keep_group(house, ask, encoded<chat::Line>(answer));
  });
}

void member_history(const Arguments& arguments, const Binding& to) {
  chat::ListMemberHistory ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.required("conversation", ask.conversation);
  in.optional("after", ask.after, TextLimits{1, 200, false});
  in.optional("limit", ask.limit, NumberLimits{1, 200});
  if (!in.complete()) return to.answer(in.refusal());
  to.off_loop([&house = to.house, ask = std::move(ask), answer = to.answer] {
    chat::list_member_history(house, ask, encoded<chat::MemberHistory>(answer));
  });
}

void message_post(const Arguments& arguments, const Binding& to) {
  chat::PostMessage ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.required("conversation", ask.conversation);
  in.required("key", ask.key, TextLimits{1, 64, false});
  in.required("body", ask.body, TextLimits{1, 16000, true});
  in.optional("reply_to", ask.reply_to);
  if (!in.complete()) return to.answer(in.refusal());
  chat::post_message(to.house, std::move(ask), encoded<chat::Posted>(to.answer));
}

void message_list(const Arguments& arguments, const Binding& to) {
  chat::ListMessages ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.required("conversation", ask.conversation);
  in.optional("before", ask.before);
  in.optional("after", ask.after);
  in.optional("around", ask.around);
  in.optional("limit", ask.limit, NumberLimits{1, 200});
  if (!in.complete()) return to.answer(in.refusal());
  to.off_loop([&house = to.house, ask = std::move(ask), answer = to.answer] {
    chat::list_messages(house, ask, encoded<chat::Messages>(answer));
  });
}

void message_get(const Arguments& arguments, const Binding& to) {
  chat::GetMessage ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.required("conversation", ask.conversation);
  in.required("seq", ask.seq);
  if (!in.complete()) return to.answer(in.refusal());
  to.off_loop([&house = to.house, ask = std::move(ask), answer = to.answer] {
    chat::get_message(house, ask, encoded<chat::Message>(answer));
  });
}

void message_edit(const Arguments& arguments, const Binding& to) {
  chat::EditMessage ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.required("conversation", ask.conversation);
  in.required("seq", ask.seq);
  in.required("body", ask.body, TextLimits{1, 16000, true});
  in.optional("rev", ask.rev);
  if (!in.complete()) return to.answer(in.refusal());
  to.off_loop([&house = to.house, ask = std::move(ask), answer = to.answer] {
    chat::edit_message(house, ask, encoded<chat::Changed>(answer));
  });
}

void message_versions(const Arguments& arguments, const Binding& to) {
  chat::ListVersions ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.required("conversation", ask.conversation);
  in.required("seq", ask.seq);
  in.optional("after", ask.after, TextLimits{1, 200, false});
  in.optional("limit", ask.limit, NumberLimits{1, 100});
  if (!in.complete()) return to.answer(in.refusal());
  to.off_loop([&house = to.house, ask = std::move(ask), answer = to.answer] {
    chat::list_versions(house, ask, encoded<chat::Versions>(answer));
  });
}

void message_pin(const Arguments& arguments, const Binding& to) {
  chat::PinMessage ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.required("conversation", ask.conversation);
  in.required("seq", ask.seq);
  if (!in.complete()) return to.answer(in.refusal());
  to.off_loop([&house = to.house, ask = std::move(ask), answer = to.answer] {
    chat::pin_message(house, ask, encoded<chat::Changed>(answer));
  });
}

void message_unpin(const Arguments& arguments, const Binding& to) {
  chat::UnpinMessage ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.required("conversation", ask.conversation);
  in.required("seq", ask.seq);
  if (!in.complete()) return to.answer(in.refusal());
  to.off_loop([&house = to.house, ask = std::move(ask), answer = to.answer] {
    chat::unpin_message(house, ask, encoded<chat::Changed>(answer));
  });
}

void message_pins(const Arguments& arguments, const Binding& to) {
  chat::ListPins ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.required("conversation", ask.conversation);
  in.optional("after", ask.after, TextLimits{1, 200, false});
  in.optional("limit", ask.limit, NumberLimits{1, 100});
  if (!in.complete()) return to.answer(in.refusal());
  to.off_loop([&house = to.house, ask = std::move(ask), answer = to.answer] {
    chat::list_pins(house, ask, encoded<chat::Pins>(answer));
  });
}

void reaction_add(const Arguments& arguments, const Binding& to) {
  chat::AddReaction ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.required("conversation", ask.conversation);
  in.required("seq", ask.seq);
  in.required("emoji", ask.emoji, TextLimits{1, 40, false});
  if (!in.complete()) return to.answer(in.refusal());
  chat::add_reaction(to.house, std::move(ask), encoded<chat::Done>(to.answer));
}

void reaction_remove(const Arguments& arguments, const Binding& to) {
  chat::RemoveReaction ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.required("conversation", ask.conversation);
  in.required("seq", ask.seq);
  in.required("emoji", ask.emoji, TextLimits{1, 40, false});
  if (!in.complete()) return to.answer(in.refusal());
  chat::remove_reaction(to.house, std::move(ask), encoded<chat::Done>(to.answer));
}

void reaction_list(const Arguments& arguments, const Binding& to) {
  chat::ListReactions ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.required("conversation", ask.conversation);
  in.required("seq", ask.seq);
  in.optional("after", ask.after, TextLimits{1, 200, false});
  in.optional("limit", ask.limit, NumberLimits{1, 500});
  if (!in.complete()) return to.answer(in.refusal());
  to.off_loop([&house = to.house, ask = std::move(ask), answer = to.answer] {
    chat::list_reactions(house, ask, encoded<chat::Reactors>(answer));
  });
}

void mention_list(const Arguments& arguments, const Binding& to) {
  chat::ListMentions ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.optional("after", ask.after, TextLimits{1, 200, false});
  in.optional("limit", ask.limit, NumberLimits{1, 100});
  if (!in.complete()) return to.answer(in.refusal());
  to.off_loop([&house = to.house, ask = std::move(ask), answer = to.answer] {
    chat::list_mentions(house, ask, encoded<chat::MentionPlaces>(answer));
  });
}

void message_forward(const Arguments& arguments, const Binding& to) {
  chat::ForwardMessage ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.required("conversation", ask.conversation);
  in.required("seq", ask.seq);
  in.required("to", ask.to);
  in.required("key", ask.key, TextLimits{1, 60, false});
  in.optional("comment", ask.comment, TextLimits{1, 16000, true});
  if (!in.complete()) return to.answer(in.refusal());
  to.off_loop([&house = to.house, ask = std::move(ask), answer = to.answer] {
    chat::forward_message(house, ask, encoded<chat::Posted>(answer));
  });
}

void thread_open(const Arguments& arguments, const Binding& to) {
  chat::OpenThread ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.required("conversation", ask.conversation);
  in.required("seq", ask.seq);
  if (!in.complete()) return to.answer(in.refusal());
  to.off_loop([&house = to.house, ask = std::move(ask), answer = to.answer] {
    chat::open_thread(house, ask, encoded<chat::Line>(answer));
  });
}

void thread_follow(const Arguments& arguments, const Binding& to) {
  chat::FollowThread ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.required("conversation", ask.conversation);
  in.required("seq", ask.seq);
  if (!in.complete()) return to.answer(in.refusal());
  to.off_loop([&house = to.house, ask = std::move(ask), answer = to.answer] {
    chat::follow_thread(house, ask, encoded<chat::Line>(answer));
  });
}

void thread_unfollow(const Arguments& arguments, const Binding& to) {
  chat::UnfollowThread ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.required("conversation", ask.conversation);
  in.required("seq", ask.seq);
  if (!in.complete()) return to.answer(in.refusal());
  to.off_loop([&house = to.house, ask = std::move(ask), answer = to.answer] {
    chat::unfollow_thread(house, ask, encoded<chat::Done>(answer));
  });
}

void thread_list(const Arguments& arguments, const Binding& to) {
  chat::ListThreads ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.optional("after", ask.after, TextLimits{1, 200, false});
  in.optional("limit", ask.limit, NumberLimits{1, 100});
  if (!in.complete()) return to.answer(in.refusal());
  to.off_loop([&house = to.house, ask = std::move(ask), answer = to.answer] {
    chat::list_threads(house, ask, encoded<chat::FollowedThreads>(answer));
  });
}

void message_delete(const Arguments& arguments, const Binding& to) {
  chat::DeleteMessage ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.required("conversation", ask.conversation);
  in.required("seq", ask.seq);
  if (!in.complete()) return to.answer(in.refusal());
  to.off_loop([&house = to.house, ask = std::move(ask), answer = to.answer] {
    chat::delete_message(house, ask, encoded<chat::Changed>(answer));
  });
}

void receipt_advance(const Arguments& arguments, const Binding& to) {
  chat::AdvanceReceipt ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.required("conversation", ask.conversation);
  in.optional("delivered", ask.delivered);
  in.optional("read", ask.read);
  if (!in.complete()) return to.answer(in.refusal());
  chat::advance_receipt(to.house, std::move(ask), encoded<chat::Done>(to.answer));
}

void receipt_list(const Arguments& arguments, const Binding& to) {
  chat::ListReceipts ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.required("conversation", ask.conversation);
  in.required("seq", ask.seq);
  in.optional("after", ask.after, TextLimits{1, 200, false});
  in.optional("limit", ask.limit, NumberLimits{1, 500});
  if (!in.complete()) return to.answer(in.refusal());
  to.off_loop([&house = to.house, ask = std::move(ask), answer = to.answer] {
    chat::list_receipts(house, ask, encoded<chat::Receipts>(answer));
  });
}

void typing(const Arguments& arguments, const Binding& to) {
  chat::SayTyping ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.required("conversation", ask.conversation);
  in.required("typing", ask.typing);
  if (!in.complete()) return to.answer(in.refusal());
  chat::say_typing(to.house, std::move(ask), encoded<chat::Done>(to.answer));
}

void personal_sync(const Arguments& arguments, const Binding& to) {
  chat::SyncPersonal ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.required("rev", ask.rev);
  in.optional("limit", ask.limit, NumberLimits{1, 500});
  if (!in.complete()) return to.answer(in.refusal());
  to.off_loop([&house = to.house, ask = std::move(ask), answer = to.answer] {
    chat::sync_personal(house, ask, encoded<chat::PersonalNews>(answer));
  });
}

void place_set(const Arguments& arguments, const Binding& to) {
  chat::SetPlace ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.required("conversation", ask.conversation);
  in.optional("favourite", ask.favourite);
  in.optional("muted", ask.muted);
  in.optional("muted_until", ask.muted_until);
  in.optional("archived", ask.archived);
  in.optional("unread_from", ask.unread_from);
  if (!in.complete()) return to.answer(in.refusal());
  to.off_loop([&house = to.house, ask = std::move(ask), answer = to.answer] {
    chat::set_place(house, ask, encoded<chat::PersonalChange>(answer));
  });
}

void message_save(const Arguments& arguments, const Binding& to) {
  chat::SaveMessage ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.required("conversation", ask.conversation);
  in.required("seq", ask.seq);
  if (!in.complete()) return to.answer(in.refusal());
  to.off_loop([&house = to.house, ask = std::move(ask), answer = to.answer] {
    chat::save_message(house, ask, encoded<chat::PersonalChange>(answer));
  });
}

void message_unsave(const Arguments& arguments, const Binding& to) {
  chat::UnsaveMessage ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.required("conversation", ask.conversation);
  in.required("seq", ask.seq);
  if (!in.complete()) return to.answer(in.refusal());
  to.off_loop([&house = to.house, ask = std::move(ask), answer = to.answer] {
    chat::unsave_message(house, ask, encoded<chat::PersonalChange>(answer));
  });
}

void saved_list(const Arguments& arguments, const Binding& to) {
  chat::ListSaved ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.optional("after", ask.after, TextLimits{1, 200, false});
  in.optional("limit", ask.limit, NumberLimits{1, 100});
  if (!in.complete()) return to.answer(in.refusal());
  to.off_loop([&house = to.house, ask = std::move(ask), answer = to.answer] {
    chat::list_saved(house, ask, encoded<chat::SavedMessages>(answer));
  });
}

void draft_set(const Arguments& arguments, const Binding& to) {
  chat::SetDraft ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.required("conversation", ask.conversation);
  in.required("body", ask.body, TextLimits{0, 16000, true});
  in.optional("reply_to", ask.reply_to);
  in.required("at", ask.at);
  if (!in.complete()) return to.answer(in.refusal());
  to.off_loop([&house = to.house, ask = std::move(ask), answer = to.answer] {
    chat::set_draft(house, ask, encoded<chat::PersonalChange>(answer));
  });
}

void message_schedule(const Arguments& arguments, const Binding& to) {
  chat::ScheduleMessage ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.required("conversation", ask.conversation);
  in.required("key", ask.key, TextLimits{1, 64, false});
  in.required("body", ask.body, TextLimits{1, 16000, true});
  in.optional("reply_to", ask.reply_to);
  in.required("send_at", ask.send_at);
  if (!in.complete()) return to.answer(in.refusal());
  to.off_loop([&house = to.house, ask = std::move(ask), answer = to.answer] {
    chat::schedule_message(house, ask, encoded<chat::PersonalChange>(answer));
  });
}

void scheduled_change(const Arguments& arguments, const Binding& to) {
  chat::ChangeScheduled ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.required("scheduled", ask.scheduled, NumberLimits{1, kMaxIdValue});
  in.optional("body", ask.body, TextLimits{1, 16000, true});
  in.optional("send_at", ask.send_at);
  if (!in.complete()) return to.answer(in.refusal());
  to.off_loop([&house = to.house, ask = std::move(ask), answer = to.answer] {
    chat::change_scheduled(house, ask, encoded<chat::PersonalChange>(answer));
  });
}

void scheduled_send(const Arguments& arguments, const Binding& to) {
  chat::SendScheduled ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.required("scheduled", ask.scheduled, NumberLimits{1, kMaxIdValue});
  if (!in.complete()) return to.answer(in.refusal());
  to.off_loop([&house = to.house, ask = std::move(ask), answer = to.answer] {
    chat::send_scheduled(house, ask, encoded<chat::PersonalChange>(answer));
  });
}

void scheduled_cancel(const Arguments& arguments, const Binding& to) {
  chat::CancelScheduled ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.required("scheduled", ask.scheduled, NumberLimits{1, kMaxIdValue});
  if (!in.complete()) return to.answer(in.refusal());
  to.off_loop([&house = to.house, ask = std::move(ask), answer = to.answer] {
    chat::cancel_scheduled(house, ask, encoded<chat::PersonalChange>(answer));
  });
}

void preference_set(const Arguments& arguments, const Binding& to) {
  chat::SetPreference ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.required("name", ask.name, TextLimits{1, 40, false});
  in.required("value", ask.value, TextLimits{0, 4000, true});
  if (!in.complete()) return to.answer(in.refusal());
  to.off_loop([&house = to.house, ask = std::move(ask), answer = to.answer] {
    chat::set_preference(house, ask, encoded<chat::PersonalChange>(answer));
  });
}

void person_find(const Arguments& arguments, const Binding& to) {
  chat::FindPeople ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.optional("text", ask.text, TextLimits{0, 100, false});
  in.optional("after", ask.after, TextLimits{1, 200, false});
  in.optional("limit", ask.limit, NumberLimits{1, 200});
  if (!in.complete()) return to.answer(in.refusal());
  to.off_loop([&house = to.house, ask = std::move(ask), answer = to.answer] {
    chat::find_people(house, ask, encoded<chat::People>(answer));
  });
}

void person_get(const Arguments& arguments, const Binding& to) {
  chat::GetPerson ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.required("person", ask.person);
  if (!in.complete()) return to.answer(in.refusal());
  chat::get_person(to.house, std::move(ask), encoded<chat::Person>(to.answer));
}

void message_search(const Arguments& arguments, const Binding& to) {
  chat::SearchMessages ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.required("text", ask.text, TextLimits{1, 400, false});
  in.optional("conversation", ask.conversation);
  in.optional("order", ask.order);
  in.optional("zone", ask.zone, TextLimits{1, 6, false});
  in.optional("after", ask.after, TextLimits{1, 200, false});
  in.optional("limit", ask.limit, NumberLimits{1, 100});
  if (!in.complete()) return to.answer(in.refusal());
  to.off_loop([&house = to.house, ask = std::move(ask), answer = to.answer] {
    chat::search_messages(house, ask, encoded<chat::Hits>(answer));
  });
}

void presence_set(const Arguments& arguments, const Binding& to) {
  chat::SetPresence ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.required("state", ask.state);
  if (!in.complete()) return to.answer(in.refusal());
  chat::set_presence(to.house, std::move(ask), encoded<chat::Done>(to.answer));
}

void presence_watch(const Arguments& arguments, const Binding& to) {
  chat::WatchPresence ask;
  ask.who = to.caller;
  Reader in(arguments);
  in.required("people", ask.people, ListLimits{0, 500});
  if (!in.complete()) return to.answer(in.refusal());
  chat::watch_presence(to.house, std::move(ask), encoded<chat::Presences>(to.answer));
}

void ping(const Arguments& arguments, const Binding& to) {
  chat::Ping ask;
  ask.who = to.caller;
  Reader in(arguments);
  if (!in.complete()) return to.answer(in.refusal());
  chat::ping(to.house, std::move(ask), encoded<chat::Done>(to.answer));
}

constexpr auto kCommands = std::to_array<Command>({
    {"hello", "GET", "/conversations", 200, Access::kPerson, Runs::kPool, chat::Cost::kRead, false, false, "",
     &hello},
    {"conversation.get", "GET", "/conversations/{conversation}", 200, Access::kMember, Runs::kPool,
     chat::Cost::kRead, false, false, "", &conversation_get},
    {"conversation.sync", "GET", "/conversations/{conversation}/changes", 200, Access::kMember, Runs::kPool,
     chat::Cost::kRead, false, false, "", &conversation_sync},
    {"direct.open", "POST", "/direct", 200, Access::kPerson, Runs::kPool, chat::Cost::kWrite, false, false,
     "", &direct_open},
    {"group.create", "POST", "/groups", 200, Access::kPerson, Runs::kPool, chat::Cost::kWrite, true, false,
     "", &group_create},
    {"group.add", "POST", "/conversations/{conversation}/members", 200, Access::kGroupManager, Runs::kPool,
     chat::Cost::kWrite, false, false, "", &group_add},
    {"group.remove", "DELETE", "/conversations/{conversation}/members/{person}", 200, Access::kGroupManager,
     Runs::kPool, chat::Cost::kWrite, false, false, "", &group_remove},
    {"group.leave", "POST", "/conversations/{conversation}/leave", 200, Access::kMember, Runs::kPool,
     chat::Cost::kWrite, false, false, "", &group_leave},
    {"member.list", "GET", "/conversations/{conversation}/members", 200, Access::kMember, Runs::kPool,
     chat::Cost::kRead, false, false, "", &member_list},
    {"group.update", "PATCH", "/conversations/{conversation}", 200, Access::kGroupManager, Runs::kPool,
     chat::Cost::kWrite, false, false, "", &group_update},
    {"group.set_role", "PUT", "/conversations/{conversation}/members/{person}/role", 200,
     Access::kGroupManager, Runs::kPool, chat::Cost::kWrite, false, false, "", &group_set_role},
    {"group.hand_on", "POST", "/conversations/{conversation}/owner", 200, Access::kGroupManager, Runs::kPool,
     chat::Cost::kWrite, false, false, "", &group_hand_on},
    {"group.browse", "GET", "/groups", 200, Access::kPerson, Runs::kPool, chat::Cost::kRead, false, false, "",
     &group_browse},
    {"group.get", "GET", "/groups/{conversation}", 200, Access::kVisitor, Runs::kPool, chat::Cost::kRead,
     false, false, "", &group_get},
    {"group.join", "POST", "/groups/{conversation}/join", 200, Access::kVisitor, Runs::kPool,
     chat::Cost::kWrite, false, false, "", &group_join},
    {"group.delete", "POST", "/conversations/{conversation}/deletion", 200, Access::kGroupManager,
     Runs::kPool, chat::Cost::kWrite, false, false, "", &group_delete},
    {"group.deletion", "GET", "/conversations/{conversation}/deletion", 200, Access::kGroupManager,
     Runs::kPool, chat::Cost::kRead, false, false, "", &group_deletion},
    {"group.keep", "DELETE", "/conversations/{conversation}/deletion", 200, Access::kGroupManager,
     Runs::kPool, chat::Cost::kWrite, false, false, "", &group_keep},
    {"member.history", "GET", "/conversations/{conversation}/members/history", 200, Access::kMember,
     Runs::kPool, chat::Cost::kRead, false, false, "", &member_history},
    {"message.post", "POST", "/conversations/{conversation}/messages", 201, Access::kMember, Runs::kLoop,
     chat::Cost::kWrite, true, false, "", &message_post},
    {"message.list", "GET", "/conversations/{conversation}/messages", 200, Access::kMember, Runs::kPool,
     chat::Cost::kRead, false, false, "", &message_list},
    {"message.get", "GET", "/conversations/{conversation}/messages/{seq}", 200, Access::kMember, Runs::kPool,
     chat::Cost::kRead, false, true, "", &message_get},
    {"message.edit", "PATCH", "/conversations/{conversation}/messages/{seq}", 200, Access::kMember,
     Runs::kPool, chat::Cost::kWrite, false, true, "rev", &message_edit},
    {"message.versions", "GET", "/conversations/{conversation}/messages/{seq}/versions", 200, Access::kMember,
     Runs::kPool, chat::Cost::kRead, false, false, "", &message_versions},
    {"message.pin", "PUT", "/conversations/{conversation}/pins/{seq}", 200, Access::kMember, Runs::kPool,
     chat::Cost::kWrite, false, false, "", &message_pin},
    {"message.unpin", "DELETE", "/conversations/{conversation}/pins/{seq}", 200, Access::kMember, Runs::kPool,
     chat::Cost::kWrite, false, false, "", &message_unpin},
    {"message.pins", "GET", "/conversations/{conversation}/pins", 200, Access::kMember, Runs::kPool,
     chat::Cost::kRead, false, false, "", &message_pins},
    {"reaction.add", "PUT", "/conversations/{conversation}/messages/{seq}/reactions/{emoji}", 200,
     Access::kMember, Runs::kLoop, chat::Cost::kWrite, false, false, "", &reaction_add},
    {"reaction.remove", "DELETE", "/conversations/{conversation}/messages/{seq}/reactions/{emoji}", 200,
     Access::kMember, Runs::kLoop, chat::Cost::kWrite, false, false, "", &reaction_remove},
    {"reaction.list", "GET", "/conversations/{conversation}/messages/{seq}/reactions", 200, Access::kMember,
     Runs::kPool, chat::Cost::kRead, false, false, "", &reaction_list},
    {"mention.list", "GET", "/me/mentions", 200, Access::kPerson, Runs::kPool, chat::Cost::kRead, false,
     false, "", &mention_list},
    {"message.forward", "POST", "/conversations/{conversation}/messages/{seq}/forward", 201, Access::kMember,
     Runs::kPool, chat::Cost::kWrite, true, false, "", &message_forward},
    {"thread.open", "POST", "/conversations/{conversation}/messages/{seq}/thread", 200, Access::kMember,
     Runs::kPool, chat::Cost::kWrite, false, false, "", &thread_open},
    {"thread.follow", "PUT", "/conversations/{conversation}/messages/{seq}/thread/follow", 200,
     Access::kMember, Runs::kPool, chat::Cost::kWrite, false, false, "", &thread_follow},
    {"thread.unfollow", "DELETE", "/conversations/{conversation}/messages/{seq}/thread/follow", 200,
     Access::kMember, Runs::kPool, chat::Cost::kWrite, false, false, "", &thread_unfollow},
    {"thread.list", "GET", "/me/threads", 200, Access::kPerson, Runs::kPool, chat::Cost::kRead, false, false,
     "", &thread_list},
    {"message.delete", "DELETE", "/conversations/{conversation}/messages/{seq}", 200, Access::kMember,
     Runs::kPool, chat::Cost::kWrite, false, false, "", &message_delete},
    {"receipt.advance", "POST", "/conversations/{conversation}/receipts", 200, Access::kMember, Runs::kLoop,
     chat::Cost::kWrite, false, false, "", &receipt_advance},
    {"receipt.list", "GET", "/conversations/{conversation}/messages/{seq}/receipts", 200, Access::kMember,
     Runs::kPool, chat::Cost::kRead, false, false, "", &receipt_list},
    {"typing", "POST", "/conversations/{conversation}/typing", 200, Access::kMember, Runs::kLoop,
     chat::Cost::kWrite, false, false, "", &typing},
    {"personal.sync", "GET", "/me/log", 200, Access::kPerson, Runs::kPool, chat::Cost::kRead, false, false,
     "", &personal_sync},
    {"place.set", "PATCH", "/conversations/{conversation}/place", 200, Access::kMember, Runs::kPool,
     chat::Cost::kWrite, false, false, "", &place_set},
    {"message.save", "PUT", "/conversations/{conversation}/saved/{seq}", 200, Access::kMember, Runs::kPool,
     chat::Cost::kWrite, false, false, "", &message_save},
    {"message.unsave", "DELETE", "/conversations/{conversation}/saved/{seq}", 200, Access::kMember,
     Runs::kPool, chat::Cost::kWrite, false, false, "", &message_unsave},
    {"saved.list", "GET", "/me/saved", 200, Access::kPerson, Runs::kPool, chat::Cost::kRead, false, false, "",
     &saved_list},
    {"draft.set", "PUT", "/conversations/{conversation}/draft", 200, Access::kMember, Runs::kPool,
     chat::Cost::kWrite, false, false, "", &draft_set},
    {"message.schedule", "POST", "/conversations/{conversation}/scheduled", 201, Access::kMember, Runs::kPool,
     chat::Cost::kWrite, true, false, "", &message_schedule},
    {"scheduled.change", "PATCH", "/me/scheduled/{scheduled}", 200, Access::kPerson, Runs::kPool,
     chat::Cost::kWrite, false, false, "", &scheduled_change},
    {"scheduled.send", "POST", "/me/scheduled/{scheduled}/send", 200, Access::kPerson, Runs::kPool,
     chat::Cost::kWrite, false, false, "", &scheduled_send},
    {"scheduled.cancel", "DELETE", "/me/scheduled/{scheduled}", 200, Access::kPerson, Runs::kPool,
     chat::Cost::kWrite, false, false, "", &scheduled_cancel},
    {"preference.set", "PUT", "/me/preferences/{name}", 200, Access::kPerson, Runs::kPool, chat::Cost::kWrite,
     false, false, "", &preference_set},
    {"person.find", "GET", "/people", 200, Access::kPerson, Runs::kPool, chat::Cost::kRead, false, false, "",
     &person_find},
    {"person.get", "GET", "/people/{person}", 200, Access::kPerson, Runs::kLoop, chat::Cost::kRead, false,
     false, "", &person_get},
    {"message.search", "GET", "/search", 200, Access::kPerson, Runs::kPool, chat::Cost::kExpensive, false,
     false, "", &message_search},
    {"presence.set", "PUT", "/me/presence", 200, Access::kPerson, Runs::kLoop, chat::Cost::kWrite, false,
     false, "", &presence_set},
    {"presence.watch", "GET", "/presence", 200, Access::kPerson, Runs::kLoop, chat::Cost::kRead, false, false,
     "", &presence_watch},
    {"ping", "GET", "/ping", 200, Access::kPerson, Runs::kLoop, chat::Cost::kRead, false, false, "", &ping},
});

}  // namespace

std::span<const Command> commands() {
  return kCommands;
}

}  // namespace hearth::protocol
