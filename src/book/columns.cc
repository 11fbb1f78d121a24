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

constexpr std::uint64_t widest_of(std::size_t width) {
  constexpr std::size_t kWidest = 8, kBits = 8;
  return UINT64_MAX >> ((kWidest - width) * kBits);
}

template <typename Number>
std::uint64_t most_of(const std::byte* at, std::size_t count) {
  Number most = 0;
  for (std::size_t i = 0; i < count; ++i) {
    Number number;
    std::memcpy(&number, at + i * sizeof number, sizeof number);
    most = std::max(most, number);
  }
  return most;
}

std::uint64_t most_above(const std::byte* at, std::size_t width, std::size_t count) {
  switch (width) {
    case 1: return most_of<std::uint8_t>(at, count);
    case 2: return most_of<std::uint16_t>(at, count);
    case 4: return most_of<std::uint32_t>(at, count);
    default: return most_of<std::uint64_t>(at, count);
  }
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

std::int64_t BlockReader::number(Range range) {
  const std::int64_t value = number();
  if (value >= range.least && value <= range.most) return value;
  is_sound_ = false;
  return range.least;
}

std::string BlockReader::text() {
  const std::size_t size = count(bytes_.size());
  if (size > left()) is_sound_ = false;
  if (!is_sound_) return {};
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

std::size_t BlockReader::start_column(std::size_t count, Range range) {
  if (count == 0 || !is_sound_) return 0;
  if (at_ >= bytes_.size()) {
    is_sound_ = false;
    return 0;
  }
  const auto width = static_cast<std::size_t>(bytes_[at_++]);
  base_ = static_cast<std::uint64_t>(number());
  constexpr std::size_t kWidest = 8;
  const bool is_width = width <= kWidest && (width == 0 || std::has_single_bit(width));
  is_sound_ = is_sound_ && is_width && (width == 0 || count <= left() / width);
  const auto base = static_cast<std::int64_t>(base_);
  if (!is_sound_ || base < range.least || base > range.most) {
    is_sound_ = false;
    return 0;
  }
  // Looked at one by one only where so wide a column could leave the range.
  const std::uint64_t room = static_cast<std::uint64_t>(range.most) - base_;
  is_sound_ = width == 0 || widest_of(width) <= room ||
              most_above(bytes_.data() + at_, width, count) <= room;
  return width;
}

}  // namespace qingxin::book
