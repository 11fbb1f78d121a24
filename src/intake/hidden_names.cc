// SPDX-License-Identifier: Apache-2.0
#include "intake/hidden_names.h"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <unordered_map>
#include <vector>

#include "intake/said_text.h"

namespace qingxin::intake {

namespace {

// The names as one automaton (Aho and Corasick): it reads each character of the text once.
class Names {
 public:
  explicit Names(std::span<const std::string> names) : states_(1) {
    for (const std::string& name : names) {
      const std::u32string points = points_of(name);
      if (points.size() >= 2) add(points);
    }
    link();
  }

  // The length of the longest name that ends with this character; 0: none.
  std::int32_t read(char32_t point) {
    at_ = after(at_, point);
    return states_[at_].longest;
  }

 private:
  using State = std::uint32_t;
  struct Node {
    State parent = 0;
    State shorter = 0;  // the longest end of what was read that begins a name, too
    char32_t point = 0;
    std::int32_t depth = 0;
    std::int32_t longest = 0;
  };

  static std::uint64_t edge(State from, char32_t point) {
    return std::uint64_t{from} << 32 | point;
  }

  void add(std::u32string_view name) {
    State at = 0;
    for (const char32_t point : name) {
      const auto [next, is_new] =
          next_.try_emplace(edge(at, point), static_cast<State>(states_.size()));
      if (is_new) states_.push_back({.parent = at, .point = point, .depth = states_[at].depth + 1});
      at = next->second;
    }
    states_[at].longest = states_[at].depth;
  }

  // The shorter ones first: each is made of those before it.
  void link() {
    std::vector<State> order(states_.size());
    std::iota(order.begin(), order.end(), State{0});
    std::ranges::stable_sort(order, {}, [&](State state) { return states_[state].depth; });
    for (const State state : order) {
      Node& node = states_[state];
      if (node.depth > 1) node.shorter = after(states_[node.parent].shorter, node.point);
      node.longest = std::max(node.longest, states_[node.shorter].longest);
    }
  }

  State after(State from, char32_t point) const {
    while (true) {
      const auto next = next_.find(edge(from, point));
      if (next != next_.end()) return next->second;
      if (from == 0) return 0;
      from = states_[from].shorter;
    }
  }

  std::vector<Node> states_;
  std::unordered_map<std::uint64_t, State> next_;
  State at_ = 0;
};

}  // namespace

std::string with_names_hidden(std::string_view text, std::span<const std::string> names) {
  if (names.empty()) return std::string{text};
  std::u32string points = points_of(text);
  Names all(names);
  std::vector<std::int32_t> ends(points.size());
  std::ranges::transform(points, ends.begin(), [&](char32_t point) { return all.read(point); });
  std::int32_t left = 0;  // characters of a name, from its end on
  for (std::size_t i = points.size(); i-- > 0; --left) {
    left = std::max(left, ends[i]);
    if (left > 0) points[i] = U'*';
  }
  return utf8_of(points);
}

}  // namespace qingxin::intake
