#include "chat/message_update.h"

#include <algorithm>

#include "chat/thread_desk.h"

namespace hearth::chat {
namespace {

/// Each gives whether anything is new.
struct Applying {
  Message& message;
  PersonId by;
  bool has_reacted;
  Time at;

  Outcome<bool> operator()(const NewText& text) const {
    if (message.kind != MessageKind::kText) return not_found("message");
    if (text.expected && *text.expected != message.rev)
      return refuse(RefusalCode::kConflict, "The message has changed meanwhile.");
    if (text.body == message.body) return false;
    message.body = text.body;
    message.mentions = text.mentions;
    message.edited_at = at;
    return true;
  }

  Outcome<bool> operator()(const Erasure&) const {
    if (message.kind != MessageKind::kText) return not_found("message");
    message.body.clear();
    message.deleted_at = at;
    message.reply_to.reset();
    message.reactions.reset();
    message.pinned_at.reset();
    message.pinned_by.reset();
    message.mentions.reset();
    message.forwarded.reset();
    return true;
  }

  Outcome<bool> operator()(const NewSummary& news) const {
    const auto before = message.thread;
    if (!message.thread) message.thread.emplace();
    merge(*message.thread, news.thread);
    return message.thread != before;
  }

  Outcome<bool> operator()(const ReactionChange& change) const {
    if (change.add == has_reacted) return false;
    if (change.add) return add(change.emoji);
    take_back(change.emoji);
    return true;
  }

  Outcome<bool> operator()(const PinChange& change) const {
    if (message.kind != MessageKind::kText) return not_found("message");
    if (change.pin == message.pinned_at.has_value()) return false;
    message.pinned_at = change.pin ? std::optional(at) : std::nullopt;
    message.pinned_by = change.pin ? std::optional(by) : std::nullopt;
    return true;
  }

 private:
  Outcome<bool> add(const std::string& emoji) const {
    auto reactions = message.reactions.value_or(std::vector<Reaction>{});
    auto found = std::ranges::find(reactions, emoji, &Reaction::emoji);
    if (found == reactions.end()) {
      if (reactions.size() >= kMostReactions)
        return refuse(RefusalCode::kTooLarge, "This message has as many different reactions as it can have.");
      found = reactions.insert(found, {emoji, 0, {}});
    }
    ++found->count;
    if (found->people.size() < kNamedReactors) found->people.push_back(by);
    message.reactions = std::move(reactions);
    return true;
  }

  /// Who was not named before is not named now: whatever one has seen of the changes, one gets the same list.
  void take_back(const std::string& emoji) const {
    if (!message.reactions) return;
    auto& reactions = *message.reactions;
    const auto found = std::ranges::find(reactions, emoji, &Reaction::emoji);
    if (found == reactions.end()) return;
    std::erase(found->people, by);
    if (found->count > 1)
      --found->count;
    else
      reactions.erase(found);
    if (reactions.empty()) message.reactions.reset();
  }
};

}  // namespace

Outcome<bool> apply(Message& message, const MessageUpdate& update, bool has_reacted, Time at) {
  // A thread goes on where the message that it hangs from is deleted.
  if (message.deleted_at && !std::holds_alternative<NewSummary>(update.what)) return not_found("message");
  return std::visit(Applying{message, update.by, has_reacted, at}, update.what);
}

}  // namespace hearth::chat
