// SPDX-License-Identifier: Apache-2.0
#include "verify/sharing.h"

#include <algorithm>

#include "base/check.h"

namespace qingxin::verify {

void Holders::start_with(std::vector<book::NumberPair>&& pairs) {
  std::ranges::sort(pairs);
  start_.clear();
  changed_.clear();
  for (const auto& [key, value] : pairs) {
    const bool is_known =
        !start_.empty() && start_.back().key == key && start_.back().value == value;
    if (!is_known) start_.push_back({key, value, 0});
    ++start_.back().rows;
  }
  start_.shrink_to_fit();
}

std::span<const Holders::Held> Holders::of(std::uint32_t key) const {
  if (!changed_.empty())
    if (const auto changed = changed_.find(key); changed != changed_.end()) return changed->second;
  const auto found = std::ranges::equal_range(start_, key, {}, &Held::key);
  return {found.begin(), found.end()};
}

bool Holders::has(std::uint32_t key, std::uint32_t value) const {
  return std::ranges::binary_search(of(key), value, {}, &Held::value);
}

std::vector<Holders::Held>& Holders::opened(std::uint32_t key) {
  const std::span<const Held> held = of(key);
  return changed_.try_emplace(key, held.begin(), held.end()).first->second;
}

bool Holders::add(std::uint32_t key, std::uint32_t value) {
  std::vector<Held>& held = opened(key);
  auto at = std::ranges::lower_bound(held, value, {}, &Held::value);
  const bool is_new = at == held.end() || at->value != value;
  if (is_new) at = held.insert(at, {key, value, 0});
  ++at->rows;
  return is_new;
}

bool Holders::remove(std::uint32_t key, std::uint32_t value) {
  std::vector<Held>& held = opened(key);
  const auto at = std::ranges::lower_bound(held, value, {}, &Held::value);
  check(at != held.end() && at->value == value);
  if (--at->rows > 0) return false;
  held.erase(at);
  return true;
}

}  // namespace qingxin::verify
