// Organisation: all the talk of Ambermill, made up from a seed: 25 groups, 90 direct conversations and the
// notes of some people, 40,000 messages in two years. Pure: reads no clock, no file, no database.
//
// The same seed gives the same people saying the same things to each other, byte for byte, in every build;
// `until` only moves when. Immutable; any thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "chat/import.h"

namespace hearth::demo {

struct Script {
  std::uint64_t seed = 1;
  Time until;                           // nothing happens from then on
  std::vector<chat::PersonId> people;   // the ids of cast(), in its order
  std::optional<chat::PersonId> admin;  // the organisation's first admin, who is added to a few groups
};

inline constexpr std::size_t kMessages = 40'000;  // notices included
inline constexpr std::size_t kDirects = 90;
inline constexpr std::size_t kNotes = 24;

/// The accounts of cast(), in its order, without a password.
std::vector<chat::Account> demo_accounts(Time until);

class Organisation {
 public:
  /// Throws std::invalid_argument when `script` does not have an id for everybody.
  explicit Organisation(Script script);
  ~Organisation();
  Organisation(const Organisation&) = delete;
  Organisation& operator=(const Organisation&) = delete;

  /// How many conversations there are: groups first, then direct ones, then notes.
  std::size_t size() const;
  /// Makes the conversation number `i` up.
  chat::ImportedConversation conversation(std::size_t i) const;

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace hearth::demo
