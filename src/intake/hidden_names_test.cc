// SPDX-License-Identifier: Apache-2.0
#include "intake/hidden_names.h"

#include <gtest/gtest.h>

#include <vector>

namespace qingxin::intake {
namespace {

using All = std::vector<std::string>;

TEST(HiddenNames, AreAsManyStarsWhereverTheyStand) {
  EXPECT_EQ(with_names_hidden("我叫周建国，和吴大勇一起干活。周建国！", All{"周建国", "吴大勇"}),
            "我叫***，和***一起干活。***！");
  EXPECT_EQ(with_names_hidden("周建国", All{}), "周建国");
  EXPECT_EQ(with_names_hidden("", All{"周建国"}), "");
  EXPECT_EQ(with_names_hidden("老王说王老板没给", All{"王"}), "老王说王老板没给");
  EXPECT_EQ(with_names_hidden("𠮷野💰来了", All{"𠮷野💰"}), "***来了");
}

TEST(HiddenNames, AreHiddenWhereTheyOverlapOrHoldEachOther) {
  EXPECT_EQ(with_names_hidden("周建国庆", All{"周建国", "国庆"}), "****");
  EXPECT_EQ(with_names_hidden("欧阳建国、建国、欧阳", All{"建国", "欧阳建国"}), "****、**、欧阳");
  // The longer one breaks off; the one inside it is there all the same.
  EXPECT_EQ(with_names_hidden("王小王小明", All{"王小王大", "小王小", "小明"}), "王****");
  EXPECT_EQ(with_names_hidden("王王王王", All{"王王"}), "****");
}

// What a crowd may bring: this would take minutes, if each name were looked for by itself.
TEST(HiddenNames, TakeAsLongAsTheTextHowManyTheyAre) {
  All names;
  for (int i = 0; i < 5'000; ++i) {
    std::string name;
    for (int repeat = 0; repeat < 60; ++repeat) name += "王";
    names.push_back(name + std::to_string(i));
  }
  std::string text;
  while (text.size() < (1 << 20)) text += "王";
  EXPECT_EQ(with_names_hidden(text, names), text);
  const std::string hidden = with_names_hidden(text + names[4'999], names);
  EXPECT_EQ(hidden.substr(hidden.size() - 64), std::string(64, '*'));
}

}  // namespace
}  // namespace qingxin::intake
