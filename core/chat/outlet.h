// Outlet: the port through which the product speaks to connected devices. Implemented by gateway/.
#pragma once

#include <cstdint>
#include <span>
#include <variant>

#include "chat/calls.gen.h"

namespace hearth::chat {

using Event = std::variant<MessagePosted, MessageChanged, ReactionChanged, MemberChanged, ConversationChanged,
                           ReceiptAdvanced, ConversationJoined, ConversationLeft, ConversationDeleted,
                           DeletionProgressed, PersonalChanged, Typing, PresenceChanged>;

/// Who is to hear an event.
struct Audience {
  enum class Kind : std::uint8_t { kConversation, kPerson, kWatchers, kConnection } kind;
  std::uint64_t id;          // of the conversation, the person, the watched person, or the connection
  std::uint64_t except = 0;  // a connection that knows already; 0 for none

  static Audience conversation(ConversationId c, std::uint64_t except = 0) {
    return {Kind::kConversation, c.value, except};
  }
  static Audience person(PersonId p) { return {Kind::kPerson, p.value}; }
  static Audience watchers(PersonId p) { return {Kind::kWatchers, p.value}; }
  static Audience connection(std::uint64_t origin) { return {Kind::kConnection, origin}; }
};

/// What is said on one thread arrives in that order, replies included. Nothing here waits. Any thread.
class Outlet {
 public:
  virtual ~Outlet() = default;

  /// Encodes the event once and sends it to everybody concerned on this node.
  virtual void tell(const Audience& audience, const Event& event) = 0;

  /// From here on, all connections of the person hear the conversation; or no longer.
  virtual void join(PersonId person, ConversationId conversation) = 0;
  virtual void part(PersonId person, ConversationId conversation) = 0;

  /// The same for all connections of the person and many conversations.
  virtual void part(PersonId person, std::span<const ConversationId> conversations) = 0;
  /// From here on, this connection hears the conversation.
  virtual void listen(std::uint64_t origin, ConversationId conversation) = 0;

  /// From here on, this connection hears of the presence of these people, and of no others.
  virtual void watch(std::uint64_t origin, std::span<const PersonId> people) = 0;
};

}  // namespace hearth::chat
