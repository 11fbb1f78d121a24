// SPDX-License-Identifier: Apache-2.0
#include "intake/search_tokens.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "intake/said_text.h"

namespace qingxin::intake {
namespace {

bool finds(std::string_view text, std::string_view query) {
  const Result<std::vector<std::string>> stored = tokens_to_store(text);
  const Result<std::vector<std::string>> asked = tokens_to_find(query);
  if (!stored || !asked) return false;
  return std::ranges::all_of(*asked, [&](const std::string& token) {
    return std::ranges::find(*stored, token) != stored->end();
  });
}

TEST(SearchTokens, AreLettersAndDigitsOfAsciiThatBeginWithALetter) {
  const Result<std::vector<std::string>> tokens =
      tokens_to_store("清薪，Ａ3栋\U00020000\U0002A6D6😀كار 2025年");
  ASSERT_TRUE(tokens) << tokens.error().message;
  EXPECT_EQ(tokens->size(), 7U) << joined(*tokens);
  for (const std::string& token : *tokens) {
    EXPECT_TRUE(token[0] == 'b' || token[0] == 'w') << token;
    EXPECT_TRUE(std::ranges::all_of(token, [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    })) << token;
  }
  EXPECT_EQ((*tokens)[0], "b0lqd0qei");
  EXPECT_EQ((*tokens)[1], "wa3");
}

TEST(SearchTokens, FindAWordOfTwoCharacters) {
  constexpr std::string_view kText =
      "平川县南湖路雨污分流改造工程拖欠工资，Ａ3栋，\U00020000\U0002A6D6";
  for (const std::string_view query : {"南湖", "雨污", "工资", "南湖 工资", "改造工程", "a3",
                                       "A3栋", "\U00020000\U0002A6D6", "拖　欠工资"}) {
    EXPECT_TRUE(finds(kText, query)) << query;
    EXPECT_EQ(says(kText, query), Says::yes) << query;
  }
  for (const std::string_view query : {"湖南", "污雨", "工程款", "b3"}) {
    EXPECT_FALSE(finds(kText, query)) << query;
    EXPECT_EQ(says(kText, query), Says::no) << query;
  }
}

TEST(SearchTokens, PairsThatStandApartAreToldFromAWord) {
  EXPECT_TRUE(finds("工地上的地上水", "工地上水"));
  EXPECT_EQ(says("工地上的地上水", "工地上水"), Says::no);
}

TEST(SearchTokens, NumbersOfPersonsAreNotIndexed) {
  const std::string all = joined(
      *tokens_to_store("电话10012345678，证件990121199001010014，990121199001010x，欠56000元"));
  EXPECT_EQ(all.find("1001"), std::string::npos) << all;
  EXPECT_EQ(all.find("9901"), std::string::npos) << all;
  EXPECT_NE(all.find("w56000"), std::string::npos) << all;
  EXPECT_FALSE(tokens_to_find("10012345678"));
}

TEST(SearchTokens, RefuseAQueryThatFindsNothing) {
  for (const std::string_view query : {"", "薪", "，。", "😀", "\xFF"})
    EXPECT_FALSE(tokens_to_find(query)) << query;
  std::string longer;
  for (int i = 0; i < 101; ++i) longer += "薪";
  EXPECT_FALSE(tokens_to_find(longer));
}

TEST(SearchTokens, AreBoundedForAMegabyte) {
  std::string text;
  for (char32_t point = 0x4E00; text.size() < 1'000'000; ++point)
    text += utf8_of(std::u32string{point % 0x5000 + 0x4E00, point % 0x4321 + 0x4E00});
  const Result<std::vector<std::string>> tokens = tokens_to_store(text);
  ASSERT_TRUE(tokens);
  EXPECT_EQ(tokens->size(), kTokensMost);
  EXPECT_LT(joined(*tokens).size(), 1U << 19);

  text.clear();
  for (int word = 0; text.size() < 1'900'000; ++word)
    text += "abcdefghijklmnopqrstuvwxyz" + std::string(1, static_cast<char>('a' + word % 26)) +
            std::to_string(word) + " ";
  const std::string all = joined(*tokens_to_store(text));
  EXPECT_GT(all.size(), 600'000U);
  EXPECT_LT(all.size(), 900'000U);
}

}  // namespace
}  // namespace qingxin::intake
