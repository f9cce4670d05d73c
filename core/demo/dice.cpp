#include "demo/dice.h"

#include <bit>

namespace hearth::demo {
namespace {

std::uint64_t splitmix(std::uint64_t& state) {
  std::uint64_t z = (state += 0x9e3779b97f4a7c15U);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
  return z ^ (z >> 31);
}

}  // namespace

Dice::Dice(std::uint64_t seed, std::uint64_t stream) {
  std::uint64_t state = seed;
  state = splitmix(state) ^ (stream * 0xd1342543de82ef95U);
  for (std::uint64_t& word : state_) word = splitmix(state);
}

std::uint64_t Dice::next() {
  const std::uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
  const std::uint64_t t = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= t;
  state_[3] = std::rotl(state_[3], 45);
  return result;
}

std::uint64_t Dice::below(std::uint64_t n) {
  // The bias is below n / 2^32: nobody sees it in a demonstration.
  return ((next() >> 32) * n) >> 32;
}

std::size_t Dice::weighted(const std::vector<std::uint32_t>& weights) {
  std::uint64_t sum = 0;
  for (const std::uint32_t weight : weights) sum += weight;
  std::uint64_t at = below(sum);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (at < weights[i]) return i;
    at -= weights[i];
  }
  return weights.size() - 1;
}

}  // namespace hearth::demo
