// SPDX-License-Identifier: Apache-2.0
#include "law/instruments.h"

#include <gtest/gtest.h>

#include "law/files.h"
#include "law/law.h"

namespace qingxin::law {
namespace {

const std::string kOne = R"(
[[instrument]]
id = "a-1"
title = "甲办法"
short_title = "甲"
number = "甲令第1号"
issuer = "某部"
in_force_from = "2020-01-01"
articles = 3
checked_on = 2026-11-22
)";

std::string refusal(const std::string& toml) {
  const Result<Instruments> read = read_instruments(toml, "instruments.toml");
  return read ? "accepted" : read.error().message;
}

TEST(Instruments, AreCitedInChinese) {
  const Instruments texts = load(std::nullopt, std::nullopt)->instruments;
  EXPECT_EQ(in_chinese({.instrument = "gwy-724", .article = 14, .paragraph = 1, .item = 2}, texts),
            "保障农民工工资支付条例 第十四条第一款第（二）项");
  EXPECT_EQ(in_chinese({.instrument = "ldf", .article = 44}, texts), "劳动法 第四十四条");
  EXPECT_EQ(in_chinese({.instrument = "iso-7812", .article = 0}, texts), "银行卡号标准");
}

TEST(Instruments, NumbersAreWrittenAsInTheLaw) {
  const std::vector<std::pair<int, std::string>> expected = {{1, "一"},
                                                             {10, "十"},
                                                             {14, "十四"},
                                                             {20, "二十"},
                                                             {64, "六十四"},
                                                             {100, "一百"},
                                                             {106, "一百零六"},
                                                             {110, "一百一十"},
                                                             {203, "二百零三"},
                                                             {276, "二百七十六"},
                                                             {1001, "一千零一"},
                                                             {1010, "一千零一十"},
                                                             {1260, "一千二百六十"}};
  for (const auto& [number, words] : expected) EXPECT_EQ(number_in_chinese(number), words);
}

TEST(Instruments, ListEveryTextThatIsCited) {
  const Instruments texts = load(std::nullopt, std::nullopt)->instruments;
  for (const std::string_view id :
       {"gwy-724",  "rsb-2021-53", "rsb-2021-65", "rsb-45",    "gwy-423",    "ldbzjc-gd",
        "ldf",      "ldhtf",       "gzzf-1994",   "zdgz-2004", "rsb-2025-2", "js-2019-18",
        "gb-11643", "gb-32100",    "iso-7812",    "iso-13616", "fs-2013-3",  "fs-2025-12",
        "gwy-310",  "cfa",         "gwy-jjr",     "mfd",       "ldzytj",     "xf",
        "rsb-29",   "gbf-2023-33", "xftl",        "xzfyf",     "xzssf"})
    EXPECT_TRUE(texts.contains(id)) << id;
  EXPECT_EQ(texts.find("gwy-724")->second.articles, 64);
  EXPECT_EQ(texts.find("gwy-724")->second.in_force_from, date(2020, 5, 1));
}

TEST(InstrumentsFile, RefusesDuplicatesUnknownKeysAndMissingFields) {
  EXPECT_EQ(refusal(kOne), "accepted");
  EXPECT_NE(refusal(kOne + kOne).find("已有同一 id"), std::string::npos);
  EXPECT_NE(refusal(kOne + "titel = \"乙\"").find("是不是 title？"), std::string::npos);
  for (const std::string_view key : {"id", "title", "short_title", "number", "issuer",
                                     "in_force_from", "articles", "checked_on"}) {
    std::string without = kOne;
    const std::size_t at = without.find(std::string{"\n"}.append(key).append(" ")) + 1;
    without.erase(at, without.find('\n', at) - at);
    EXPECT_NE(refusal(without).find(std::string{key} + "：缺少此项"), std::string::npos) << key;
  }
  EXPECT_NE(refusal(kOne + "in_force_to = \"2019-12-31\"").find("早于"), std::string::npos);
  EXPECT_NE(refusal("").find("[[instrument]]"), std::string::npos);
}

TEST(Mark, IsPrintedAsOneSign) {
  EXPECT_EQ(to_string(Mark::text), "T");
  EXPECT_EQ(to_string(Mark::secondary), "S");
  EXPECT_EQ(to_string(Mark::recalled), "R");
  EXPECT_EQ(to_string(Mark::approximate), "≈");
}

}  // namespace
}  // namespace qingxin::law
