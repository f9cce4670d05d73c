// ConversationLog: writes down what happens in one conversation, in order, giving out seq and rev as the real
// log does. Owned by whoever makes the conversation up; one thread.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "chat/import.h"

namespace hearth::demo {

class ConversationLog {
 public:
  /// A direct conversation, or with one person their notes: rev 1 and no message.
  void found_direct(std::span<const chat::PersonId> people, Time at);
  /// A group with the notice that it was created as message 1. The first is its owner.
  void found_group(std::span<const chat::PersonId> people, std::string name, Time at);

  /// Somebody comes: added by another, or on their own when `by` is `person`.
  void add(chat::PersonId person, chat::PersonId by, Time at);
  /// Somebody goes: removed by another, or on their own when `by` is `person`.
  void take_out(chat::PersonId person, chat::PersonId by, Time at);
  void rename(std::string name, chat::PersonId by, Time at);
  /// A role that was given at the founding, without a notice.
  void give_role(chat::PersonId person, chat::GroupRole role);

  chat::Seq post(chat::PersonId sender, std::string body, std::optional<chat::Seq> reply_to, Time at);
  void edit(chat::Seq seq, Time at);
  void remove(chat::Seq seq, Time at);
  /// Unless they did with the same emoji already, or it was taken back.
  void react(chat::Seq seq, chat::PersonId person, std::string emoji, Time at);
  void pin(chat::Seq seq, chat::PersonId by, Time at);

  /// Present members, in the order in which they came.
  std::vector<chat::PersonId> present() const;
  chat::Seq seq() const { return made_.messages.size(); }
  /// Of the latest message, or of the founding.
  Time last_at() const;
  const chat::Message& message(chat::Seq seq) const { return made_.messages[seq - 1].message; }

  /// For what is not told by an event of its own. `next_rev` for each change.
  chat::ImportedConversation& made() { return made_; }
  chat::Rev next_rev() { return ++made_.rev; }

 private:
  chat::Member& member(chat::PersonId person);
  void notice(chat::Notice notice, chat::PersonId by, chat::Rev rev, Time at);
  void note_member(const chat::Member& member, chat::PersonId by, Time at);

  chat::ImportedConversation made_;
};

}  // namespace hearth::demo
