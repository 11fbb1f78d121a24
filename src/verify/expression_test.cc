// SPDX-License-Identifier: Apache-2.0
#include "verify/expression.h"

#include <gtest/gtest.h>

#include "law/law.h"

namespace qingxin::verify {
namespace {

struct Asked {
  Measured measured{};
  ProjectFigures project;
  law::Parameters parameters;

  Truth operator()(std::string_view text) const {
    const Result<Expression> read = Expression::parse(text);
    EXPECT_TRUE(read) << text << ": " << read.error().message;
    if (!read) return Truth::unknown;
    return read->ask({&measured, &project, &parameters, date(2026, 11, 23)});
  }
};

Asked ten_people() {
  Asked asked;
  asked.measured[static_cast<std::size_t>(Measure::people)] = 10;
  asked.measured[static_cast<std::size_t>(Measure::yuan)] = 3'000'000;
  asked.project.status = "在建";
  asked.project.region_code = "990123";
  asked.project.contract_amount = yuan(3'000'000);
  return asked;
}

std::string refusal(std::string_view text) {
  const Result<Expression> read = Expression::parse(text);
  EXPECT_FALSE(read) << text;
  return read ? "" : read.error().message;
}

TEST(Expression, ComparesToThePersonAndTheFen) {
  const Asked asked = ten_people();
  EXPECT_EQ(asked("people >= 10人"), Truth::yes);
  EXPECT_EQ(asked("people > 10人"), Truth::no);
  EXPECT_EQ(asked("people < 11人"), Truth::yes);
  EXPECT_EQ(asked("yuan >= 30000元"), Truth::yes);
  EXPECT_EQ(asked("yuan >= 30,000.01元"), Truth::no);
  EXPECT_EQ(asked("projects.status = '在建'"), Truth::yes);
  EXPECT_EQ(asked("projects.contract_amount != 3000000元"), Truth::no);
}

TEST(Expression, AnswersNotKnownWhereAFactIsMissing) {
  const Asked asked = ten_people();
  EXPECT_EQ(asked("days > 30天"), Truth::unknown);
  EXPECT_EQ(asked("非 days > 30天"), Truth::unknown);
  EXPECT_EQ(asked("days > 30天 且 people > 10人"), Truth::no);
  EXPECT_EQ(asked("days > 30天 或 people = 10人"), Truth::yes);
  EXPECT_EQ(asked("days > 30天 且 people = 10人"), Truth::unknown);
  EXPECT_EQ(asked("projects.industry = '水利'"), Truth::unknown);
  EXPECT_EQ(asked("yuan >= parameter.crime.ten_workers"), Truth::unknown);
}

TEST(Expression, AsksTheParameterOfThePlaceAndTheDay) {
  Asked asked = ten_people();
  asked.parameters = law::Parameters{{{.name = "crime.ten_workers",
                                       .region = "99",
                                       .from = {},
                                       .to = {},
                                       .value = 3'000'000,
                                       .written = "30000.00",
                                       .source = "试"}}};
  EXPECT_EQ(asked("yuan >= parameter.crime.ten_workers"), Truth::yes);
  EXPECT_EQ(asked("yuan > parameter.crime.ten_workers"), Truth::no);
}

TEST(Expression, BindsNotBeforeAndBeforeOr) {
  const Asked asked = ten_people();
  EXPECT_EQ(asked("people = 10人 或 people = 1人 且 people = 2人"), Truth::yes);
  EXPECT_EQ(asked("(people = 10人 或 people = 1人) 且 people = 2人"), Truth::no);
  EXPECT_EQ(asked("not people = 1人 and people = 10人"), Truth::yes);
}

TEST(Expression, RefusesWhatItCannotMean) {
  const auto says = [](std::string_view text, std::string_view part) {
    const std::string words = refusal(text);
    EXPECT_NE(words.find(part), std::string::npos) << text << ": " << words;
  };
  says("peple >= 10人", "是不是 people？");
  says("projects.statu = '停工'", "是不是 projects.status？");
  says("parameter.crime.ten_worker > 1元", "是不是 parameter.crime.ten_workers？");
  says("people >= 5000元", "左边以人计，右边以元计");
  says("yuan >= 10人", "左边以元计，右边以人计");
  says("people >= 10", "数要带单位");
  says("people >= 1.5人", "看不懂");
  says("people 10人", "比较符号");
  says("people >=", "话没有说完");
  says("people >= 10人 people", "多出了");
  says("(people >= 10人", "缺右括号");
  says("projects.status > '停工'", "只能用 = 或 !=");
  says("projects.status = '停工", "单引号");
  says("yuan >= 10.001元", "看不懂");
  says("", "话没有说完");
  says(std::string(100, '('), "太深");
}

}  // namespace
}  // namespace qingxin::verify
