// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

namespace qingxin::sample {

constexpr std::uint64_t mixed(std::uint64_t word) {
  word = (word ^ (word >> 30)) * 0xbf58476d1ce4e5b9ULL;
  word = (word ^ (word >> 27)) * 0x94d049bb133111ebULL;
  return word ^ (word >> 31);
}

// SplitMix64. The distributions of the standard library differ from one machine to the next; a
// county of one seed must not.
class Random {
 public:
  // Each subject has its own stream, so that one more draw for it moves nobody else.
  constexpr Random(std::uint64_t seed, std::uint64_t subject)
      : state_(mixed(seed) ^ mixed(subject * 2 + 1)) {}

  constexpr std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15ULL;
    return mixed(state_);
  }

  // 0 … count-1. The remainder's bias is far below anything that a sample shows.
  constexpr int below(int count) {
    return static_cast<int>(next() % static_cast<std::uint64_t>(count));
  }

  constexpr int between(int least, int most) { return least + below(most - least + 1); }

  template <typename T>
  constexpr const T& pick(std::span<const T> choices) {
    return choices[static_cast<std::size_t>(below(static_cast<int>(choices.size())))];
  }

 private:
  std::uint64_t state_;
};

}  // namespace qingxin::sample
