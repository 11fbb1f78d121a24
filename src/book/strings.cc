// SPDX-License-Identifier: Apache-2.0
#include "book/strings.h"

#include <algorithm>
#include <functional>

namespace qingxin::book {

namespace {

constexpr std::size_t kBlockBytes = 1 << 16;

std::uint32_t hash_of(std::string_view text) {
  const std::size_t wide = std::hash<std::string_view>{}(text);
  return static_cast<std::uint32_t>(wide ^ (wide >> 32));
}

}  // namespace

Strings::Strings() : slots_(1024, Slot{0, kAbsent}) {
  add("");
}

std::size_t Strings::slot_of(std::string_view text, std::uint32_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  while (slots_[at].id != kAbsent && (slots_[at].hash != hash || texts_[slots_[at].id] != text))
    at = (at + 1) & mask;
  return at;
}

TextId Strings::find(std::string_view text) const {
  return slots_[slot_of(text, hash_of(text))].id;
}

TextId Strings::add(std::string_view text) {
  const std::uint32_t hash = hash_of(text);
  const std::size_t at = slot_of(text, hash);
  if (slots_[at].id != kAbsent) return slots_[at].id;
  const auto id = static_cast<TextId>(texts_.size());
  texts_.push_back(keep(text));
  slots_[at] = {hash, id};
  if (texts_.size() * 2 > slots_.size()) grow();
  return id;
}

void Strings::grow() {
  std::vector<Slot> old(slots_.size() * 2, Slot{0, kAbsent});
  old.swap(slots_);
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.id == kAbsent) continue;
    std::size_t at = slot.hash & mask;
    while (slots_[at].id != kAbsent) at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

std::string_view Strings::keep(std::string_view text) {
  if (blocks_.empty() || block_used_ + text.size() > blocks_.back().size()) {
    blocks_.emplace_back(std::max(kBlockBytes, text.size()), '\0');
    block_used_ = 0;
  }
  char* place = blocks_.back().data() + block_used_;
  std::ranges::copy(text, place);
  block_used_ += text.size();
  return {place, text.size()};
}

}  // namespace qingxin::book
