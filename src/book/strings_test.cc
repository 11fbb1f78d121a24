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

TEST(Strings, TakeAllOfAnotherInItsOrder) {
  Strings one;
  Strings other;
  for (int i = 0; i < 5000; ++i) one.add("a" + std::to_string(i * 3));
  for (int i = 0; i < 5000; ++i) other.add("a" + std::to_string(i * 2));
  Strings expected;
  for (std::size_t i = 0; i < one.size(); ++i) expected.add(one[static_cast<TextId>(i)]);
  for (std::size_t i = 0; i < other.size(); ++i) expected.add(other[static_cast<TextId>(i)]);
  std::vector<TextId> ids;
  one.add_all(other, ids);
  ASSERT_EQ(one.size(), expected.size());
  for (std::size_t i = 0; i < one.size(); ++i)
    EXPECT_EQ(one[static_cast<TextId>(i)], expected[static_cast<TextId>(i)]);
  ASSERT_EQ(ids.size(), other.size());
  for (std::size_t i = 0; i < ids.size(); ++i)
    EXPECT_EQ(one[ids[i]], other[static_cast<TextId>(i)]);
}

TEST(Strings, ForgetAll) {
  Strings strings;
  for (int i = 0; i < 20000; ++i) strings.add("worker " + std::to_string(i));
  strings.clear();
  EXPECT_EQ(strings.size(), 1U);
  EXPECT_EQ(strings.find("worker 7"), Strings::kAbsent);
  EXPECT_EQ(strings.add("worker 9"), 1U);
  EXPECT_EQ(strings[1], "worker 9");
}

// Texts of every size, and such as differ in one byte only, have numbers of their own.
TEST(Strings, TellTextsApart) {
  Strings strings;
  std::set<std::string> texts{""};
  for (std::size_t size = 1; size < 70; ++size)
    for (std::size_t at = 0; at < size; ++at)
      for (const char byte : {'0', '1', 'x', '\x80'}) {
        std::string text(size, 'x');
        text[at] = byte;
        strings.add(text);
        texts.insert(std::move(text));
      }
  EXPECT_EQ(strings.size(), texts.size());
  for (const std::string& text : texts) EXPECT_EQ(strings[strings.find(text)], text);
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
