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
  }
  return "";
}

bool from_name(std::string_view name, chat::ConversationKind& value) {
  if (name == "direct") return value = chat::ConversationKind::kDirect, true;
  if (name == "self") return value = chat::ConversationKind::kSelf, true;
  if (name == "group") return value = chat::ConversationKind::kGroup, true;
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
  if (value.last_message) {
    out += R"("last_message":)";
    append(out, (*value.last_message));
    out += ',';
  }
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
  if (value.next) {
    out += R"("next":)";
    json::append_string(out, (*value.next));
    out += ',';
  }
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
    {"message.delete", "DELETE", "/conversations/{conversation}/messages/{seq}", 200, Access::kMember,
     Runs::kPool, chat::Cost::kWrite, false, false, "", &message_delete},
    {"receipt.advance", "POST", "/conversations/{conversation}/receipts", 200, Access::kMember, Runs::kLoop,
     chat::Cost::kWrite, false, false, "", &receipt_advance},
    {"receipt.list", "GET", "/conversations/{conversation}/messages/{seq}/receipts", 200, Access::kMember,
     Runs::kPool, chat::Cost::kRead, false, false, "", &receipt_list},
    {"typing", "POST", "/conversations/{conversation}/typing", 200, Access::kMember, Runs::kLoop,
     chat::Cost::kWrite, false, false, "", &typing},
    {"person.find", "GET", "/people", 200, Access::kPerson, Runs::kPool, chat::Cost::kRead, false, false, "",
     &person_find},
    {"person.get", "GET", "/people/{person}", 200, Access::kPerson, Runs::kLoop, chat::Cost::kRead, false,
     false, "", &person_get},
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
