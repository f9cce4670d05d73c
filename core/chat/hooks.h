// Every hook of the product, on one page. The tense is the contract:
//
//   -ing  asks before: handlers run in order on the asker's thread, may change what they get or refuse it.
//         They must not block: some of the askers are event loops. A handler that throws is a refusal.
//   -ed   tells after the commit: handlers run one after another on the hooks' own thread, off the path.
//         What they throw is logged and goes nowhere.
//
// Every registration has an owner, so that unloading a plugin is one call. Dispatch walks a snapshot, never
// under a lock.
#pragma once

#include <algorithm>
#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/guarded.h"
#include "chat/calls.gen.h"
#include "chat/conversations.h"

namespace hearth::chat {

/// A thread that runs tasks one after another. Implemented by app/.
class Aside {
 public:
  virtual ~Aside() = default;
  /// Never waits; drops the task, and says so in the log, when too many are queued. Any thread.
  virtual void run(std::function<void()> task) = 0;
};

/// The handlers of one hook.
template <class Handler>
class Registrations {
 public:
  void add(std::string owner, Handler handler) {
    rows_.with([&](auto& rows) {
      auto changed = rows ? std::make_shared<Rows>(*rows) : std::make_shared<Rows>();
      changed->push_back({std::move(owner), std::move(handler)});
      rows = std::move(changed);
    });
    in_use_.store(true, std::memory_order_release);
  }
  void remove(const std::string& owner) {
    rows_.with([&](auto& rows) {
      if (!rows) return;
      auto changed = std::make_shared<Rows>(*rows);
      std::erase_if(*changed, [&](const Row& row) { return row.owner == owner; });
      rows = std::move(changed);
    });
  }

 protected:
  struct Row {
    std::string owner;
    Handler handler;
  };
  using Rows = std::vector<Row>;

  std::shared_ptr<const Rows> snapshot() const {
    if (!in_use_.load(std::memory_order_acquire)) return {};
    return rows_.read([](const auto& rows) { return rows; });
  }

 private:
  Guarded<std::shared_ptr<const Rows>> rows_;
  std::atomic<bool> in_use_{false};
};

/// An -ing hook.
template <class Subject>
class Asking : public Registrations<std::function<std::optional<Refusal>(Subject&)>> {
 public:
  /// The first refusal, or none. `subject` may have been changed.
  std::optional<Refusal> ask(Subject& subject) const {
    if (const auto rows = this->snapshot())
      for (const auto& row : *rows) try {
          if (auto refusal = row.handler(subject)) return refusal;
        } catch (const std::exception&) {
          return Refusal{RefusalCode::kRefusedByPlugin, "The rule \"" + row.owner + "\" failed.", {}, 0};
        }
    return {};
  }
};

/// An -ed hook.
template <class Happening>
class Telling : public Registrations<std::function<void(const Happening&)>> {
 public:
  void tell(Aside& aside, const Happening& happening) const {
    const auto rows = this->snapshot();
    if (!rows || rows->empty()) return;
    aside.run([rows, happening] {
      for (const auto& row : *rows) row.handler(happening);
    });
  }
};

/// A message on its way in.
struct MessageDraft {
  const Caller& who;
  ConversationId conversation;
  std::string& body;
  std::optional<Seq> reply_to;
};

/// New words for a message, on their way in.
struct EditDraft {
  const Caller& who;
  ConversationId conversation;
  const Message& message;  // as it is
  std::string& body;
};

struct DeletionDraft {
  const Caller& who;
  ConversationId conversation;
  const Message& message;
};

struct MembersDraft {
  const Caller& who;
  ConversationId conversation;
  const std::vector<PersonId>& people;
};

/// What is to be new about a group.
struct SettingsDraft {
  const Caller& who;
  ConversationId conversation;
  std::optional<std::string>& name;
  std::optional<std::string>& description;
  std::optional<Visibility>& visibility;
};

struct Hooks {
  explicit Hooks(Aside& runs_aside) : aside(runs_aside) {}

  Aside& aside;

  Asking<MessageDraft> message_posting;   // every message of a person, before it is stored
  Telling<MessagePosted> message_posted;  // after its commit
  Asking<EditDraft> message_editing;
  Asking<DeletionDraft> message_deleting;
  Telling<MessageChanged> message_changed;    // edited, deleted, pinned, unpinned; news of its thread
  Telling<ReactionChanged> reaction_changed;  // added, taken back
  Asking<GroupDraft> group_creating;          // name, description and people may be changed
  Telling<Founded> conversation_created;      // groups and direct conversations, once each
  Asking<MembersDraft> members_adding;        // people who would be new in a group
  Telling<MemberChanged> members_changed;     // joined, left, removed, given a role
  Asking<SettingsDraft> group_changing;       // name, description, visibility; they may be changed
  Telling<ConversationChanged> conversation_changed;
  Telling<ConversationDeleted> conversation_deleted;
  Telling<ReceiptAdvanced> receipts_advanced;
  Telling<Person> person_registered;
  Telling<PresenceState> presence_changed;

  /// Takes away everything that this owner registered.
  void remove(const std::string& owner) {
    message_posting.remove(owner);
    message_posted.remove(owner);
    message_editing.remove(owner);
    message_deleting.remove(owner);
    message_changed.remove(owner);
    reaction_changed.remove(owner);
    group_creating.remove(owner);
    conversation_created.remove(owner);
    members_adding.remove(owner);
    members_changed.remove(owner);
    group_changing.remove(owner);
    conversation_changed.remove(owner);
    conversation_deleted.remove(owner);
    receipts_advanced.remove(owner);
    person_registered.remove(owner);
    presence_changed.remove(owner);
  }
};

}  // namespace hearth::chat
