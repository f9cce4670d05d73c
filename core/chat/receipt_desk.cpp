#include "chat/receipt_desk.h"

#include <algorithm>

namespace hearth::chat {

void ReceiptDesk::advance(ConversationId conversation, PersonId person, Seq delivered, Seq read) {
  const auto now_at = directory_.advance(conversation, person, delivered, read);
  if (now_at) note(conversation, person, now_at->first, now_at->second, true, now());
}

void ReceiptDesk::posted(ConversationId conversation, PersonId person, Seq seq, Time at) {
  note(conversation, person, seq, seq, false, at);
}

void ReceiptDesk::note(ConversationId conversation, PersonId person, Seq delivered, Seq read, bool urgent,
                       Time at) {
  pending_.with([&](auto& all) {
    auto [place, is_new] = all.try_emplace(conversation);
    Pending& pending = place->second;
    if (is_new) pending.since = at;
    pending.urgent = pending.urgent || urgent;
    auto& [held_delivered, held_read] = pending.people[person];
    held_delivered = std::max(held_delivered, delivered);
    held_read = std::max(held_read, read);
  });
}

void ReceiptDesk::tick(Time at, bool all) {
  std::vector<std::pair<ConversationId, Pending>> due;
  pending_.with([&](auto& held) {
    for (auto place = held.begin(); place != held.end();) {
      if (!all && !place->second.urgent && at - place->second.since < kOwnDelay) {
        ++place;
        continue;
      }
      due.emplace_back(place->first, std::move(place->second));
      place = held.erase(place);
    }
  });
  for (auto& [conversation, pending] : due) write(conversation, std::move(pending));
}

void ReceiptDesk::write(ConversationId conversation, Pending pending) {
  ReceiptsChange change;
  change.advances.reserve(pending.people.size());
  for (const auto& [person, marks] : pending.people)
    change.advances.push_back({person, marks.first, marks.second});
  std::sort(change.advances.begin(), change.advances.end(),
            [](const Advance& a, const Advance& b) { return a.person < b.person; });
  auto advances = change.advances;
  log_.append({conversation, std::move(change),
               [this, conversation, advances = std::move(advances)](Outcome<Committed> outcome) {
                 if (!outcome) {
                   if (outcome.reason().code == RefusalCode::kNotFound) return;  // deleted meanwhile
                   // Not lost: they go with the next tick.
                   for (const Advance& a : advances)
                     note(conversation, a.person, a.delivered_seq, a.read_seq, true, now());
                   return;
                 }
                 directory_.apply_rev(conversation, outcome->rev);
                 const ReceiptAdvanced event{conversation, outcome->rev, advances};
                 outlet_.tell(Audience::conversation(conversation), event);
                 hooks_.receipts_advanced.tell(hooks_.aside, event);
               }});
}

}  // namespace hearth::chat
