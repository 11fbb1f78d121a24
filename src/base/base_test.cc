// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "base/check_digit.h"
#include "base/date.h"
#include "base/hash.h"
#include "base/instant.h"
#include "base/money.h"
#include "base/text.h"

namespace qingxin {
namespace {

TEST(Money, ReadsYuanWithAtMostTwoDecimals) {
  EXPECT_EQ(parse_money("1800")->fen, 180000);
  EXPECT_EQ(parse_money("1,800.00")->fen, 180000);
  EXPECT_EQ(parse_money("12,345,678.9")->fen, 1234567890);
  EXPECT_EQ(parse_money("0.05")->fen, 5);
  EXPECT_EQ(parse_money("999999999999.99")->fen, 99999999999999);
}

TEST(Money, RefusesWhatItWouldHaveToGuess) {
  for (const std::string_view text :
       {"", "-1", "+1", "12.345", "¥1800", "1800元", "１８００", "1,80", "1,8000", ",800", "1800,",
        "(1800)", "1.", ".5", "1e3", "1 800", "一千", "1000000000000", "1,800,00.0"})
    EXPECT_FALSE(parse_money(text)) << text;
}

TEST(Money, PrintsGroupsOfThree) {
  EXPECT_EQ(to_string(Money{0}), "0.00");
  EXPECT_EQ(to_string(Money{5}), "0.05");
  EXPECT_EQ(to_string(Money{123456789}), "1,234,567.89");
  EXPECT_EQ(to_string(Money{-180000}), "-1,800.00");
}

TEST(MoneyDeathTest, AnOverflowStopsTheProgram) {
  EXPECT_DEATH((void)(Money{INT64_MAX} + Money{1}), "broken promise");
}

TEST(Date, ReadsOnlyDaysThatExist) {
  EXPECT_EQ(*parse_iso_date("2024-02-29"), date(2024, 2, 29));
  for (const std::string_view text : {"2023-02-29", "2026-02-31", "2026-13-01", "2026-1-1", ""})
    EXPECT_FALSE(parse_iso_date(text)) << text;
}

TEST(Date, KnowsMonthsAndWeekdays) {
  EXPECT_EQ(month_of(date(2026, 10, 5)), month(2026, 10));
  EXPECT_EQ(month(2025, 12) + 1, month(2026, 1));
  EXPECT_EQ(days_in(month(2024, 2)), 29);
  EXPECT_EQ(day_in(month(2026, 2), 31), date(2026, 2, 28));
  EXPECT_EQ(weekday_in_chinese(date(2026, 11, 13)), "周五");
  EXPECT_EQ(to_string(date(2026, 1, 9)), "2026-01-09");
}

TEST(Instant, HasTheDayAndMinuteOfChinaAndNotOfGreenwich) {
  const Instant last{date(2026, 11, 23).days * std::int64_t{86'400'000} + 57'600'000 - 1};
  EXPECT_EQ(china_day(last), date(2026, 11, 23));
  EXPECT_EQ(china_minute(last), "2026-11-23 23:59");
  EXPECT_EQ(china_day({last.utc_ms + 1}), date(2026, 11, 24));
  EXPECT_EQ(china_minute({last.utc_ms + 1}), "2026-11-24 00:00");
  EXPECT_EQ(china_instant(date(2026, 11, 24), 0), Instant{last.utc_ms + 1});
  EXPECT_EQ(china_minute(china_instant(date(2026, 11, 23), 14 * 60 + 5)), "2026-11-23 14:05");
}

TEST(Instant, HasADayBefore1970Too) {
  EXPECT_EQ(china_day({-28'800'001}), date(1969, 12, 31));
  EXPECT_EQ(china_minute({-28'800'001}), "1969-12-31 23:59");
  EXPECT_EQ(china_day({-28'800'000}), date(1970, 1, 1));
}

TEST(Hash, AgreesWithThePublishedVector) {
  EXPECT_EQ(hex(sm3("abc")), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
  EXPECT_NE(hmac_sm3("a", "text"), hmac_sm3("b", "text"));
}

TEST(Text, FoldsPlainTextTheShortWayAsTheLong) {
  for (unsigned point = 0x4E00; point <= 0x9FFF; ++point) {
    const std::string character{static_cast<char>(0xE0 | point >> 12),
                                static_cast<char>(0x80 | (point >> 6 & 0x3F)),
                                static_cast<char>(0x80 | (point & 0x3F))};
    // The wide letter sends the text the long way.
    EXPECT_EQ(folded(character + "Ａ"), folded(character) + "a");
    EXPECT_EQ(folded_name(character + "Ａ"), folded_name(character) + "a");
  }
  for (const std::string_view near : {"䷿", "ꀀ", "豈", "㍿", "ﬁ", "é", "e\u0301", "가", "91MA-Xz"})
    EXPECT_EQ(folded(std::string(near) + "Ａ"), folded(near) + "a");
}

TEST(Text, FoldsWidthCaseAndSpaces) {
  EXPECT_EQ(folded(" 项 目　编号 "), "项目编号");
  EXPECT_EQ(folded("Ｐｒｏｊｅｃｔ＿ID"), "project_id");
  EXPECT_EQ(folded_name("平川建设（集团）有限公司"), folded_name("平川建设(集团) 有限公司"));
  EXPECT_EQ(folded_name("买买提·艾力"), folded_name("买买提•艾力"));
  EXPECT_EQ(folded_name("平川(集团)建设.b[1]{2}"), "平川集团建设b12");
}

TEST(Text, CountsColumnsOfChinese) {
  EXPECT_EQ(display_width("工资表 a"), 8);
  EXPECT_EQ(shortened("平川县人民医院迁建工程", 12), "平川县人民..");
  EXPECT_EQ(padded_left("红", 4), "  红");
}

TEST(Text, MasksAllButFirstAndLastTwo) {
  EXPECT_EQ(masked("11010519491231002X"), "1***************2X");
  EXPECT_EQ(masked("123"), "***");
  EXPECT_EQ(masked("欧阳建国"), "欧*建国");
}

TEST(Text, HidesLongNumbersWhereverTheyStand) {
  EXPECT_EQ(without_long_numbers("张三 11010519491231002X 备注"), "张三 1***************2X 备注");
  EXPECT_EQ(without_long_numbers("6222021234567890123,2026-10-05"),
            "6****************23,2026-10-05");
  EXPECT_EQ(without_long_numbers("2026-10-05 12345678901234"), "2026-10-05 12345678901234");
}

TEST(Text, PrintsNothingThatSteersTheTerminal) {
  EXPECT_EQ(printable("项目\x1b[31m\n一"), "项目 [31m 一");
  EXPECT_EQ(printable("\xC2\x9B"
                      "31m李\u202E四\u2066"),
            " 31m李 四 ");
  EXPECT_EQ(printable("李\xFF\xC0\xAF"), "李\uFFFD\uFFFD\uFFFD");
  EXPECT_TRUE(is_printable("平川建工“一”分公司 10-2"));
  for (const std::string_view text : {"a\n", "\x7F", "\xC2\x9B", "\u202E", "\u061C", "\u200F"})
    EXPECT_FALSE(is_printable(text)) << text;
}

TEST(IdentityNumber, NamesTheFault) {
  EXPECT_EQ(identity_fault("11010519491231002X"), IdentityFault::none);
  EXPECT_EQ(identity_fault("440524188001010014"), IdentityFault::none);
  EXPECT_EQ(identity_fault("440524179901010014"), IdentityFault::birthday);
  EXPECT_EQ(identity_fault("110105491231002"), IdentityFault::length);
  EXPECT_EQ(identity_fault("1101051949123100AX"), IdentityFault::character);
  EXPECT_EQ(identity_fault("110105194902310020"), IdentityFault::birthday);
  EXPECT_EQ(identity_fault("110105194912310021"), IdentityFault::check_digit);
}

TEST(CheckDigits, AgreeWithPublishedExamples) {
  for (const std::string_view code :
       {"91110000802100433B", "914403001922038216", "9144030071526726XG", "91330100799655058B",
        "91350100M000100Y43"})
    EXPECT_TRUE(passes_credit_code(code)) << code;
  EXPECT_FALSE(passes_credit_code("91110000802100433A"));
  EXPECT_EQ(iban_remainder("AE070331234567890123456"), 1);
  EXPECT_EQ(iban_remainder("AE160240043520123456701"), 74);
  EXPECT_EQ(iban_remainder("AE020340000221234567001"), 30);
  EXPECT_TRUE(passes_luhn("4111111111111111"));
  EXPECT_FALSE(passes_luhn("4111111111111112"));
}

TEST(Text, HidesNumbersOfPeopleInWords) {
  EXPECT_EQ(without_numbers_of_people("来电 13900001111，3 人 12 月"),
            "来电 " + masked("13900001111") + "，3 人 12 月");
  EXPECT_EQ(without_numbers_of_people("990123199001010017X"), masked("990123199001010017X"));
  // Sums, years and numbers of files are no numbers of people.
  for (const char* words : {"12345678901", "139000011112", "2026", "6000.00", ""})
    EXPECT_EQ(without_numbers_of_people(words), words);
}

}  // namespace
}  // namespace qingxin
