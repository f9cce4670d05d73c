// History: the port to what is stored of conversations. Implemented by store/. Every function queries the
// database and blocks: request-pool and job threads only. They throw when the database does not answer.
#pragma once

#include <span>
#include <utility>
#include <vector>

#include "chat/values.h"

namespace hearth::chat {

/// Where a message mentions somebody.
struct MentionMark {
  Time at;
  ConversationId conversation;
  Seq seq = 0;
};

class History {
 public:
  virtual ~History() = default;

  /// The messages with first <= seq <= last, by seq. There are no gaps, so any page is such a range.
  virtual std::vector<Message> messages(ConversationId conversation, Seq first, Seq last) = 0;

  /// The messages with exactly these places, in any order.
  virtual std::vector<std::pair<ConversationId, Message>> messages_at(
      std::span<const std::pair<ConversationId, Seq>> places) = 0;

  /// At most `limit` messages with rev > since, by rev. `first_posted`: no message before it was posted after
  /// `since`; the closer it is, the less is read in vain.
  virtual std::vector<Message> changed_messages(ConversationId conversation, Rev since, Seq first_posted,
                                                std::uint32_t limit) = 0;

  /// At most `limit` members (those who left too) with rev > since, by rev. Several may share a rev.
  virtual std::vector<Member> changed_members(ConversationId conversation, Rev since,
                                              std::uint32_t limit) = 0;

  /// Present members with person > after, by person.
  virtual std::vector<Member> members(ConversationId conversation, PersonId after, std::uint32_t limit) = 0;

  /// What happened to the members with (rev, person) before `before`, the latest first; of one rev the
  /// highest person first.
  virtual std::vector<MemberEvent> member_events(ConversationId conversation, std::pair<Rev, PersonId> before,
                                                 std::uint32_t limit) = 0;

  /// For the present members with person > after, by person: when they got and saw the message `seq`.
  virtual std::vector<Receipt> receipts(ConversationId conversation, Seq seq, PersonId after,
                                        std::uint32_t limit) = 0;

  /// Of these messages, those that the person reacted to, and with what.
  virtual std::vector<std::pair<Seq, std::string>> own_reactions(ConversationId conversation, PersonId person,
                                                                 std::span<const Seq> messages) = 0;

  /// Who reacted to the message, with rev > after, in the order of their revs.
  virtual std::vector<std::pair<Rev, Reactor>> reactors(ConversationId conversation, Seq seq, Rev after,
                                                        std::uint32_t limit) = 0;

  /// What the message said before its edits with rev > after, by rev.
  virtual std::vector<Version> versions(ConversationId conversation, Seq seq, Rev after,
                                        std::uint32_t limit) = 0;

  /// Pinned messages with seq < before, the latest first.
  virtual std::vector<Message> pins(ConversationId conversation, Seq before, std::uint32_t limit) = 0;

  /// Where this person is mentioned, by name, or with everybody in a conversation of which they are a present
  /// member; the latest first, behind `after`.
  virtual std::vector<MentionMark> mentions_of(PersonId person, const std::optional<MentionMark>& after,
                                               std::uint32_t limit) = 0;
};

}  // namespace hearth::chat
