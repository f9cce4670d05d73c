#include "ledger.h"

#include <stdexcept>

namespace hearth::bench {

bool SeqSet::add(std::uint64_t seq) {
  if (count_ == 0) {
    base_ = seq > kRoomBelow ? (seq - kRoomBelow) / 64 * 64 : 0;
    least_ = greatest_ = seq;
  }
  if (seq < base_) throw std::runtime_error("a seq is far below the first one seen");
  const std::uint64_t at = (seq - base_) / 64;
  const std::uint64_t bit = std::uint64_t{1} << ((seq - base_) % 64);
  if (at >= words_.size()) words_.resize(at + 1 + words_.size() / 2);
  if ((words_[at] & bit) != 0) return false;
  words_[at] |= bit;
  ++count_;
  if (seq < least_) least_ = seq;
  if (seq > greatest_) greatest_ = seq;
  return true;
}

Ledger::Verdict Ledger::verdict() const {
  Verdict out;
  const auto short_of = [](std::uint64_t wanted, std::uint64_t have) {
    return wanted > have ? wanted - have : 0;
  };
  out.missing = short_of(posted_, acknowledged_) + short_of(posted_ * (members_ - 1), delivered_);
  out.duplicates = duplicates_;
  for (std::size_t c = 0; c < of_conversation_.size(); ++c) {
    const SeqSet& all = of_conversation_[c];
    if (!all.whole()) ++out.torn;
    for (std::size_t m = c * members_; m < (c + 1) * members_; ++m) {
      const SeqSet& mine = of_person_[m];
      if (mine.count() != all.count() || mine.least() != all.least() || mine.greatest() != all.greatest())
        ++out.torn;
    }
  }
  return out;
}

}  // namespace hearth::bench
