// Dice: a small pseudo-random generator that gives the same numbers for the same seed on every machine and
// with every compiler (the distributions of <random> do not). Not for secrets. Owned by one thread.
//
// xoshiro256** by Blackman and Vigna, seeded by splitmix64 (prng.di.unimi.it, public domain).
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace hearth::demo {

class Dice {
 public:
  /// Different `stream`s of one seed have nothing to do with each other.
  explicit Dice(std::uint64_t seed, std::uint64_t stream = 0);

  std::uint64_t next();
  /// 0 to n - 1; n at least 1 and below 2^32.
  std::uint64_t below(std::uint64_t n);
  /// first to last, both included.
  std::uint64_t between(std::uint64_t first, std::uint64_t last) { return first + below(last - first + 1); }
  bool percent(std::uint64_t chance) { return below(100) < chance; }
  bool permille(std::uint64_t chance) { return below(1000) < chance; }

  template <class T>
  const T& one_of(const std::vector<T>& all) {
    return all[below(all.size())];
  }
  template <class T>
  void shuffle(std::vector<T>& all) {
    for (std::size_t i = all.size(); i > 1; --i) std::swap(all[i - 1], all[below(i)]);
  }
  /// An index of `weights`, each as often as its weight says; their sum is at least 1.
  std::size_t weighted(const std::vector<std::uint32_t>& weights);

 private:
  std::uint64_t state_[4];
};

}  // namespace hearth::demo
