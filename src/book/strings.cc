// SPDX-License-Identifier: Apache-2.0
#include "book/strings.h"

#include <algorithm>
#include <array>

#include "base/bytes.h"

namespace qingxin::book {

namespace {

constexpr std::size_t kTextBlockBytes = 1 << 16;
constexpr std::size_t kSlotsAtFirst = 1024;

// The product of two words of 64 bits, both halves of it folded into one.
constexpr std::uint64_t folded_product(std::uint64_t a, std::uint64_t b) {
  __extension__ using Wide = unsigned __int128;
  const Wide product = static_cast<Wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

// In the manner of wyhash: words of eight bytes, the last ones overlapping, multiplied in pairs.
std::uint32_t hash_of(std::string_view text) {
  constexpr std::uint64_t kFirst = 0xA0761D6478BD642FU;
  constexpr std::uint64_t kSecond = 0xE7037ED1A0B428DBU;
  const char* at = text.data();
  const char* const end = at + text.size();
  std::uint64_t hash = kFirst ^ text.size();
  for (; end - at > 16; at += 16)
    hash = folded_product(word_at(at) ^ kSecond, word_at(at + 8) ^ hash);
  std::uint64_t low = 0;
  std::uint64_t high = 0;
  if (text.size() >= 16) {
    low = word_at(end - 16);
    high = word_at(end - 8);
  } else if (text.size() > 8) {
    low = word_at(at);
    high = word_at(end - 8);
  } else {
    low = short_word(text);
  }
  hash = folded_product(low ^ kSecond, high ^ hash);
  hash = folded_product(hash ^ kFirst, text.size() ^ kSecond);
  return static_cast<std::uint32_t>(hash ^ (hash >> 32));
}

}  // namespace

Strings::Strings() : slots_(kSlotsAtFirst, Slot{0, kAbsent}) {
  add("");
}

void Strings::clear() {
  texts_.clear();
  if (blocks_.size() > 1) blocks_.erase(blocks_.begin(), blocks_.end() - 1);
  block_used_ = 0;
  std::ranges::fill(slots_, Slot{0, kAbsent});
  add("");
}

std::size_t Strings::slot_of(std::string_view text, std::uint32_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  while (slots_[at].id != kAbsent &&
         (slots_[at].hash != hash || !are_equal(texts_[slots_[at].id], text)))
    at = (at + 1) & mask;
  return at;
}

TextId Strings::find(std::string_view text) const {
  return slots_[slot_of(text, hash_of(text))].id;
}

TextId Strings::add(std::string_view text) {
  return add(text, hash_of(text));
}

TextId Strings::add(std::string_view text, std::uint32_t hash) {
  const std::size_t at = slot_of(text, hash);
  if (slots_[at].id != kAbsent) return slots_[at].id;
  const auto id = static_cast<TextId>(texts_.size());
  texts_.push_back(keep(text));
  slots_[at] = {hash, id};
  if (texts_.size() * 2 > slots_.size()) grow();
  return id;
}

void Strings::add_all(const Strings& others, std::vector<TextId>& ids) {
  // The slots are far apart in memory: those of the next texts are called for together.
  constexpr std::size_t kAtOnce = 16;
  std::array<std::uint32_t, kAtOnce> hashes{};
  ids.clear();
  for (std::size_t first = 0; first < others.size(); first += kAtOnce) {
    const std::size_t count = std::min(kAtOnce, others.size() - first);
    for (std::size_t i = 0; i < count; ++i) {
      hashes[i] = hash_of(others.texts_[first + i]);
      __builtin_prefetch(&slots_[hashes[i] & (slots_.size() - 1)]);
    }
    for (std::size_t i = 0; i < count; ++i) ids.push_back(add(others.texts_[first + i], hashes[i]));
  }
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
    blocks_.emplace_back(std::max(kTextBlockBytes, text.size()), '\0');
    block_used_ = 0;
  }
  char* place = blocks_.back().data() + block_used_;
  std::ranges::copy(text, place);
  block_used_ += text.size();
  return {place, text.size()};
}

}  // namespace qingxin::book
