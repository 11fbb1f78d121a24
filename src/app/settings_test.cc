// SPDX-License-Identifier: Apache-2.0
#include "app/settings.h"

#include <gtest/gtest.h>

#include <set>

namespace qingxin::app {
namespace {

std::string refusal(std::string_view text) {
  const Result<Settings> settings = parse_settings(text, "清薪.toml");
  return settings ? "" : settings.error().message;
}

TEST(Settings, WhatTheFileDoesNotSayHasItsDefault) {
  const Settings settings = parse_settings("[server]\nworkers = 3\n", "f").value();
  EXPECT_EQ(settings.workers, 3);
  EXPECT_EQ(settings.queue, Settings{}.queue);
  EXPECT_EQ(settings.listen, Settings{}.listen);
}

TEST(Settings, EachKeyCanBeWrittenAndReadBack) {
  std::string text;
  std::string_view table;
  for (const Setting& setting : settings()) {
    if (setting.table != table) text += "[" + std::string(table = setting.table) + "]\n";
    text += std::string(setting.key) + " = " + written({}, setting) + "\n";
  }
  const Result<Settings> back = parse_settings(text, "f");
  ASSERT_TRUE(back) << back.error().message;
  for (const Setting& setting : settings())
    EXPECT_EQ(written(*back, setting), written({}, setting)) << setting.key;
}

TEST(Settings, EachKeyIsThereOnceAndItsDefaultIsWithinItsBounds) {
  std::set<std::pair<std::string_view, std::string_view>> seen;
  for (const Setting& setting : settings()) {
    EXPECT_TRUE(seen.emplace(setting.table, setting.key).second) << setting.key;
    EXPECT_FALSE(setting.meaning.empty()) << setting.key;
    if (const auto* member = std::get_if<std::int64_t Settings::*>(&setting.member)) {
      EXPECT_GE(Settings{}.*(*member), setting.least) << setting.key;
      EXPECT_LE(Settings{}.*(*member), setting.most) << setting.key;
    }
  }
}

TEST(Settings, ARefusalNamesFileLineKeyValueAndRemedy) {
  EXPECT_TRUE(refusal("[server]\n\nworker = 3\n")
                  .starts_with("清薪.toml 第 3 行 [server] worker = 3：没有这一项"));
  EXPECT_NE(refusal("[server]\nworker = 3\n").find("是不是 workers？"), std::string::npos);
  EXPECT_EQ(refusal("[server]\nworkers = \"3\"\n"),
            "清薪.toml 第 2 行 [server] workers = '3'：应为整数，不加引号和小数点");
  EXPECT_EQ(refusal("[server]\nworkers = 0\n"),
            "清薪.toml 第 2 行 [server] workers = 0：应在 1 至 256 之间");
  EXPECT_NE(refusal("[server]\nlisten = \"localhost\"\n").find("「localhost」不是监听地址"),
            std::string::npos);
  EXPECT_NE(refusal("[server]\ntrusted_proxies = [\"10.0.0.0/99\"]\n").find("不是网络地址"),
            std::string::npos);
  EXPECT_NE(refusal("[server]\ntrusted_proxies = \"10.0.0.0/8\"\n").find("应为方括号里的一组文字"),
            std::string::npos);
  EXPECT_NE(refusal("[sever]\n").find("是不是 server？"), std::string::npos);
  EXPECT_NE(refusal("server = 1\n").find("应写成 [server] 表"), std::string::npos);
  EXPECT_NE(refusal("[server\n").find("清薪.toml 第 1 行"), std::string::npos);
}

TEST(Settings, LogsAreKeptForSixMonthsAtLeast) {
  EXPECT_EQ(refusal("[log]\nkeep_days = 184\n"), "");
  EXPECT_NE(refusal("[log]\nkeep_days = 183\n").find("应在 184 至"), std::string::npos);
}

TEST(Settings, OnlyBulletinsThatHaveARhythmAreDrafted) {
  EXPECT_EQ(refusal("[bulletins]\nkinds = [\"weekly\", \"monthly\"]\nunit = \"101\"\n"), "");
  EXPECT_NE(refusal("[bulletins]\nkinds = [\"closing_summary\"]\n").find("不能定期起草"),
            std::string::npos);
  EXPECT_NE(refusal("[bulletins]\nkinds = [\"daily\"]\n").find("没有「daily」这种简报"),
            std::string::npos);
  EXPECT_NE(refusal("[bulletins]\nunit = \"治欠办\"\n").find("不是单位的编号"), std::string::npos);
}

TEST(Settings, WhatServingWouldRefuseIsRefusedHere) {
  EXPECT_TRUE(refusal("[checks]\npack = \"nope\"\n")
                  .starts_with("清薪.toml 第 2 行 [checks] pack = 'nope'："));
  EXPECT_EQ(refusal("[checks]\npack = \"default\"\n"), "");
  EXPECT_NE(refusal("[log]\nfolder = \"log\"\n").find("应为绝对路径"), std::string::npos);
  EXPECT_EQ(refusal("[log]\nfolder = \"/var/log/qingxin\"\n"), "");
  EXPECT_NE(refusal("[server]\nbody_bytes = 67108864\nbuffered_bytes = 1024\n")
                .find("第 3 行 [server] buffered_bytes = 1024：一个请求体可以有 67108864 字节"),
            std::string::npos);
  EXPECT_NE(refusal("[server]\nbuffered_bytes = 1024\n").find("不小于 body_bytes"),
            std::string::npos);
  EXPECT_EQ(refusal("[server]\nbody_bytes = 2048\nbuffered_bytes = 2048\n"), "");
}

TEST(Settings, TheDailyWorkBeginsAtAMinuteOfTheDay) {
  EXPECT_EQ(minute_of_day("00:00"), 0);
  EXPECT_EQ(minute_of_day("02:30"), 150);
  EXPECT_EQ(minute_of_day("23:59"), 1439);
  for (const char* wrong :
       {"", "2:30", "24:00", "02:60", "02-30", "0230", "02:3x", "::::: ", "-1:30", "02:30:00"}) {
    EXPECT_FALSE(minute_of_day(wrong)) << wrong;
    EXPECT_NE(refusal("[daily]\nat = \"" + std::string(wrong) + "\"\n").find("应为一天里的时刻"),
              std::string::npos)
        << wrong;
  }
}

}  // namespace
}  // namespace qingxin::app
