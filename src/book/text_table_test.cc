// SPDX-License-Identifier: Apache-2.0
#include "book/text_table.h"

#include <gtest/gtest.h>

#include <string>

namespace qingxin::book {
namespace {

TEST(TextTable, HasEveryTextAtItsNumber) {
  Strings strings;
  for (const std::string_view text : {"小河桥", "a", "990123199001012020"}) strings.add(text);
  const TextColumns columns = laid_out(strings);
  const TextTable table = columns.table();
  EXPECT_TRUE(table.is_sound());
  ASSERT_EQ(table.size(), strings.size());
  for (TextId id = 0; id < strings.size(); ++id) EXPECT_EQ(table[id], strings[id]);
  EXPECT_EQ(table[4], "");
  EXPECT_EQ(table[UINT32_MAX], "");
}

// Offsets are counted anew in every group of 65,536.
TEST(TextTable, GoesOnOverTheEdgeOfAGroup) {
  Strings strings;
  for (int i = 0; i < 200'000; ++i) strings.add(std::to_string(i));
  const TextColumns columns = laid_out(strings);
  const TextTable table = columns.table();
  EXPECT_TRUE(table.is_sound());
  EXPECT_EQ(table.starts().size(), 4u);
  ASSERT_EQ(table.size(), strings.size());
  for (TextId id = 0; id < strings.size(); ++id) ASSERT_EQ(table[id], strings[id]);
}

TEST(TextTable, OfAWholeGroupHasItsEnd) {
  Strings strings;
  for (int i = 1; i < 65'536; ++i) strings.add(std::to_string(i));
  const TextColumns columns = laid_out(strings);
  ASSERT_EQ(columns.table().size(), 65'536u);
  EXPECT_TRUE(columns.table().is_sound());
  EXPECT_EQ(columns.table()[65'535], "65535");
}

TEST(TextTable, ThatNoStringsWouldMakeIsNotSound) {
  const std::vector<std::uint64_t> starts{0};
  const std::vector<std::uint32_t> offsets{0, 0, 3, 4};
  EXPECT_TRUE(TextTable(starts, offsets, "abcd").is_sound());
  EXPECT_FALSE(TextTable(starts, offsets, "abcde").is_sound());  // bytes of nobody
  EXPECT_FALSE(TextTable(starts, offsets, "abc").is_sound());
  EXPECT_FALSE(TextTable({}, offsets, "abcd").is_sound());
  EXPECT_FALSE(TextTable(starts, {}, "abcd").is_sound());
  const std::vector<std::uint32_t> back{0, 0, 4, 3};
  EXPECT_FALSE(TextTable(starts, back, "abc").is_sound());
  const std::vector<std::uint32_t> not_empty{0, 1, 4};
  EXPECT_FALSE(TextTable(starts, not_empty, "abcd").is_sound());  // text 0 is the empty one
  const std::vector<std::uint32_t> nothing{0};
  EXPECT_FALSE(TextTable(starts, nothing, "").is_sound());
  const std::vector<std::uint64_t> late{1};
  EXPECT_FALSE(TextTable(late, offsets, "abcde").is_sound());
  const std::vector<std::uint64_t> two{0, 4};
  EXPECT_FALSE(TextTable(two, offsets, "abcd").is_sound());
}

TEST(TextTable, GivesNothingWhereNumbersLie) {
  const std::vector<std::uint64_t> starts{0};
  const std::vector<std::uint32_t> offsets{0, 4'000'000'000, 2};
  const TextTable table(starts, offsets, "abcd");
  EXPECT_EQ(table[0], "");
  EXPECT_EQ(table[1], "");
}

}  // namespace
}  // namespace qingxin::book
