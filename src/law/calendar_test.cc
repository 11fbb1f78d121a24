// SPDX-License-Identifier: Apache-2.0
#include "law/calendar.h"

#include <gtest/gtest.h>

#include "law/files.h"
#include "law/law.h"

namespace qingxin::law {
namespace {

const std::string kDays2030 = R"(
year = 2030
[[notice]]
published = "2029-11-01"
source = "国办发明电〔2029〕1号"
off = [["2030-05-01", "2030-05-05"]]
make_up = ["2030-04-28"]
[statutory]
"劳动节" = ["2030-05-01", "2030-05-02"]
)";

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  return text.replace(text.find(from), from.size(), to);
}

std::string refusal(const std::string& toml) {
  const Result<CalendarYear> year = read_calendar_year(toml, "2030.toml", std::nullopt);
  return year ? "accepted" : year.error().message;
}

int working_days(const Calendar& calendar, int year) {
  int count = 0;
  for (Date day = date(year, 1, 1); year_of(day) == year; day = day + 1)
    count += calendar.is_working(day) ? 1 : 0;
  return count;
}

TEST(Calendar, CountsTheWorkingDaysOfEachYear) {
  const Law law = *load(std::nullopt, std::nullopt);
  const std::vector<std::pair<int, int>> expected = {{2019, 250}, {2020, 249}, {2021, 250},
                                                     {2022, 249}, {2023, 249}, {2024, 251},
                                                     {2025, 248}, {2026, 248}};
  for (const auto& [year, days] : expected) {
    EXPECT_EQ(working_days(law.calendar, year), days) << year;
    EXPECT_TRUE(law.calendar.is_published(year)) << year;
  }
}

TEST(Calendar, AnswersWithTheReason) {
  const Law law = *load(std::nullopt, std::nullopt);
  const auto reason = [&](int year, unsigned month, unsigned day) {
    return law.calendar.answer(date(year, month, day)).reason;
  };
  EXPECT_EQ(reason(2026, 2, 14), "调休上班");
  EXPECT_EQ(reason(2026, 2, 15), "放假");
  EXPECT_EQ(reason(2026, 2, 16), "春节");
  EXPECT_EQ(reason(2026, 11, 14), "周六");
  EXPECT_EQ(reason(2026, 11, 15), "周日");
  EXPECT_EQ(reason(2026, 11, 16), "工作日");
  EXPECT_EQ(reason(2020, 10, 1), "中秋节、国庆节");
}

TEST(Calendar, EveryStatutoryDayIsARestDay) {
  const Law law = *load(std::nullopt, std::nullopt);
  for (int year = 2019; year <= 2027; ++year) {
    int count = 0;
    for (Date day = date(year, 1, 1); year_of(day) == year; day = day + 1) {
      if (!law.calendar.is_statutory(day)) continue;
      ++count;
      EXPECT_FALSE(law.calendar.is_working(day)) << to_string(day);
      EXPECT_TRUE(law.calendar.is_published_holiday(day)) << to_string(day);
    }
    const int in_law = year < 2025 ? 11 : 13;
    EXPECT_EQ(count, year == 2020 ? in_law - 1 : in_law) << year;  // two festivals met in 2020
  }
}

TEST(Calendar, TheHolidayOfTheNextYearMayBeginInDecember) {
  const Law law = *load(std::nullopt, std::nullopt);
  EXPECT_TRUE(law.calendar.is_published_holiday(date(2022, 12, 31)));
  EXPECT_FALSE(law.calendar.is_published_holiday(date(2022, 12, 25)));  // a plain Sunday
}

TEST(Calendar, AYearWithoutANoticeIsProvisional) {
  const Law law = *load(std::nullopt, std::nullopt);
  EXPECT_FALSE(law.calendar.is_published(2027));
  const DayAnswer festival = law.calendar.answer(date(2027, 2, 8));
  EXPECT_EQ(festival.kind, DayKind::rest);
  EXPECT_EQ(festival.certainty, Certainty::provisional);
  EXPECT_EQ(law.calendar.answer(date(2027, 2, 9)).kind, DayKind::working);
  EXPECT_EQ(law.calendar.answer(date(2031, 1, 4)).reason, "周六");
  EXPECT_EQ(law.calendar.answer(date(2031, 1, 1)).certainty, Certainty::provisional);
}

TEST(Calendar, KeepsWhatWasKnownOnADay) {
  const Law before = *load(std::nullopt, date(2020, 1, 26));
  const Law after = *load(std::nullopt, date(2020, 1, 27));
  EXPECT_TRUE(before.calendar.is_working(date(2020, 2, 1)));
  EXPECT_FALSE(after.calendar.is_working(date(2020, 2, 1)));
  EXPECT_TRUE(before.calendar.is_published(2020));
  EXPECT_FALSE(before.calendar.is_published(2021));
  EXPECT_TRUE(before.calendar.is_statutory(date(2021, 10, 1)));
}

TEST(CalendarFile, ReadsAYear) {
  EXPECT_EQ(refusal(kDays2030), "accepted");
}

TEST(CalendarFile, RefusesADayThatIsNotMadeUp) {
  const std::string message = refusal(replaced(kDays2030, "2030-04-28", "2030-04-29"));
  EXPECT_NE(message.find("2030-04-29（周一）不是周六、周日"), message.npos) << message;
}

TEST(CalendarFile, RefusesADayOfAnotherYear) {
  EXPECT_NE(refusal(replaced(kDays2030, "2030-04-28", "2029-04-28")).find("不是 2030 年的日期"),
            std::string::npos);
  EXPECT_NE(refusal(replaced(kDays2030, "2030-05-05", "2031-05-05")).find("不在 2030 年"),
            std::string::npos);
  EXPECT_NE(refusal(replaced(kDays2030, "2030-05-02", "2031-05-02")).find("不是 2030 年的日期"),
            std::string::npos);
}

TEST(CalendarFile, RefusesWhatItDoesNotKnow) {
  EXPECT_NE(refusal(replaced(kDays2030, "make_up", "makeup")).find("是不是 make_up？"),
            std::string::npos);
  EXPECT_NE(refusal(replaced(kDays2030, "source = \"国办发明电〔2029〕1号\"", "")).find("缺少"),
            std::string::npos);
  EXPECT_NE(refusal(replaced(kDays2030, "2029-11-01", "2029-11-31")).find("不是存在的日期"),
            std::string::npos);
  EXPECT_NE(refusal("year = ").find("不是有效的 TOML"), std::string::npos);
}

}  // namespace
}  // namespace qingxin::law
