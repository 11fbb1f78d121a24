// SPDX-License-Identifier: Apache-2.0
#include "book/strings.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "book/schema.h"

namespace qingxin::book {
namespace {

TEST(Strings, KeepEachTextOnce) {
  Strings strings;
  EXPECT_EQ(strings.add(""), 0U);
  for (int i = 0; i < 20000; ++i) strings.add("worker " + std::to_string(i));
  const TextId first = strings.find("worker 0");
  EXPECT_EQ(strings.add("worker 0"), first);
  EXPECT_EQ(strings[first], "worker 0");
  EXPECT_EQ(strings.size(), 20001U);
  EXPECT_EQ(strings.find("nobody"), Strings::kAbsent);
}

TEST(Strings, TakeTextsLargerThanABlock) {
  Strings strings;
  const std::string large(200000, 'x');
  EXPECT_EQ(strings[strings.add(large)], large);
  EXPECT_EQ(strings[strings.add("small")], "small");
}

TEST(Schema, NamesAreUniqueAndWithinWhatALayoutHolds) {
  std::set<std::string_view> stems;
  for (const TableShape& shape : all_tables()) {
    EXPECT_TRUE(stems.insert(shape.english).second);
    for (const std::string_view stem : shape.chinese) {
      EXPECT_TRUE(stem.empty() || stems.insert(stem).second) << stem;
    }
    EXPECT_LT(shape.columns.size(), 63U);
    std::set<std::string_view> names;
    for (const Column& column : shape.columns) {
      EXPECT_TRUE(names.insert(column.english).second) << column.english;
      EXPECT_TRUE(names.insert(column.chinese).second) << column.chinese;
    }
  }
}

}  // namespace
}  // namespace qingxin::book
