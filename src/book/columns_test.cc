// SPDX-License-Identifier: Apache-2.0
#include "book/columns.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace qingxin::book {
namespace {

using Numbers = std::vector<std::int64_t>;

BlockWriter packed(const Numbers& numbers) {
  BlockWriter block;
  block.column(numbers);
  return block;
}

Numbers unpacked(BlockReader& block, std::size_t count, Range range = {}) {
  Numbers numbers(count, -7);
  block.column(count, range, [&](std::size_t i, std::int64_t number) { numbers[i] = number; });
  return numbers;
}

// Numbers of which the widths of columns have to be told apart.
Numbers edges() {
  return {INT64_MIN, INT64_MIN + 1, INT64_MIN + 255, INT64_MIN + 256, -65'536,  -1, 0, 1, 255, 256,
          65'535,    65'536,        UINT32_MAX,      INT64_MAX - 1,   INT64_MAX};
}

TEST(Columns, KeepTwoNumbersHoweverFarApart) {
  for (const std::int64_t one : edges())
    for (const std::int64_t other : edges()) {
      const BlockWriter block = packed({one, other});
      BlockReader reader(block.bytes());
      EXPECT_EQ(unpacked(reader, 2), (Numbers{one, other}));
      EXPECT_TRUE(reader.is_sound() && reader.is_at_end());
    }
}

TEST(Columns, KeepRandomNumbersOfEveryWidth) {
  std::mt19937_64 random(20261122);
  for (int round = 0; round < 2'000; ++round) {
    Numbers numbers(random() % 40);
    const auto bits = static_cast<unsigned>(random() % 65);
    const std::uint64_t base = random();
    for (std::int64_t& number : numbers)
      number = static_cast<std::int64_t>(base + (bits == 0 ? 0 : random() >> (64 - bits)));
    BlockWriter block = packed(numbers);
    block.number(42);
    BlockReader reader(block.bytes());
    EXPECT_EQ(unpacked(reader, numbers.size()), numbers);
    EXPECT_EQ(reader.number(), 42);
    EXPECT_TRUE(reader.is_sound() && reader.is_at_end());
  }
}

TEST(Columns, OfOneValueCostTwoBytes) {
  EXPECT_EQ(packed(Numbers(1'000, 5)).size(), 2u);
  EXPECT_EQ(packed({}).size(), 0u);
}

Numbers made(std::size_t count, std::int64_t (*number_of)(std::int64_t)) {
  Numbers numbers(count);
  for (std::size_t i = 0; i < count; ++i) numbers[i] = number_of(static_cast<std::int64_t>(i));
  return numbers;
}

// Numbers for which one form each is the shortest, and how many bytes are enough.
TEST(Columns, TakeTheShortestForm) {
  struct Case {
    Numbers numbers;
    std::size_t most_bytes;
  };
  const std::vector<Case> cases{
      {made(1'000, [](std::int64_t i) { return 250'000 + i % 63 * 500; }), 760},  // 6 bits
      {made(1'000, [](std::int64_t i) { return 70'000 + i * 3; }), 140},          // ascending
      {made(1'000, [](std::int64_t i) { return -i / 2; }), 140},
      {made(1'000, [](std::int64_t i) { return i / 100 * 77'777; }), 160},                // runs
      {made(1'000, [](std::int64_t i) { return i * i % 7 * 1'000'003 % 99'991; }), 400},  // few
      {{INT64_MIN, INT64_MAX, INT64_MIN, INT64_MAX}, 60}};
  for (const Case& one : cases) {
    const BlockWriter block = packed(one.numbers);
    EXPECT_LE(block.size(), one.most_bytes);
    BlockReader reader(block.bytes());
    EXPECT_EQ(unpacked(reader, one.numbers.size()), one.numbers);
    EXPECT_TRUE(reader.is_sound() && reader.is_at_end());
  }
}

// Random walks that stand still, climb or jump between a few values, of any length.
TEST(Columns, KeepRandomNumbersOfEveryForm) {
  std::mt19937_64 random(20261123);
  for (int round = 0; round < 4'000; ++round) {
    Numbers numbers(1 + random() % 300);
    const std::uint64_t stays = random() % 100, few = 1 + random() % 9, climb = random() % 3;
    std::int64_t value = static_cast<std::int64_t>(random() % 100'000);
    for (std::int64_t& number : numbers) {
      if (random() % 100 >= stays)
        value = climb == 0   ? static_cast<std::int64_t>(random() % few) * 1'234'567
                : climb == 1 ? value + static_cast<std::int64_t>(random() % few)
                             : static_cast<std::int64_t>(random() % 1'000'000);
      number = value;
    }
    BlockWriter block = packed(numbers);
    block.number(42);
    BlockReader reader(block.bytes()), passing(block.bytes());
    EXPECT_EQ(unpacked(reader, numbers.size()), numbers);
    passing.skip(numbers.size());
    EXPECT_EQ(reader.number(), 42);
    EXPECT_EQ(passing.number(), 42);
    EXPECT_TRUE(reader.is_sound() && reader.is_at_end());
    EXPECT_TRUE(passing.is_sound() && passing.is_at_end());
    const auto [least, most] = std::ranges::minmax(numbers);
    BlockReader within(block.bytes()), above(block.bytes());
    EXPECT_EQ(unpacked(within, numbers.size(), {least, most}), numbers);
    unpacked(above, numbers.size(), {least, most - 1});
    EXPECT_FALSE(above.is_sound());
  }
}

// Whatever the bytes say: no more is read or written than there is.
TEST(Columns, OfAnyBytesEndWhereTheyEnd) {
  std::mt19937_64 random(5);
  for (int round = 0; round < 20'000; ++round) {
    std::vector<std::byte> bytes(random() % 40);
    for (std::byte& byte : bytes) byte = static_cast<std::byte>(random());
    BlockReader reader(bytes), passing(bytes);
    const std::size_t count = random() % 70;
    for (const std::int64_t number : unpacked(reader, count, {-7, 5'000}))
      EXPECT_TRUE(number >= -7 && number <= 5'000);
    passing.skip(count);
  }
}

TEST(Columns, KeepSingleNumbersAndTexts) {
  BlockWriter block;
  for (const std::int64_t number : edges()) block.number(number);
  block.text("小河桥");
  block.text("");
  BlockReader reader(block.bytes());
  for (const std::int64_t number : edges()) EXPECT_EQ(reader.number(), number);
  EXPECT_EQ(reader.text(), "小河桥");
  EXPECT_EQ(reader.text(), "");
  EXPECT_TRUE(reader.is_sound() && reader.is_at_end());
}

TEST(Columns, CutShortAreNotSound) {
  BlockWriter block = packed({1, 300, 70'000});
  block.number(70'000);
  block.text("桥");
  for (std::size_t size = 0; size < block.size(); ++size) {
    BlockReader reader(std::span(block.bytes()).first(size));
    unpacked(reader, 3);
    reader.number();
    reader.text();
    EXPECT_FALSE(reader.is_sound()) << size;
  }
}

// The least and the most of a column are what its range is held against, whatever its width.
TEST(Columns, OutOfRangeAreNotSoundAndNotTaken) {
  std::mt19937_64 random(7);
  for (int round = 0; round < 2'000; ++round) {
    const auto bits = static_cast<unsigned>(1 + random() % 63);
    Numbers numbers(1 + random() % 20);
    for (std::int64_t& number : numbers)
      number = static_cast<std::int64_t>(random() >> (64 - bits)) - (std::int64_t{1} << 20);
    const auto [least, most] = std::ranges::minmax(numbers);
    const BlockWriter block = packed(numbers);
    BlockReader within(block.bytes());
    EXPECT_EQ(unpacked(within, numbers.size(), {least, most}), numbers);
    EXPECT_TRUE(within.is_sound());
    BlockReader below(block.bytes());
    BlockReader above(block.bytes());
    const Numbers untouched(numbers.size(), -7);
    EXPECT_EQ(unpacked(below, numbers.size(), {least + 1, INT64_MAX}), untouched);
    EXPECT_EQ(unpacked(above, numbers.size(), {INT64_MIN, most - 1}), untouched);
    EXPECT_FALSE(below.is_sound() || above.is_sound());
  }
}

TEST(Columns, OfAWidthThatThereIsNotAreNotSound) {
  for (const int width : {3, 5, 9, 255}) {
    const std::vector<std::byte> bytes{static_cast<std::byte>(width),
                                       std::byte{0},
                                       std::byte{0},
                                       std::byte{0},
                                       std::byte{0},
                                       std::byte{0}};
    BlockReader reader(bytes);
    unpacked(reader, 1);
    EXPECT_FALSE(reader.is_sound()) << width;
  }
}

TEST(Columns, CountMoreThanThereCanBeAreNotSound) {
  for (const std::int64_t count : {std::int64_t{-1}, std::int64_t{4}, INT64_MAX}) {
    BlockWriter block;
    block.number(count);
    BlockReader reader(block.bytes());
    EXPECT_EQ(reader.count(3), 0u);
    EXPECT_FALSE(reader.is_sound());
  }
}

}  // namespace
}  // namespace qingxin::book
