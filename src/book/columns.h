// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace qingxin::book {

static_assert(std::endian::native == std::endian::little, "a book is little-endian");

// Writes numbers column by column: the least one, then what each is above it, all in the same 0, 1,
// 2, 4 or 8 bytes. A column of one value costs two bytes, whatever its length.
class BlockWriter {
 public:
  void number(std::int64_t value);  // 1 to 10 bytes
  void text(std::string_view text);
  void column(std::span<const std::int64_t> values);

  std::size_t size() const { return bytes_.size(); }
  const std::vector<std::byte>& bytes() const { return bytes_; }
  void clear() { bytes_.clear(); }

 private:
  std::vector<std::byte> bytes_;
};

// What the numbers of a column may be.
struct Range {
  std::int64_t least = INT64_MIN;
  std::int64_t most = INT64_MAX;
};

// Reads what a BlockWriter wrote, in the same order. Never reads past the end: what is not there is
// 0, and is_sound() is false from then on.
class BlockReader {
 public:
  explicit BlockReader(std::span<const std::byte> bytes) : bytes_(bytes) {}

  std::int64_t number();
  // The least of the range, and not sound, when it is out of it.
  std::int64_t number(Range range);
  std::string text();
  // A number that says how many of something follow; 0 and not sound when it is over `most`.
  std::size_t count(std::size_t most);

  // Calls take(position, value) for each of `count` values; for none of them, and not sound, when
  // one of them is out of range.
  template <typename Take>
  void column(std::size_t count, Range range, Take take) {
    const std::size_t width = start_column(count, range);
    const std::byte* at = bytes_.data() + at_;
    if (!is_sound_) return;
    switch (width) {
      case 0: each<0>(at, count, take); break;
      case 1: each<1>(at, count, take); break;
      case 2: each<2>(at, count, take); break;
      case 4: each<4>(at, count, take); break;
      default: each<8>(at, count, take); break;
    }
    at_ += width * count;
  }

  std::size_t left() const { return bytes_.size() - at_; }
  bool is_sound() const { return is_sound_; }
  bool is_at_end() const { return at_ == bytes_.size(); }

 private:
  // Bytes of each value; sets base_.
  std::size_t start_column(std::size_t count, Range range);

  template <std::size_t kWidth, typename Take>
  void each(const std::byte* at, std::size_t count, Take take) const {
    for (std::size_t i = 0; i < count; ++i) {
      std::uint64_t above = 0;
      if constexpr (kWidth > 0) std::memcpy(&above, at + i * kWidth, kWidth);
      take(i, static_cast<std::int64_t>(base_ + above));
    }
  }

  std::span<const std::byte> bytes_;
  std::size_t at_ = 0;
  std::uint64_t base_ = 0;
  bool is_sound_ = true;
};

}  // namespace qingxin::book
