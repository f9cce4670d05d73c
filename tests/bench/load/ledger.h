// Ledger: was every message delivered exactly once to everybody but its sender, and acknowledged exactly
// once? By `seq`, the place of a message in its conversation: what a person has received and what they have
// been acknowledged must together be a run without a gap, the same for all of the conversation.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace hearth::bench {

/// A set of numbers that lie close together.
class SeqSet {
 public:
  /// False when it is there already.
  bool add(std::uint64_t seq);
  std::uint64_t count() const { return count_; }
  std::uint64_t least() const { return least_; }
  std::uint64_t greatest() const { return greatest_; }
  /// Every number between the least and the greatest is there.
  bool whole() const { return count_ == 0 || greatest_ - least_ + 1 == count_; }

 private:
  static constexpr std::uint64_t kRoomBelow = 64 * 64;
  std::vector<std::uint64_t> words_;
  std::uint64_t base_ = 0;
  std::uint64_t count_ = 0;
  std::uint64_t least_ = 0;
  std::uint64_t greatest_ = 0;
};

class Ledger {
 public:
  /// Conversation i has `members` people, whose numbers are i * members and on.
  Ledger(std::size_t conversations, std::size_t members)
      : members_(members), of_person_(conversations * members), of_conversation_(conversations) {}

  void posted() { ++posted_; }
  void acknowledged(std::size_t conversation, std::size_t sender, std::uint64_t seq) {
    ++acknowledged_;
    if (!of_conversation_[conversation].add(seq)) ++duplicates_;
    if (!of_person_[sender].add(seq)) ++duplicates_;
  }
  void delivered(std::size_t receiver, std::uint64_t seq) {
    ++delivered_;
    if (!of_person_[receiver].add(seq)) ++duplicates_;
  }

  std::uint64_t acknowledgements() const { return acknowledged_; }
  std::uint64_t deliveries() const { return delivered_; }
  bool everything_arrived() const {
    return acknowledged_ == posted_ && delivered_ == posted_ * (members_ - 1);
  }

  struct Verdict {
    std::uint64_t missing = 0;     // deliveries or acknowledgements that never came
    std::uint64_t duplicates = 0;  // that came more than once
    std::uint64_t torn = 0;        // people and conversations whose run has a gap or is not the others'
  };
  /// When nothing more is to be expected.
  Verdict verdict() const;

 private:
  const std::size_t members_;
  std::vector<SeqSet> of_person_;
  std::vector<SeqSet> of_conversation_;
  std::uint64_t posted_ = 0;
  std::uint64_t acknowledged_ = 0;
  std::uint64_t delivered_ = 0;
  std::uint64_t duplicates_ = 0;
};

}  // namespace hearth::bench
