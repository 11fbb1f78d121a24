// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace qingxin::book {

// A text kept once and named by a small number. 0 is the empty text: the cell was empty.
using TextId = std::uint32_t;

class Strings {
 public:
  Strings();
  Strings(Strings&&) = default;
  Strings& operator=(Strings&&) = default;

  TextId add(std::string_view text);
  // Each text of another one, in its order: ids[i] is the number here of what was i there.
  void add_all(const Strings& others, std::vector<TextId>& ids);
  // kAbsent when the text was never added.
  TextId find(std::string_view text) const;
  std::string_view operator[](TextId id) const { return texts_[id]; }
  std::size_t size() const { return texts_.size(); }
  // As if new; the memory stays for what comes next.
  void clear();

  static constexpr TextId kAbsent = UINT32_MAX;

 private:
  struct Slot {
    std::uint32_t hash;
    TextId id;
  };
  TextId add(std::string_view text, std::uint32_t hash);
  std::size_t slot_of(std::string_view text, std::uint32_t hash) const;
  void grow();
  std::string_view keep(std::string_view text);

  std::vector<std::string_view> texts_;
  std::deque<std::string> blocks_;  // the bytes; a block is never moved
  std::size_t block_used_ = 0;
  std::vector<Slot> slots_;  // open addressing; a power of two
};

}  // namespace qingxin::book
