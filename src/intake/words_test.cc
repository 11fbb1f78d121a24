// SPDX-License-Identifier: Apache-2.0
#include "intake/words.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "intake/clue_class.h"
#include "intake/said_text.h"
#include "law/built_in.h"

namespace qingxin::intake {
namespace {

constexpr std::string_view kFile = "law/intake/words.toml";

std::string built_in_text() {
  for (const law::LawFile& file : law::built_in_files())
    if (file.path == kFile) return file.text;
  return {};
}

// The message for the built-in file with its first `from` replaced by `to`.
std::string refusal(std::string_view from, std::string_view to) {
  std::string text = built_in_text();
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  text.replace(at, from.size(), to);
  const Result<Words> words = read_words(text, kFile);
  return words ? "accepted" : words.error().message;
}

TEST(Words, AreReadFromTheirFile) {
  const Words& words = built_in_words();
  EXPECT_EQ(words.classes.size(), kClueClasses.size());
  EXPECT_TRUE(words.common.has(U"农民工"));
  EXPECT_EQ(to_string(words.checked_on), "2026-11-23");
}

TEST(Words, RefuseWhatWouldHaveToBeGuessed) {
  struct Row {
    std::string_view from, to, says;
  };
  for (const Row& row :
       {Row{"common = [", "comon = [", "common"}, Row{"\"血汗钱\"", "\"Ａ\"", "半角"},
        Row{"\"血汗钱\"", "\"\"", "半角"}, Row{"\"血汗钱\"", "7", "半角"},
        Row{"\"血汗钱\"", "\"工钱\"", "写了两遍"},
        Row{"id = \"not_labour\"", "id = \"no_labour\"", "次序为"},
        Row{"checked_on = \"2026-11-23\"", "checked_on = \"2026-11-31\"", "日期"},
        Row{"threes = [", "fours = [", "fours"}, Row{"[people]", "[peoples]", "peoples"},
        Row{"source = ", "sources = ", "sources"}, Row{"[amount]", "[amount", "TOML"}})
    EXPECT_NE(refusal(row.from, row.to).find(row.says), std::string::npos)
        << row.to << ": " << refusal(row.from, row.to);
  EXPECT_EQ(refusal("\"血汗钱\"", "\"辛苦钱\""), "accepted");
}

TEST(WordList, FindsEveryWordTheLongerFirst) {
  const WordList list{{U"工资", U"农民工", U"农民工工资", U"民工"}};
  std::vector<std::size_t> found;
  list.each(U"农民工工资", [&](const WordList::Hit& hit) { found.push_back(hit.word); });
  EXPECT_EQ(found, (std::vector<std::size_t>{2, 1, 3, 0}));
  EXPECT_EQ(list.at_beginning(U"农民工工资条"), 5U);
  EXPECT_EQ(list.at_beginning(U"工"), 0U);
  EXPECT_EQ(list.at_end(U"是农民工"), 3U);
  EXPECT_EQ(list.at_end(U"工资条"), 0U);
  EXPECT_EQ(list.at_end(U""), 0U);
}

}  // namespace
}  // namespace qingxin::intake
