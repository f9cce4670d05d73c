// Replays: the port to the answers that are given again when a program repeats a request with the same
// Idempotency-Key. Implemented by store/. Every function queries the database and blocks; they throw when it
// does not answer. What is kept is kept for kReplaysKept, and of one person at most kReplaysOfPerson.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include "chat/values.h"

namespace hearth::chat {

inline constexpr std::chrono::hours kReplaysKept{24};
inline constexpr std::size_t kReplaysOfPerson = 1000;
/// A request whose process died in the middle of it may be sent again after so long.
inline constexpr std::chrono::seconds kReplayLease{60};

/// An answer as it was given.
struct GivenAnswer {
  int status = 0;
  std::string content_type;
  std::string etag;  // empty when it had none
  std::string body;
};

class Replays {
 public:
  virtual ~Replays() = default;

  enum class State : std::uint8_t {
    kNew,       // nobody has asked this: carry it out, then keep() or drop() it
    kAnswered,  // `answer` was given
    kInFlight,  // it is being carried out
    kOther,     // the key came with another request
  };
  struct Found {
    State state = State::kNew;
    GivenAnswer answer;
  };

  /// `key` and `request`: 32 bytes each that stand for what came. Of several that come with one key at the
  /// same time, one is told kNew.
  virtual Found begin(PersonId person, std::string_view key, std::string_view request, Time at) = 0;
  virtual void keep(PersonId person, std::string_view key, const GivenAnswer& answer) = 0;
  /// It was not carried out: the key is free again.
  virtual void drop(PersonId person, std::string_view key) = 0;
  /// Forgets at most `limit` of those that came before; gives how many.
  virtual std::size_t forget(Time before, std::uint32_t limit) = 0;
};

}  // namespace hearth::chat
