// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace qingxin::book {

static_assert(std::endian::native == std::endian::little, "a book is little-endian");

// How a column stands in a block; the shortest is taken.
enum class ColumnForm : std::uint8_t {
  above,  // how many steps each is above the least
  steps,  // how much each is above the one before it
  runs,   // a bit for each: whether it is another than the one before; and those others
  few,    // the different ones, and which of them each is
};

// Writes numbers column by column, in as few bits each as the column's form needs. A column of one
// value costs two bytes, whatever its length; any other at least a bit for each value.
class BlockWriter {
 public:
  void number(std::int64_t value);  // 1 to 10 bytes
  void text(std::string_view text);
  void bytes(std::span<const std::byte> bytes);
  void column(std::span<const std::int64_t> values);
  // In one of the forms in which each number stands at a place of its own: for ColumnInPlace.
  void column_in_place(std::span<const std::int64_t> values);

  std::size_t size() const { return bytes_.size(); }
  const std::vector<std::byte>& bytes() const { return bytes_; }
  void clear() { bytes_.clear(); }

 private:
  void head(ColumnForm form, unsigned bits);
  void above(std::span<const std::int64_t> values);
  void steps(std::span<const std::int64_t> values, std::int64_t least, unsigned bits);
  void runs(std::span<const std::int64_t> values);
  enum class Forms : std::uint8_t { all, in_place };
  void column(std::span<const std::int64_t> values, Forms forms);
  class Different;
  void few(std::span<const std::int64_t> values, Different& different);
  // Appends `bits` of each of number_of(0) … number_of(count - 1).
  template <typename NumberOf>
  void packed(std::size_t count, unsigned bits, NumberOf number_of);

  std::vector<std::byte> bytes_;
};

// What the numbers of a column may be.
struct Range {
  std::int64_t least = INT64_MIN;
  std::int64_t most = INT64_MAX;
};

// A column that is read here and there.
class ColumnInPlace {
 public:
  // 0 from the end of the column on. No range has been looked at.
  std::int64_t operator[](std::size_t i) const;

 private:
  friend class BlockReader;

  std::span<const std::byte> bytes_;
  std::size_t count_ = 0;
  unsigned bits_ = 0;
  std::uint64_t base_ = 0, step_ = 0;
  std::vector<std::int64_t> few_;  // empty: they stand as steps above the base
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
  // What was written by bytes(), as it stands; nothing when less is left.
  std::span<const std::byte> bytes(std::size_t count);
  // A number that says how many of something follow; 0 and not sound when it is over `most`.
  std::size_t count(std::size_t most);

  // Calls take(position, value) for each of `count` values; for none of them, and not sound, when
  // one of them is out of range.
  template <typename Take>
  void column(std::size_t count, Range range, Take take) {
    if (count == 0 || !unpack(count, range)) return;
    std::size_t i = 0;
    // Each run as a loop over one value: most columns are one run, or few long ones.
    for (std::size_t run = 0; run < ends_.size(); ++run)
      for (const std::int64_t value = values_[run]; i < ends_[run]; ++i) take(i, value);
    for (; i < count; ++i) take(i, values_[i]);
  }

  // Passes over a column without looking at its values.
  void skip(std::size_t count);
  // Passes over a column that is to be read here and there; it holds nothing, and this is not
  // sound, when it stands in another form.
  ColumnInPlace column_in_place(std::size_t count);

  void refuse() { is_sound_ = false; }
  std::size_t left() const { return bytes_.size() - at_; }
  bool is_sound() const { return is_sound_; }
  bool is_at_end() const { return at_ == bytes_.size(); }

 private:
  enum class Forms : std::uint8_t { all, above_only };

  // Reads the next column into values_: the values, or where there are ends_, those of the runs.
  bool unpack(std::size_t count, Range range);
  bool unpack(std::size_t count, Range range, std::int64_t* values, Forms forms);
  bool above(std::size_t count, unsigned bits, Range range, std::int64_t* values);
  bool steps(std::size_t count, unsigned bits, Range range, std::int64_t* values);
  bool climb(std::size_t count, Range range, std::int64_t first, std::int64_t* values);
  // Of the runs of as many values, from a bit for each: into next_ends_.
  bool find_ends(std::size_t count);
  bool runs(std::size_t count, Range range, std::int64_t* values);
  bool few(std::size_t count, unsigned bits, Range range, std::int64_t* values);
  bool pass(std::size_t count, Forms forms);
  bool pass(std::size_t count, unsigned bits);
  // Whether `count` numbers of so many bits are there.
  bool has(std::size_t count, unsigned bits) const;

  std::span<const std::byte> bytes_;
  std::size_t at_ = 0;
  std::unique_ptr<std::int64_t[]> values_;  // NOLINT: never set to zero before it is written
  std::size_t room_ = 0;
  std::vector<std::size_t> ends_;  // of the runs
  std::vector<std::size_t> next_ends_;
  bool is_sound_ = true;
};

}  // namespace qingxin::book
