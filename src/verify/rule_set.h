// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace qingxin::verify {

// One bit per rule of the catalogue, at its position there. Apart from the catalogue, which takes
// long to compile.
using RuleSet = std::uint64_t;
inline constexpr std::size_t kRulesMost = 64;

}  // namespace qingxin::verify
