// SPDX-License-Identifier: Apache-2.0
#include "book/columns.h"

#include <algorithm>

namespace qingxin::book {

namespace {

constexpr unsigned kBitsOfByte = 7;  // the eighth says that more follow
constexpr std::uint64_t kMore = 0x80;

// Small numbers of either sign become small numbers.
constexpr std::uint64_t folded(std::int64_t value) {
  return (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
}

constexpr std::int64_t unfolded(std::uint64_t value) {
  return static_cast<std::int64_t>((value >> 1) ^ (~(value & 1) + 1));
}

constexpr std::size_t width_of(std::uint64_t span) {
  if (span == 0) return 0;
  if (span <= UINT8_MAX) return 1;
  if (span <= UINT16_MAX) return 2;
  return span <= UINT32_MAX ? 4 : 8;
}

}  // namespace

void BlockWriter::number(std::int64_t value) {
  std::uint64_t rest = folded(value);
  for (; rest >= kMore; rest >>= kBitsOfByte)
    bytes_.push_back(static_cast<std::byte>(rest | kMore));
  bytes_.push_back(static_cast<std::byte>(rest));
}

void BlockWriter::text(std::string_view text) {
  number(static_cast<std::int64_t>(text.size()));
  const auto bytes = std::as_bytes(std::span(text));
  bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
}

void BlockWriter::column(std::span<const std::int64_t> values) {
  if (values.empty()) return;
  const auto [least, most] = std::ranges::minmax(values);
  const auto base = static_cast<std::uint64_t>(least);
  const std::size_t width = width_of(static_cast<std::uint64_t>(most) - base);
  bytes_.push_back(static_cast<std::byte>(width));
  number(least);
  std::size_t at = bytes_.size();
  bytes_.resize(at + width * values.size());
  if (width == 0) return;
  for (const std::int64_t value : values) {
    const std::uint64_t above = static_cast<std::uint64_t>(value) - base;
    std::memcpy(bytes_.data() + at, &above, width);
    at += width;
  }
}

std::int64_t BlockReader::number() {
  constexpr unsigned kBits = 64;
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < kBits && at_ < bytes_.size(); shift += kBitsOfByte) {
    const auto byte = static_cast<std::uint64_t>(bytes_[at_++]);
    value |= (byte & ~kMore) << shift;
    if ((byte & kMore) == 0) return unfolded(value);
  }
  is_sound_ = false;
  return 0;
}

std::string BlockReader::text() {
  const std::size_t size = count(bytes_.size() - at_);
  std::string text(size, '\0');
  std::memcpy(text.data(), bytes_.data() + at_, size);
  at_ += size;
  return text;
}

std::size_t BlockReader::count(std::size_t most) {
  const std::int64_t value = number();
  if (value >= 0 && static_cast<std::uint64_t>(value) <= most)
    return static_cast<std::size_t>(value);
  is_sound_ = false;
  return 0;
}

std::size_t BlockReader::start_column(std::size_t count) {
  if (count == 0 || !is_sound_) return 0;
  if (at_ >= bytes_.size()) {
    is_sound_ = false;
    return 0;
  }
  const auto width = static_cast<std::size_t>(bytes_[at_++]);
  base_ = static_cast<std::uint64_t>(number());
  constexpr std::size_t kWidest = 8;
  const bool is_width = width <= kWidest && (width == 0 || std::has_single_bit(width));
  is_sound_ = is_sound_ && is_width && width * count <= bytes_.size() - at_;
  return width;
}

}  // namespace qingxin::book
