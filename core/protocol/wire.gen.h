// Made from core/protocol/protocol.yaml by `npm --prefix web run protocol`. Do not edit.
//
// Values, answers and events as JSON; commands by name and by REST route. Any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "chat/calls.gen.h"
#include "protocol/command.h"

namespace hearth::protocol {

inline constexpr std::uint32_t kVersion = 1;

/// The server is stopping or restarting.
inline constexpr Close kCloseGoingAway{1001, R"({"why":"going_away","retry":"later","after_ms":[200,4000]})"};
/// The client broke the protocol.
inline constexpr Close kCloseProtocol{4400, R"({"why":"protocol","retry":"no"})"};
/// The session has ended.
inline constexpr Close kCloseSignedOut{4401, R"({"why":"signed_out","retry":"sign_in"})"};
/// No sign of life in time.
inline constexpr Close kCloseLost{4408, R"({"why":"lost","retry":"now"})"};
/// The client reads too slowly. It resumes by rev and misses nothing.
inline constexpr Close kCloseSlow{4429, R"({"why":"slow","retry":"later","after_ms":[500,3000]})"};
/// The server cannot serve the session at present.
inline constexpr Close kCloseUnavailable{4503,
                                         R"({"why":"unavailable","retry":"later","after_ms":[1000,8000]})"};

std::string_view name_of(chat::OrganisationRole value);
std::string_view name_of(chat::GroupRole value);
std::string_view name_of(chat::ConversationKind value);
std::string_view name_of(chat::Visibility value);
std::string_view name_of(chat::MessageKind value);
std::string_view name_of(chat::NoticeKind value);
std::string_view name_of(chat::Deletion value);
std::string_view name_of(chat::Presence value);
std::string_view name_of(chat::SearchOrder value);
std::string_view name_of(chat::ScheduledState value);

void append(std::string& out, const chat::Person& value);
void append(std::string& out, const chat::PresenceState& value);
void append(std::string& out, const chat::Notice& value);
void append(std::string& out, const chat::Reaction& value);
void append(std::string& out, const chat::Mentions& value);
void append(std::string& out, const chat::ThreadSummary& value);
void append(std::string& out, const chat::Forwarded& value);
void append(std::string& out, const chat::Message& value);
void append(std::string& out, const chat::MentionPlace& value);
void append(std::string& out, const chat::Member& value);
void append(std::string& out, const chat::Line& value);
void append(std::string& out, const chat::FollowedThread& value);
void append(std::string& out, const chat::Advance& value);
void append(std::string& out, const chat::Receipt& value);
void append(std::string& out, const chat::Version& value);
void append(std::string& out, const chat::Reactor& value);
void append(std::string& out, const chat::Piece& value);
void append(std::string& out, const chat::Hit& value);
void append(std::string& out, const chat::GroupCard& value);
void append(std::string& out, const chat::MemberEvent& value);
void append(std::string& out, const chat::Hello& value);
void append(std::string& out, const chat::Posted& value);
void append(std::string& out, const chat::Messages& value);
void append(std::string& out, const chat::Changes& value);
void append(std::string& out, const chat::Members& value);
void append(std::string& out, const chat::People& value);
void append(std::string& out, const chat::Changed& value);
void append(std::string& out, const chat::Versions& value);
void append(std::string& out, const chat::Reactors& value);
void append(std::string& out, const chat::Pins& value);
void append(std::string& out, const chat::MentionPlaces& value);
void append(std::string& out, const chat::FollowedThreads& value);
void append(std::string& out, const chat::Receipts& value);
void append(std::string& out, const chat::Hits& value);
void append(std::string& out, const chat::Presences& value);
void append(std::string& out, const chat::MemberHistory& value);
void append(std::string& out, const chat::Groups& value);
void append(std::string& out, const chat::GroupDeletion& value);
void append(std::string& out, const chat::LinePlace& value);
void append(std::string& out, const chat::SavedMark& value);
void append(std::string& out, const chat::KeptDraft& value);
void append(std::string& out, const chat::ScheduledMessage& value);
void append(std::string& out, const chat::Preference& value);
void append(std::string& out, const chat::PersonalChange& value);
void append(std::string& out, const chat::PersonalNews& value);
void append(std::string& out, const chat::SavedMessage& value);
void append(std::string& out, const chat::SavedMessages& value);
void append(std::string& out, const chat::Done& value);

/// Events: the whole frame payload, `{"on":…}`.
void append(std::string& out, const chat::Welcome& event);
void append(std::string& out, const chat::MessagePosted& event);
void append(std::string& out, const chat::MessageChanged& event);
void append(std::string& out, const chat::ReactionChanged& event);
void append(std::string& out, const chat::MemberChanged& event);
void append(std::string& out, const chat::ConversationChanged& event);
void append(std::string& out, const chat::ReceiptAdvanced& event);
void append(std::string& out, const chat::ConversationJoined& event);
void append(std::string& out, const chat::ConversationLeft& event);
void append(std::string& out, const chat::ConversationDeleted& event);
void append(std::string& out, const chat::DeletionProgressed& event);
void append(std::string& out, const chat::PersonalChanged& event);
void append(std::string& out, const chat::Typing& event);
void append(std::string& out, const chat::PresenceChanged& event);

}  // namespace hearth::protocol
