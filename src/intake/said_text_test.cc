// SPDX-License-Identifier: Apache-2.0
#include "intake/said_text.h"

#include <gtest/gtest.h>

#include "base/utf8.h"

namespace qingxin::intake {
namespace {

std::string plain(std::string_view text) {
  const Result<SaidText> said = SaidText::read(text);
  return said ? utf8_of(said->plain()) : said.error().message;
}

TEST(SaidText, UndoesTheWaysOfTypingAndNothingElse) {
  struct Row {
    std::string_view text;
    std::string_view plain;
  };
  for (const Row& row :
       {Row{"拖欠工资", "拖欠工资"}, Row{"５６０００．５０元，Ａ栋", "56000.50元,a栋"},
        Row{"（一期）", "(一期)"}, Row{"拖\u200B欠\uFEFF工\u2060资", "拖欠工资"},
        Row{"第①项", "第①项"}, Row{"10㎡", "10m2"}, Row{"一\t二\u3000三\r\n四", "一 二 三\n\n四"},
        Row{"說明：薪資", "說明:薪資"}, Row{"\uF9B5", "例"},
        Row{"\U00020000\U0002A6D6", "\U00020000\U0002A6D6"}, Row{"Ａ\u0301", "a\u0301"},
        Row{"", ""}})
    EXPECT_EQ(plain(row.text), row.plain) << row.text;
  EXPECT_EQ(plain("caf\u00E9"), plain("cafe\u0301"));
}

TEST(SaidText, KnowsWhereEachCharacterStood) {
  const Result<SaidText> said = SaidText::read("欠㈱😀５万");
  ASSERT_TRUE(said) << said.error().message;
  EXPECT_EQ(utf8_of(said->plain()), "欠(株)😀5万");
  EXPECT_EQ(said->span(0, 1), (Span{0, 3, 0, 1}));
  EXPECT_EQ(said->span(2, 3), (Span{3, 6, 1, 2}));  // a part of ㈱ is the whole of it
  EXPECT_EQ(said->span(4, 5), (Span{6, 10, 2, 3}));
  EXPECT_EQ(said->span(5, 7), (Span{10, 16, 3, 5}));
  EXPECT_FALSE(said->is_as_written(5));
  EXPECT_TRUE(said->is_as_written(6));
}

TEST(SaidText, SaysWhereTextIsNoUtf8) {
  EXPECT_NE(plain("欠\xFF薪").find("第 4 字节"), std::string::npos) << plain("欠\xFF薪");
  EXPECT_NE(plain("\xED\xA0\x80").find("第 1 字节"), std::string::npos);
  EXPECT_NE(plain("ab\xE6\x8B").find("第 3 字节"), std::string::npos);
}

TEST(SaidText, RefusesOnlyWhatIsLongerThanItSays) {
  EXPECT_TRUE(SaidText::read(std::string(kTextBytesMost, 'a')));
  const Result<SaidText> longer = SaidText::read(std::string(kTextBytesMost + 1, 'a'));
  ASSERT_FALSE(longer);
  EXPECT_NE(longer.error().message.find("2097153"), std::string::npos) << longer.error().message;
}

TEST(SaidText, TellsLettersFromSigns) {
  EXPECT_EQ(utf8_of(letters_of(points_of("欠,薪! 5万\U00020000😀~a"))), "欠薪5万\U00020000a");
  EXPECT_TRUE(is_han(U'薪'));
  EXPECT_TRUE(is_han(U'\U00020000'));
  EXPECT_FALSE(is_han(U'a'));
  EXPECT_FALSE(is_han(U'，'));
}

}  // namespace
}  // namespace qingxin::intake
