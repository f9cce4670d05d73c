// Personal: the port to a person's own log: what concerns nobody but them, on all of their devices. It has a
// rev of its own, so that nothing of it takes a rev of a conversation and wakes others. Implemented by
// store/. Blocks: request-pool and job threads only. Everything throws when the database does not answer.
//
// Each change is one transaction that holds the person's head, so a person's changes come one after another.
// A change that changes nothing takes no rev.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "chat/calls.gen.h"

namespace hearth::chat {

// What one person may keep; beyond it they are refused with kTooLarge.
inline constexpr std::size_t kMostSaved = 10'000;
inline constexpr std::size_t kMostDrafts = 200;
inline constexpr std::size_t kMostScheduled = 100;
inline constexpr std::size_t kMostPreferences = 50;

/// What became of a wish to change something.
struct PersonalWrite {
  PersonalChange change;  // the thing as it is now; its rev is that of its latest change
  bool changed = false;   // false: it was so already, and there is nothing to tell
};

/// A message to be posted later.
struct ScheduledDraft {
  ConversationId conversation;
  std::string key;
  std::string body;
  std::optional<Seq> reply_to;
  Time send_at;
};

/// A message that is being posted: nobody can change it any more until end_scheduled.
struct TakenScheduled {
  ScheduledMessage message;
  std::string key;
};

/// The kind of job that posts a scheduled message, and the line it waits in. Its owner is the person.
inline constexpr const char* kScheduledJob = "message.scheduled";
inline constexpr const char* kScheduledQueue = "messages";

class Personal {
 public:
  virtual ~Personal() = default;

  /// 0 as long as nothing has happened.
  virtual Rev rev(PersonId person) = 0;
  /// What is newer than `since`, about `limit` of each kind: see PersonalNews. From 0, nothing that is gone.
  virtual PersonalNews changes(PersonId person, Rev since, std::uint32_t limit) = 0;

  virtual PersonalWrite edit_place(PersonId person, ConversationId conversation,
                                   const std::function<void(LinePlace&)>& edit) = 0;

  virtual Outcome<PersonalWrite> mark_saved(PersonId person, ConversationId conversation, Seq seq, bool saved,
                                            Time at) = 0;
  /// At most `limit` saved ones with rev < before, the latest first.
  virtual std::vector<SavedMark> saved(PersonId person, Rev before, std::uint32_t limit) = 0;

  /// Unless what is kept was written later.
  virtual Outcome<PersonalWrite> keep_draft(PersonId person, const KeptDraft& draft) = 0;

  /// An empty value forgets it.
  virtual Outcome<PersonalWrite> keep_preference(PersonId person, const std::string& name,
                                                 const std::string& value) = 0;

  /// With its job, in one transaction. A key that was scheduled before gives that one, as it is now.
  virtual Outcome<PersonalWrite> schedule(PersonId person, const ScheduledDraft& draft, Time at) = 0;
  /// Changes one that waits or has failed (with a job of its own where it waits then), or refuses what `edit`
  /// refuses; kNotFound where the person has none with this id, kConflict where it is being posted.
  virtual Outcome<PersonalWrite> edit_scheduled(
      PersonId person, std::uint64_t id, const std::function<std::optional<Refusal>(ScheduledMessage&)>& edit,
      Time at) = 0;
  /// For the job of this turn; none when something else has become of it. Taking it again, after a crash,
  /// gives it again.
  virtual std::optional<TakenScheduled> take_scheduled(PersonId person, std::uint64_t id,
                                                       std::uint32_t turn) = 0;
  /// Sent, with its place, or failed, with the reason.
  virtual PersonalWrite end_scheduled(PersonId person, std::uint64_t id, const Outcome<Seq>& outcome) = 0;
};

}  // namespace hearth::chat
